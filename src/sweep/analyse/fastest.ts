/** The batch size that gets to the target in the least time, and those that cannot be told from it. */
import type { SweepData, Target } from '../../experiment/sweep.ts';
import type { Fastest } from '../views.ts';
import { costsOf, judgeCosts, ratioOf } from './costs.ts';

/** Of every arm. All arms are read together, so the intervals are corrected for all pairs of batch sizes compared. */
export function fastestOf(data: SweepData, target: Target): Omit<Fastest, 'formula'>[] {
  return data.spec.arms.map((_, arm) => {
    const nobody = { measured: undefined, best: [], unsure: undefined };
    const judged = judgeCosts(data, arm, target, 'seconds');
    if (!judged) return nobody;
    const whole = new Set(costsOf(data, arm, target).flatMap((c) => (c.whole ? [c.batchSize] : [])));
    const least = judged.places.find((p) => whole.has(p.batchSize));
    if (!least) return nobody;
    const measured = least.batchSize;
    const open = judged.places
      .map((p) => p.batchSize)
      .filter((size) => size !== measured && !((ratioOf(judged, size, measured)?.low ?? 0) > 1));
    const unsure = judged.unsure === 'guessing' ? undefined : judged.unsure;
    return { measured, best: [measured, ...open].sort((a, b) => a - b), unsure };
  });
}
