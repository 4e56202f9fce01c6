/** How a run is set up for the memory it may use. */
import type { ExperimentConfig } from './config.ts';
import { bytesOfMb } from './devices.ts';

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
