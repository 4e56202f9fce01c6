/**
 * What one update is predicted to hold on an engine, part by part: exact for the cpu engine, a model with a stated error
 * for TensorFlow.js. The Memory page, the search and the remedies all ask here.
 */
import { hasClasses } from './catalog.ts';
import type { EngineName, ExperimentConfig } from './config.ts';
import { cpuLayerBytes, cpuMemoryOf } from './cpuMemory.ts';
import { modelOf, trainingCount } from './derive.ts';
import { EAGER_ERROR, eagerLayerBytes, eagerMemoryOf } from './eagerMemory.ts';

/** Bottom to top in the chart: what does not grow with the batch size comes first. */
export const STACK_PARTS = [
  'weights',
  'gradients',
  'optimizer',
  'bookkeeping',
  'batch',
  'workspace',
  'activations',
] as const;
export type StackPart = (typeof STACK_PARTS)[number];

export interface PredictedMemory {
  /** Bytes. */
  parts: Readonly<Record<StackPart, number>>;
  total: number;
  /** How far off it may be, as a share: 0 on the cpu engine. */
  error: number;
}

/** The settings that memory depends on. */
export type MemorySettings = ExperimentConfig;

const microBatchOf = ({ microBatch }: MemorySettings): number | undefined => microBatch || undefined;

const request = (config: MemorySettings, batchSize: number) => ({
  model: modelOf(config),
  optimizer: config.optimizer,
  batchSize,
  microBatch: microBatchOf(config),
});

export function predictedMemory(
  config: MemorySettings,
  engine: EngineName,
  batchSize: number,
): PredictedMemory {
  if (engine === 'cpu') {
    const { total, accumulator, gradients, ...rest } = cpuMemoryOf({
      ...request(config, batchSize),
      numbers: !hasClasses(config.dataset),
    });
    return { parts: { ...rest, gradients: gradients + accumulator }, total, error: 0 };
  }
  const { model, optimizer, microBatch } = request(config, batchSize);
  const { total, moment: _, ...parts } = eagerMemoryOf(model, optimizer, batchSize, microBatch);
  return { parts: { ...parts, bookkeeping: 0 }, total, error: EAGER_ERROR };
}

/** What each layer keeps for the backward pass; the layers that keep nothing of their own are left out. */
export function predictedLayers(
  config: MemorySettings,
  engine: EngineName,
  batchSize: number,
): { layer: string; bytes: number }[] {
  const asked = request(config, batchSize);
  return engine === 'cpu' ? cpuLayerBytes(asked) : eagerLayerBytes(asked.model, batchSize, asked.microBatch);
}

/** The largest batch size predicted to fit into `bytes`, up to all training examples; 0 when not even one does. */
export function predictedLargest(config: MemorySettings, engine: EngineName, bytes: number): number {
  let fits = 0;
  let tooMany = trainingCount(config) + 1;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (predictedMemory(config, engine, middle).total <= bytes) fits = middle;
    else tooMany = middle;
  }
  return fits;
}
