/** Models that the memory of TensorFlow.js is predicted for, and what an engine measures. */
import type { Engine } from '../../src/engine/engine.ts';
import { optimizerOf } from '../../src/experiment/config.ts';
import { modelOf } from '../../src/experiment/derive.ts';
import type { Draft } from '../../src/experiment/draft.ts';
import type { EagerConstants } from '../../src/experiment/eagerMemory.ts';
import type { ModelSpec } from '../../src/experiment/model.ts';
import type { OptimizerId } from '../../src/experiment/optimizer.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { randomData } from '../engine/cases.ts';
import { configOf } from './support.ts';

const SETTINGS: Readonly<Record<string, Partial<Draft>>> = {
  softmax: { model: 'softmax' },
  mlp: { model: 'mlp' },
  'mlp 256-128 tanh': { model: 'mlp', hidden: '256-128', activation: 'tanh' },
  'mlp of points': { dataset: 'moons', model: 'mlp', hidden: '64-64' },
  cnn: { model: 'cnn' },
  'cnn-bn': { model: 'cnn-bn' },
};

export const FITTED: readonly (readonly [string, keyof EagerConstants])[] = [
  ['mlp', 'copies'],
  ['cnn-bn', 'normalising'],
];
export const HELD_TO = Object.keys(SETTINGS).filter((name) => !FITTED.some(([other]) => other === name));

export const modelNamed = (name: string): ModelSpec => modelOf(configOf(SETTINGS[name]));

/** Bytes at the fullest moment of one update, as the engine counts them. */
export async function measuredPeak(
  engine: Engine,
  model: ModelSpec,
  id: OptimizerId,
  batchSize: number,
): Promise<number> {
  const run = engine.createRun({
    model,
    optimizer: optimizerOf(configOf({ optimizer: id })),
    data: randomData(model, batchSize),
    weights: initialWeights(model, 1),
  });
  try {
    run.update(
      Uint32Array.from({ length: batchSize }, (_, i) => i),
      batchSize,
      0.01,
    );
    await run.losses();
    return run.memory().peakBytes!;
  } finally {
    run.dispose();
  }
}
