/** The run that is taken apart: so small that every gradient in it can be drawn. */
import type { ExperimentConfig } from '../../../experiment/config.ts';
import { initialConfig } from '../../../experiment/draft.ts';
import type { Agreement } from '../../../state/anatomy.ts';
import type { Dissection } from '../../../worker/anatomyProtocol.ts';

export const ANATOMY: ExperimentConfig = {
  ...initialConfig(),
  ...{ dataset: 'moons', size: 120, noise: 0.25, model: 'softmax' },
  ...{ batchSize: 8, learningRate: 0.5, engine: 'cpu' },
};

/**
 * Of the six numbers of softmax over two inputs and two classes (weights row by row, then biases) the two that lead to the
 * second class. Those of the first class have the opposite gradients, always; the biases are left out of the picture.
 */
export const DRAWN = [1, 3] as const;

/** Numbers of one gradient. */
export const LENGTH = 6;

/** Downhill, the way an update goes: the gradient turned round. */
export function pullsOf({ examples, indices }: Dissection): { index: number; x: number; y: number }[] {
  return [...indices].map((index, i) => ({
    index,
    x: -examples[i * LENGTH + DRAWN[0]],
    y: -examples[i * LENGTH + DRAWN[1]],
  }));
}

export const pull = (gradient: ArrayLike<number>): { x: number; y: number } => ({
  x: -gradient[DRAWN[0]],
  y: -gradient[DRAWN[1]],
});

/** Where both classes are as likely: a x + b y + c = 0. */
export function boundary(weights: ArrayLike<number>): { a: number; b: number; c: number } {
  const [w00, w01, w10, w11, b0, b1] = Array.from(weights);
  return { a: w01 - w00, b: w11 - w10, c: b1 - b0 };
}

export interface Change {
  early: number;
  late: number;
}

/** Updates that an average is over. */
const SOME = 12;
/** Epochs after which it is worth comparing. */
export const LATE_EPOCH = 3;

/** Mean cosine of the first updates and of the last; undefined before some epochs have passed. */
export function changeOf(agreements: readonly Agreement[]): Change | undefined {
  const last = agreements.at(-1);
  if (!last || last.epoch < LATE_EPOCH || agreements.length < 2 * SOME) return undefined;
  const mean = (some: readonly Agreement[]): number =>
    some.reduce((sum, { cosine }) => sum + cosine, 0) / some.length;
  return { early: mean(agreements.slice(0, SOME)), late: mean(agreements.slice(-SOME)) };
}
