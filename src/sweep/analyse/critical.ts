/** The critical batch size of one arm, where the runs can tell it. */
import { fitCriticalBatch, updatesAt, type CriticalFit } from '../../science/criticalBatch.ts';
import type { LrRule, SweepData, Target } from '../../experiment/sweep.ts';
import type { CriticalBatch } from '../views.ts';
import { crossingsOf, type RunCrossing } from './crossings.ts';
import { groupsOf } from './groups.ts';
import { once } from './once.ts';
import { targetWords } from './words.ts';

const RULES: Readonly<Record<Exclude<LrRule, 'tuned'>, string>> = {
  fixed:
    'One learning rate for all sizes: a critical batch size fitted to these runs means nothing, since a rate that suits one size holds another back. Tune the rate at every size.',
  linear:
    'The learning rate follows the batch size by a rule: a critical batch size fitted to these runs means nothing, since it would measure the rule. Tune the rate at every size.',
  sqrt: 'The learning rate follows the square root of the batch size: a critical batch size fitted to these runs means nothing, since it would measure the rule. Tune the rate at every size.',
};

const LINE_POINTS = 60;

/**
 * A bound tells no more than "above this" only where the run's end had nothing to do with how it fared (Lawless 2003,
 * "Statistical Models and Methods for Lifetime Data", 2.2); a run that met its own target early ended early.
 */
const cutShort = (until: Target, target: Target): string =>
  `Runs ended when they reached ${targetWords(until)}, some of them before ${targetWords(target)}: how far they came depends on how fast they were, so no critical batch size is fitted for this target.`;

export const criticalBatch = once((data: SweepData, arm: number, target: Target): CriticalBatch => {
  const { lrRule, budget } = data.spec;
  if (lrRule !== 'tuned') return { status: 'none', reason: RULES[lrRule] };
  const crossings = groupsOf(data, arm).flatMap((g) => crossingsOf(g, target));
  if (budget.until && crossings.some((c) => c.cut))
    return { status: 'none', reason: cutShort(budget.until, target) };
  const fit = fitted(crossings);
  if (fit.status === 'unidentifiable') return { status: 'none', reason: fit.reason };
  const sizes = crossings.map((c) => c.batchSize);
  return {
    status: 'fitted',
    minUpdates: fit.minUpdates,
    criticalBatch: { value: fit.criticalBatch, low: fit.low, high: fit.high },
    line: lineOf(fit, Math.min(...sizes), Math.max(...sizes)),
  };
});

function fitted(crossings: readonly RunCrossing[]): CriticalFit {
  const fit = fitCriticalBatch(
    crossings.map(({ batchSize, updates, reached, atStart, seed }) => ({
      batchSize,
      updates: atStart ? 0 : updates,
      censored: !reached,
      seed,
    })),
  );
  return fit;
}

/** Even in log(B). */
function lineOf(
  fit: { minUpdates: number; criticalBatch: number },
  least: number,
  most: number,
): { batchSize: number; updates: number }[] {
  return Array.from({ length: LINE_POINTS }, (_, i) => {
    const batchSize = least * (most / least) ** (i / (LINE_POINTS - 1));
    return { batchSize, updates: updatesAt(fit, batchSize) };
  });
}
