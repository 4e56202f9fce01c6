/** How tests and measurements start Chromium: one list of flags for Vitest, Playwright and the bench. */
import process from 'node:process';

const always = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** WebGL and WebGPU in software, the same on every machine. */
const softwareGpu = [
  '--enable-unsafe-swiftshader',
  '--use-angle=swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  // On a busy machine it takes emulation for a hang and ends it, and the page finds no WebGPU.
  '--disable-gpu-watchdog',
];

/** The sandbox cannot start as root, nor in many containers. */
const withoutSandbox = () => process.getuid?.() === 0 || Boolean(process.env.CI);

const gpuFlags = { software: softwareGpu, machine: ['--enable-unsafe-webgpu'], none: ['--disable-gpu'] };

/**
 * `gpu` 'software': emulated, for tests of WebGL and WebGPU; 'none': neither, and pages are drawn by the processor, for all other
 * tests; 'machine': whatever the machine has (measurements).
 */
export function chromiumFlags({ gpu = 'software', noSandbox = withoutSandbox() } = {}) {
  return [...(noSandbox ? ['--no-sandbox'] : []), ...always, ...gpuFlags[gpu]];
}

/** Launch options for Playwright; without a path it takes its own browser. */
export function launchOptions(executablePath, options) {
  return {
    args: chromiumFlags(options),
    chromiumSandbox: false,
    ...(executablePath ? { executablePath } : {}),
  };
}
