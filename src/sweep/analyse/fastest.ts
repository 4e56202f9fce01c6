/** The batch size that gets to the target in the least time, and those that cannot be told from it. */
import type { SweepData, Target } from '../../experiment/sweep.ts';
import type { Fastest } from '../views.ts';
import { costsOf, halfWidth, logRatio, type Cost } from './costs.ts';
import { disturbanceOf } from './disturbance.ts';
import { updateTime, type UpdateTime } from './times.ts';

interface Timed {
  cost: Cost;
  time: UpdateTime;
}

/** Of every arm. All arms are read together, so the intervals are corrected for all batch sizes compared. */
export function fastestOf(data: SweepData, target: Target): Omit<Fastest, 'formula'>[] {
  const arms = [...data.spec.arms.keys()].map((arm) => {
    const costs = costsOf(data, arm, target);
    const timed = costs.costs.flatMap((cost): Timed[] => {
      const time = updateTime(data, arm, cost.batchSize);
      return time ? [{ cost, time }] : [];
    });
    return { costs, timed };
  });
  const comparisons = Math.max(
    1,
    arms.reduce((sum, { timed }) => sum + Math.max(0, timed.length - 1), 0),
  );
  return arms.map(({ costs, timed }, arm) => {
    const whole = timed.filter(({ cost }) => cost.whole);
    if (whole.length === 0) return { measured: undefined, best: [], unsure: undefined };
    const least = whole.reduce((a, b) => (logSeconds(b) < logSeconds(a) ? b : a));
    const open: number[] = [];
    let unsure: Fastest['unsure'];
    for (const other of timed) {
      if (other === least) continue;
      const ratio = logRatio(costs, other.cost, least.cost, comparisons);
      const half = ratio && timedHalf(ratio.half, other.time, least.time, comparisons);
      if (!ratio || half === undefined) unsure = ratio && ratio.seeds > 1 ? 'no scatter' : 'one seed';
      const longer = ratio && ratio.mean + Math.log(other.time.seconds / least.time.seconds);
      if (longer === undefined || half === undefined || longer - half <= 0) open.push(other.cost.batchSize);
    }
    if (disturbanceOf(data, arm) !== undefined) unsure = 'disturbed';
    const measured = least.cost.batchSize;
    return { measured, best: [measured, ...open].sort((a, b) => a - b), unsure };
  });
}

const logSeconds = ({ cost: { bySeed }, time }: Timed): number =>
  [...bySeed.values()].reduce((sum, v) => sum + v / bySeed.size, 0) + Math.log(time.seconds);

/** Half widths of independent terms add up as squares (Zou & Donner 2008, Statistics in Medicine 27). */
export function timedHalf(
  half: number | undefined,
  a: UpdateTime,
  b: UpdateTime,
  comparisons: number,
): number | undefined {
  if (half === undefined || a.error === undefined || b.error === undefined) return undefined;
  return Math.hypot(
    half,
    halfWidth(a.error, a.repetitions - 1, comparisons),
    halfWidth(b.error, b.repetitions - 1, comparisons),
  );
}
