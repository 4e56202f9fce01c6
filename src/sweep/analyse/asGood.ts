/** Batch sizes whose times to the target are too close to rank. */
import type { TargetPoint } from '../views.ts';

/** Batch sizes that take at most this many times the least are as good as the fastest. */
const AS_GOOD = 1.25;

/** Of one arm, ascending: the fastest and those as good; empty where `measured`, the fastest, is not known. */
export function asGood(points: readonly TargetPoint[], measured: number | undefined): number[] {
  const least = points.find((p) => p.batchSize === measured)?.seconds?.value;
  if (least === undefined) return [];
  return points
    .filter((p) => p.seconds && 2 * p.reached > p.seeds && p.seconds.value <= AS_GOOD * least)
    .map((p) => p.batchSize);
}
