/** The page's workers: found by name, and made to fail for real. Every fault returns the time (Date.now) at which it was injected. */
import type { Page, Worker } from '@playwright/test';
import { HEADER, Y } from '../../../src/engine/cpu/assembly/fields.ts';
import { ARENA_START } from '../../../src/engine/cpu/plan.ts';
import { expect } from './test.ts';

type Contexts = typeof globalThis & { seenContexts: WebGL2RenderingContext[] };
type Memories = typeof globalThis & { seenMemories: WebAssembly.Memory[] };
type Devices = typeof globalThis & { seenDevices: GPUDevice[] };

/** The worker of that name, one that is not among `others`. */
export async function workerNamed(page: Page, name: string, others: readonly Worker[] = []): Promise<Worker> {
  let found: Worker | undefined;
  await expect
    .poll(
      async () => {
        for (const worker of page.workers()) {
          if (others.includes(worker)) continue;
          if ((await worker.evaluate(() => self.name).catch(() => '')) === name) found = worker;
        }
        return found !== undefined;
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  if (!found) throw new Error(`there is no worker ${name}`);
  return found;
}

/** The worker that trains, or one that is not among `others`. */
export const trainer = (page: Page, others: readonly Worker[] = []): Promise<Worker> =>
  workerNamed(page, 'trainer', others);

/** Notes every WebGL context that the worker makes from now on. */
export function watchContexts(worker: Worker): Promise<void> {
  return worker.evaluate(() => {
    const seen: WebGL2RenderingContext[] = [];
    (globalThis as Contexts).seenContexts = seen;
    const { getContext } = OffscreenCanvas.prototype;
    OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...args: unknown[]) {
      const context = (getContext as (...args: unknown[]) => unknown).apply(this, args);
      if (context instanceof WebGL2RenderingContext) seen.push(context);
      return context;
    } as typeof getContext;
  });
}

/** Takes the context that computes away, as a reset of the GPU does. */
export async function loseContext(worker: Worker): Promise<number> {
  return worker.evaluate(() => {
    const context = (globalThis as Contexts).seenContexts.findLast((c) => !c.isContextLost());
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    if (!context?.isContextLost()) throw new Error('no context was lost');
    return Date.now();
  });
}

/** Asks the context that computes for the largest texture it allows, which a small graphics memory has no room for. */
export async function exhaustContext(worker: Worker): Promise<number> {
  return worker.evaluate(() => {
    const gl = (globalThis as Contexts).seenContexts.findLast((c) => !c.isContextLost());
    if (!gl) throw new Error('no context was seen');
    const side = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, side, side);
    return Date.now();
  });
}

/** Notes every WebGPU device that the worker is given from now on. */
export function watchDevices(worker: Worker): Promise<void> {
  return worker.evaluate(() => {
    const seen: GPUDevice[] = [];
    (globalThis as Devices).seenDevices = seen;
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, ...args) {
      const device = await requestDevice.apply(this, args);
      seen.push(device);
      return device;
    };
  });
}

export function destroyDevice(worker: Worker): Promise<number> {
  return worker.evaluate(() => {
    const device = (globalThis as Devices).seenDevices.at(-1);
    if (!device) throw new Error('no device was seen');
    device.destroy();
    return Date.now();
  });
}

/** A call that WebGPU refuses: the device says so in an `uncapturederror` event. */
export function misuseDevice(worker: Worker): Promise<number> {
  return worker.evaluate(() => {
    const device = (globalThis as Devices).seenDevices.at(-1);
    if (!device) throw new Error('no device was seen');
    const { MAP_READ, MAP_WRITE } = GPUBufferUsage;
    device.createBuffer({ size: 16, usage: MAP_READ | MAP_WRITE });
    return Date.now();
  });
}

/** Asks the device for a buffer larger than any it can give. */
export function exhaustDevice(worker: Worker): Promise<number> {
  return worker.evaluate(() => {
    const device = (globalThis as Devices).seenDevices.at(-1);
    if (!device) throw new Error('no device was seen');
    device.createBuffer({ size: device.limits.maxBufferSize + 4, usage: GPUBufferUsage.STORAGE });
    return Date.now();
  });
}

/** Notes the memory of every WebAssembly instance that the worker makes from now on. */
export function watchMemories(worker: Worker): Promise<void> {
  return worker.evaluate(() => {
    const seen: WebAssembly.Memory[] = [];
    (globalThis as Memories).seenMemories = seen;
    const { Instance } = WebAssembly;
    WebAssembly.Instance = new Proxy(Instance, {
      construct(target, args: [WebAssembly.Module, WebAssembly.Imports?]) {
        const instance = new target(...args);
        const { memory } = instance.exports;
        if (memory instanceof WebAssembly.Memory) seen.push(memory);
        return instance;
      },
    });
  });
}

/**
 * Sends the cpu engine's first operation to an address beyond its memory, as a damaged program would: the module traps in
 * its next call, in the middle of an update.
 */
export function damageProgram(worker: Worker): Promise<number> {
  return worker.evaluate(
    (at) => {
      const memory = (globalThis as Memories).seenMemories.at(-1);
      if (!memory) throw new Error('no memory was seen');
      new DataView(memory.buffer).setUint32(at, 0xffff_fff0, true);
      return Date.now();
    },
    ARENA_START + HEADER + Y,
  );
}

/** Ends the worker from inside, without a word to the page. */
export function kill(worker: Worker): Promise<number> {
  return worker.evaluate(() => {
    setTimeout(() => self.close());
    return Date.now();
  });
}

/** An exception that nothing in the worker catches. */
export function crash(worker: Worker): Promise<number> {
  return worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown on purpose');
    });
    return Date.now();
  });
}

/** A loop without end. */
export function hang(worker: Worker): Promise<number> {
  return worker.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
    return Date.now();
  });
}
