/** When and on how many examples a trial is evaluated; see docs/sweeps.md for what that costs. */
import { nextEvaluation } from '../science/schedule.ts';
import type { Evaluation, Position } from '../experiment/run.ts';
import type { Target, Trial } from '../experiment/sweep.ts';
import type { Dataset } from '../datasets/dataset.ts';
import type { Engine, EngineRun } from '../engine/engine.ts';

/** Ratio of neighbouring points, in examples seen. */
const RATIO = 1.2;
const MOST = 2000;
const LEAST = 500;
/** Looks on the way see as many examples as this share of those trained on. */
const SHARE = 1 / 16;

/** Examples of a look on the way: the same at every batch size, so that curves compare. */
export const examplesOnTheWay = ({ training, validation }: Dataset, engine: Engine): number =>
  Math.min(
    validation.count,
    engine.evaluationExamples,
    Math.max(LEAST, Math.min(MOST, Math.round(SHARE * training.count))),
  );

/** Examples seen at which the next look on the way is due. */
export const nextLook = (examples: number): number => nextEvaluation(examples, RATIO);

export const reaches = (look: Evaluation, { metric, value }: Target): boolean =>
  metric === 'loss' ? look.loss <= value : (look.accuracy ?? -Infinity) >= value;

export type Moment = 'between' | 'epoch end' | 'last';

/**
 * What is scored at a moment: [split, examples], in order. The last look also sees every validation example. Tuning is
 * scored on held-out examples alone, on the way only where it may reach its target there.
 */
export function splitsAt(
  moment: Moment,
  { role, until }: Pick<Trial, 'role' | 'until'>,
  data: Dataset,
  few: number,
): [Evaluation['split'], number][] {
  const all = data.validation.count;
  if (role === 'tuning') {
    if (moment === 'last')
      return few < all && until
        ? [
            ['validation', few],
            ['validation', all],
          ]
        : [['validation', all]];
    return until ? [['validation', few]] : [];
  }
  const training = (count: number): [Evaluation['split'], number] => [
    'training',
    Math.min(count, data.training.count),
  ];
  switch (moment) {
    case 'between':
      return [['validation', few]];
    case 'epoch end':
      return [['validation', few], training(few)];
    case 'last':
      return few < all
        ? [['validation', few], ['validation', all], training(all)]
        : [['validation', all], training(all)];
    default:
      return moment satisfies never;
  }
}

/** Scores one split of a run where it is. */
export async function lookAt(
  run: EngineRun,
  position: Position,
  split: Evaluation['split'],
  count: number,
): Promise<Evaluation> {
  const { loss, accuracy } = await run.evaluate(split, count);
  return { ...position, split, loss, accuracy, count };
}
