/** Runs on the linear task at frozen weights, whose noise scale is known. */
import { generate } from '../../src/datasets/generate.ts';
import type { Dataset } from '../../src/datasets/dataset.ts';
import type { Engine, EngineRun, RunSetup } from '../../src/engine/engine.ts';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
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

export const PLACE = { update: 0, examples: 0, epoch: 0, seconds: 0 };

/** What a seat says besides its engine, run and data. */
export const SEAT = {
  report: { asked: 'auto', got: 'cpu', why: '', device: '', software: false },
  notes: [],
} as const;

/** The same engine for whoever asks for norms and gets none. */
export function withoutNorms(engine: Engine): Engine {
  return {
    ...engine,
    createRun(setup) {
      const { updateMeasured, ...run } = engine.createRun(setup) as EngineRun & { updateMeasured?: unknown };
      if (!updateMeasured) throw new Error('the engine has no norms to leave out');
      return run;
    },
  };
}

/** A run's set-up by SGD, its training examples the first draws of `seed`. */
export function linearSetup(
  task: LinearTask,
  size: number,
  seed: number,
): { setup: RunSetup; config: ExperimentConfig; data: Dataset } {
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
  const setup: RunSetup = {
    model,
    optimizer: { id: 'sgd', weightDecay: 0 },
    data: { ...data, training: data.fresh!(seed, 0) },
    weights: initialWeights(model, seed),
  };
  return { setup, config, data };
}
