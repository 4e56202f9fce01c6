/** The compiled module; it imports nothing, so that it computes the same bits everywhere. */
import { bytes } from './generated/bytes.ts';

/** What assembly/index.ts exports; addresses and sizes as in assembly/fields.ts. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  train(
    table: number,
    count: number,
    batch: number,
    part: number,
    rate: number,
    updates: number,
    flags: number,
    whole: number,
  ): void;
  score(table: number, count: number): void;
  predict(table: number, count: number): void;
  step(table: number, rate: number, updates: number): void;
}

/** A function that returns the truth of an i8x16 vector: valid only where fixed-width SIMD is. */
const SIMD_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3],
  ...[2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

/** Whether WebAssembly and its SIMD instructions are there. */
export const hasSimd = (): boolean => typeof WebAssembly === 'object' && WebAssembly.validate(SIMD_PROBE);

let compiled: WebAssembly.Module | undefined;

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const decoded = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) decoded[i] = text.charCodeAt(i);
  return decoded;
}

/**
 * The module, compiled once, at once: it is small, and a worker that waits for another thread waits longer.
 * @throws Error with a plain reason when it cannot be.
 */
export async function loadModule(): Promise<WebAssembly.Module> {
  if (!hasSimd()) throw new Error('this browser has no WebAssembly SIMD');
  compiled ??= new WebAssembly.Module(decode(bytes));
  return compiled;
}

/** A copy of the module with a memory of its own. */
export const instantiate = (module: WebAssembly.Module): Kernels =>
  new WebAssembly.Instance(module).exports as unknown as Kernels;
