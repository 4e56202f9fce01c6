/** What this browser offers to compute with. */

/** One GPU interface: `device` is undefined when there is none. */
export interface ProbedGpu {
  /** What the device calls itself; undefined when the interface is missing. */
  device: string | undefined;
  /** True when it is emulated on the processor. */
  software: boolean;
}

/** A GPU interface that is there. */
export interface FoundGpu extends ProbedGpu {
  device: string;
}

export interface Probes {
  webgpu: ProbedGpu;
  webgl: ProbedGpu;
}

const ABSENT: ProbedGpu = { device: undefined, software: false };

/** True for the names that processors go by when they pretend to be a GPU. */
export const isSoftwareName = (name: string): boolean =>
  /swiftshader|llvmpipe|softpipe|lavapipe|basic render|software|\bwarp\b/i.test(name);

/** One line for an adapter, e.g. "apple metal-3"; older browsers tell nothing. */
export const adapterName = (info: GPUAdapterInfo | undefined): string =>
  [...new Set([info?.vendor, info?.architecture, info?.device, info?.description])]
    .filter(Boolean)
    .join(' ') || 'unnamed GPU';

export function probeAdapter(adapter: GPUAdapter): FoundGpu {
  const info = adapter.info as GPUAdapterInfo | undefined;
  const device = adapterName(info);
  return { device, software: info?.isFallbackAdapter === true || isSoftwareName(device) };
}

export async function requestAdapter(): Promise<GPUAdapter | undefined> {
  const gpu = (globalThis.navigator as Partial<WorkerNavigator> | undefined)?.gpu;
  if (!gpu) return undefined;
  try {
    return (await gpu.requestAdapter({ powerPreference: 'high-performance' })) ?? undefined;
  } catch {
    return undefined;
  }
}

export interface OwnContext {
  canvas: OffscreenCanvas;
  gl: WebGL2RenderingContext;
}

/** A WebGL 2 context on a canvas of its own; undefined when the browser gives none. */
export function createContext(): OwnContext | undefined {
  if (typeof OffscreenCanvas === 'undefined') return undefined;
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    premultipliedAlpha: false,
    powerPreference: 'high-performance',
  });
  return gl ? { canvas, gl } : undefined;
}

export function describeContext(gl: WebGL2RenderingContext): FoundGpu {
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  const device = typeof name === 'string' && name !== '' ? name : 'unnamed GPU';
  return { device, software: isSoftwareName(device) };
}

/** Asks the browser for its GPU interfaces; never throws. Contexts made for the question are given back. */
export async function probeEngines(): Promise<Probes> {
  const adapter = await requestAdapter();
  const gl = createContext()?.gl;
  const webgl = gl ? describeContext(gl) : ABSENT;
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return { webgpu: adapter ? probeAdapter(adapter) : ABSENT, webgl };
}
