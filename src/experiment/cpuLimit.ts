/** What the cpu engine can address, and what of it an update can hold beside the dataset. */
import { BYTES_PER_NUMBER } from '../science/memory.ts';
import { sizeOf } from './model.ts';

/**
 * Most bytes that a run may take on the engine, its dataset's included: what WebAssembly can address but for the last page,
 * so that the end of a block is an address too.
 */
export const CPU_LIMIT_BYTES = 65_535 * 65_536;

/** Below it the engine puts nothing. */
const ARENA_START = 1024;

const block = (bytes: number): number => 64 * Math.ceil(bytes / 64);

/** Bytes for an update beside `examples` training examples, whose answers are classes or `numbers`. */
export function cpuRoom(inputShape: readonly number[], examples: number, numbers: boolean): number {
  const inputs = block(BYTES_PER_NUMBER * sizeOf(inputShape) * examples);
  const answers = block(examples) + (numbers ? block(BYTES_PER_NUMBER * examples) : 0);
  return CPU_LIMIT_BYTES - ARENA_START - inputs - answers;
}
