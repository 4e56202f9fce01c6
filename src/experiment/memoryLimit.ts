/** How a run is set up for the memory it may use, and the limit under which it then is. */
import type { EngineName, ExperimentConfig } from './config.ts';
import { cpuRoom } from './cpuLimit.ts';
import { hasClasses } from './catalog.ts';
import { inputShapeOf, trainingCount } from './derive.ts';
import { bytesOfMb } from './devices.ts';
import { formatBytes } from './format.ts';
import { predictedMemory } from './memoryPrediction.ts';

type MemorySettings = Pick<ExperimentConfig, 'microBatch' | 'memoryLimit'>;

/** Bytes of the limit that is set; undefined without one. */
export const limitBytesOf = ({ memoryLimit }: MemorySettings): number | undefined =>
  memoryLimit > 0 ? bytesOfMb(memoryLimit) : undefined;

/** What an engine is told of it. */
export function memorySetup(config: MemorySettings): { microBatch?: number; limitBytes?: number } {
  const { microBatch } = config;
  const limitBytes = limitBytesOf(config);
  return { ...(microBatch > 0 && { microBatch }), ...(limitBytes !== undefined && { limitBytes }) };
}

export interface MemoryLimit {
  /** Most that an update may hold, its dataset left out. */
  bytes: number;
  /** Whose it is: the one that was set, or what WebAssembly leaves beside the dataset. */
  of: 'settings' | 'webassembly';
}

/** Bytes that an update can hold on an engine whatever is set; Infinity where only the device knows. */
export const engineRoom = (config: ExperimentConfig, engine: EngineName): number =>
  engine === 'cpu'
    ? cpuRoom(inputShapeOf(config), trainingCount(config), !hasClasses(config.dataset))
    : Infinity;

/**
 * The limit that an update on `engine` meets first: the one that is set or the engine's own, whichever is less. Undefined
 * where none is set and all examples in one batch are predicted to fit.
 */
export function memoryLimitOf(config: ExperimentConfig, engine: EngineName): MemoryLimit | undefined {
  const set = limitBytesOf(config);
  const bytes = engineRoom(config, engine);
  if (set !== undefined && set <= bytes) return { bytes: set, of: 'settings' };
  if (set === undefined && predictedMemory(config, engine, trainingCount(config)).total <= bytes)
    return undefined;
  return { bytes, of: 'webassembly' };
}

/** "the limit of 64 MB", as what somebody can change or not. */
export const LIMIT_NAMES = {
  settings: 'limit',
  webassembly: 'WebAssembly’s limit',
} as const satisfies Record<MemoryLimit['of'], string>;

/** What something fits into: "64 MB" that was set, or bytes that are said to be WebAssembly's. */
export const roomText = ({ bytes, of }: MemoryLimit): string =>
  of === 'settings'
    ? formatBytes(bytes)
    : `the ${formatBytes(bytes)} that WebAssembly leaves beside the dataset`;
