/** Time of one update at batch sizes that were measured, and between them. */
import { speedFits, speedPoints } from '../../../sweep/analyse/speedFits.ts';
import { engineOf } from '../../../sweep/updateTime.ts';
import type { SweepData } from '../../../experiment/sweep.ts';
import type { UpdateTime } from '../../charts/compare/targetShape.ts';

/** Milliseconds: `at` prefers what was measured there, `along` the fitted t0 + c·B, so that a line is smooth. */
export function updateTimesOf(data: SweepData): { at: UpdateTime; along: UpdateTime } {
  const points = speedPoints(data);
  const fits = speedFits(data, points);
  const engines = data.spec.arms.map((_, arm) => engineOf(data, arm));
  const fitted: UpdateTime = (arm, batchSize) => {
    const fit = fits.find((f) => f.arm === arm && f.engine === engines[arm]);
    return fit && fit.overheadMs + fit.perExampleMs * batchSize;
  };
  const at: UpdateTime = (arm, batchSize) =>
    points.find((p) => p.arm === arm && p.engine === engines[arm] && p.batchSize === batchSize)?.updateMs
      .value ?? fitted(arm, batchSize);
  return { at, along: (arm, batchSize) => fitted(arm, batchSize) ?? at(arm, batchSize) };
}
