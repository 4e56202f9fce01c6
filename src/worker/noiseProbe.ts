/**
 * Ingredients of the noise scale, and single gradients against the full one, at a run's present weights. A second run on
 * the same engine measures them, so that the run itself goes on as if nobody had looked.
 */
import { createRandom, permutation, type Random } from '../science/random.ts';
import type { ExperimentConfig } from '../experiment/config.ts';
import { distanceFromTruth } from '../experiment/linearTask.ts';
import type { Position } from '../experiment/run.ts';
import type { GradientSample, NoiseSample } from '../experiment/sweep.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { firstExamples } from '../datasets/split.ts';
import type { EngineRun } from '../engine/engine.ts';
import { isMeasurable } from '../engine/cpu/norms.ts';
import { compareWith, createGradients, type Gradients } from './gradients.ts';
import { groupingOf, groupSquares } from './groupSquares.ts';
import type { Seat } from './trialTools.ts';

/** Most training examples that the probe looks at; of more, the first. The data are shuffled. */
const MOST_EXAMPLES = 20_000;
/** Draws of batches of one size: the more, the smaller they are. */
const DRAWS: readonly { upTo: number; draws: number }[] = [
  { upTo: 256, draws: 8 },
  { upTo: 1024, draws: 4 },
  { upTo: Infinity, draws: 2 },
];

export interface NoiseProbe {
  sample(position: Position): Promise<NoiseSample>;
  /** Batches of 1, 2, 4, … examples, and of all that the probe knows. */
  gradients(position: Position): Promise<GradientSample[]>;
  dispose(): void;
}

export interface ProbeSetup {
  seat: Seat;
  config: ExperimentConfig;
  /** Called between pieces of work. */
  breathe(): Promise<void>;
}

export function createNoiseProbe({ seat, config, breathe }: ProbeSetup): NoiseProbe {
  const { engine, model, data, run } = seat;
  const count = Math.min(data.training.count, MOST_EXAMPLES);
  const own: Dataset = { ...data, training: firstExamples(data.training, count) };
  const random = createRandom(config.seed, 'noise probe');
  const next = examplesOf(own, config.seed, random);
  let opened: { run: EngineRun; gradients: Gradients } | undefined;

  /** The probe's own run, at the weights that the run has now; `distance` as in NoiseSample. */
  const open = async () => {
    const { tensors } = await run.state();
    if (!opened) {
      const optimizer = { id: 'sgd', weightDecay: 0 } as const;
      const probe = engine.createRun({ model, optimizer, data: own, weights: tensors });
      opened = { run: probe, gradients: createGradients(probe, model) };
    }
    opened.gradients.at(tensors);
    const distance =
      config.model === 'linear' && data.truth ? distanceFromTruth(tensors[0], data.truth) : undefined;
    return { ...opened, distance };
  };

  return {
    async sample(position) {
      const { run: probe, gradients, distance } = await open();
      const grouping = groupingOf(model, gradients.length, count, isMeasurable(probe));
      const { indices, population } = next(probe, grouping.size * grouping.groups);
      const squares = await groupSquares(gradients, indices, grouping, breathe);
      return { ...position, ...(distance !== undefined && { distance }), ...squares, population };
    },

    async gradients(position) {
      const { run: probe, gradients } = await open();
      next(probe, count);
      const full = await gradients.mean(permutation(count, random), breathe);
      const samples: GradientSample[] = [];
      for (let batchSize = 1; batchSize < count; batchSize *= 2) {
        const cosines: number[] = [];
        const lengths: number[] = [];
        const draws = DRAWS.find(({ upTo }) => batchSize <= upTo)?.draws ?? 1;
        for (let draw = 0; draw < draws; draw++) {
          const one = await gradients.mean(drawn(batchSize, count, random), breathe);
          const { cosine, length } = compareWith(full, one);
          cosines.push(cosine);
          lengths.push(length);
          await breathe();
        }
        samples.push({ ...position, batchSize, cosines, lengths });
      }
      samples.push({ ...position, batchSize: count, cosines: [1], lengths: [1] });
      return samples;
    },

    dispose: () => opened?.run.dispose(),
  };
}

type NextExamples = (
  probe: EngineRun,
  wanted: number,
) => { indices: Uint32Array; population: number | undefined };

/**
 * Which examples a sample takes: `wanted` of all without replacement, or of data without end the next ones that no run
 * has seen.
 */
function examplesOf({ training, fresh }: Dataset, seed: number, random: Random): NextExamples {
  const { count } = training;
  if (!fresh)
    return (_, wanted) => ({
      indices: permutation(count, random).subarray(0, wanted),
      population: count,
    });
  const other = (seed + 0x80000000) % 2 ** 32;
  let epoch = 0;
  let used = count;
  return (probe, wanted) => {
    if (used + wanted > count) {
      probe.replaceTraining(firstExamples(fresh(other, epoch++), count));
      used = 0;
    }
    const from = used;
    used += wanted;
    return { indices: Uint32Array.from({ length: wanted }, (_, i) => from + i), population: undefined };
  };
}

/** `wanted` different numbers below `count`, every set equally likely (Floyd's algorithm; Bentley & Floyd 1987). */
function drawn(wanted: number, count: number, random: Random): Uint32Array {
  const chosen = new Set<number>();
  for (let top = count - wanted; top < count; top++) {
    const one = random.integer(top + 1);
    chosen.add(chosen.has(one) ? top : one);
  }
  return Uint32Array.from(chosen);
}
