/** Which seeds of a task have ended at every batch size. */
import { levelAt } from '../../science/levels.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import { trialId } from '../../experiment/arms.ts';
import { once } from './once.ts';
import { formatNumber } from '../../experiment/format.ts';

export interface SeedsDone {
  /** Asked for. */
  of: number;
  /** Seeds of which some run has not ended; runs that the reader left out are not waited for. */
  missing: number;
}

/** Of every arm of the sweep. */
const doneOf = once((data: SweepData): SeedsDone[] => {
  const { spec } = data;
  const left = new Set(data.hidden ?? []);
  return spec.arms.map((arm, i) => {
    const own = data.runs.filter((r) => !r.live && r.trial.role === 'run' && r.trial.arm === i);
    const ended = new Set(own.map((r) => `${r.trial.config.batchSize} ${r.trial.config.seed}`));
    const rates = new Map(own.map((r) => [r.trial.config.batchSize, r.trial.config.learningRate]));
    const hidden = (batchSize: number, seed: number): boolean =>
      left.has(trialId(arm, 'run', { batchSize, seed, learningRate: rates.get(batchSize) ?? 0 }));
    let missing = 0;
    for (let k = 0; k < spec.seeds; k++) {
      const seed = (spec.base.seed + k) % 2 ** 32;
      if (spec.batchSizes.some((b) => !ended.has(`${b} ${seed}`) && !hidden(b, seed))) missing++;
    }
    return { of: spec.seeds, missing };
  });
});

export const seedsDone = (data: SweepData, arm: number): SeedsDone =>
  doneOf(data)[arm] ?? { of: data.spec.seeds, missing: 0 };

/** Whether verdicts may be given on any of it. */
export const isWhole = (data: SweepData): boolean => doneOf(data).every(({ missing }) => missing === 0);

/** The level of a verdict on the sweep as it is, after the looks that it has had. */
export const levelOf = ({ looks = [], spec }: SweepData): number => levelAt(looks, spec.seeds);

/** "one seed is still running", "2 of 5 seeds are still running"; only while some are missing. */
export function waitingWords({ of, missing }: SeedsDone): string {
  if (missing === 1)
    return of === 1 ? 'the only seed has not ended' : `one seed of ${formatNumber(of)} has not ended`;
  return `${formatNumber(missing)} of ${formatNumber(of)} seeds have not ended`;
}
