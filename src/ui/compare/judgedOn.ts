/** How many validation examples runs were judged on: on the way, and at the end. */
import type { TrialRun } from '../../experiment/sweep.ts';

/** undefined where runs differ, or where none says. */
export function judgedOn(runs: readonly TrialRun[]): { way: number | undefined; end: number | undefined } {
  const ways = new Set<number>();
  const ends = new Set<number>();
  for (const { series } of runs) {
    const counts = series.evaluations.filter((e) => e.split === 'validation').map((e) => e.count);
    if (counts.length === 0) continue;
    ways.add(counts[0]);
    ends.add(counts[counts.length - 1]);
  }
  const only = (found: Set<number>) => (found.size === 1 ? [...found][0] : undefined);
  return { way: only(ways), end: only(ends) };
}
