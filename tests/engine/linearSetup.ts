/** Runs on the linear task at frozen weights, whose noise scale is known. */
import { generate } from '../../src/datasets/generate.ts';
import type { RunSetup } from '../../src/engine/engine.ts';
import { modelOf } from '../../src/experiment/derive.ts';
import { readDraft } from '../../src/experiment/draft.ts';
import { initialWeights } from '../../src/experiment/weights.ts';

export interface LinearTask {
  dimension: number;
  /** σ. */
  noise: number;
  /** |w - w*|. */
  distance: number;
}

/** A run's set-up by SGD, its training examples the first draws of `seed`. */
export function linearSetup(task: LinearTask, size: number, seed: number): RunSetup {
  const text = (value: number): string => String(value);
  const { config, errors } = readDraft({
    dataset: 'linear',
    size: text(size),
    dimension: text(task.dimension),
    noise: text(task.noise),
    distance: text(task.distance),
    seed: text(seed),
  });
  if (Object.keys(errors).length > 0) throw new Error(JSON.stringify(errors));
  const data = generate('linear', config);
  const model = modelOf(config);
  return {
    model,
    optimizer: { id: 'sgd', weightDecay: 0 },
    data: { ...data, training: data.fresh!(seed, 0) },
    weights: initialWeights(model, seed),
  };
}
