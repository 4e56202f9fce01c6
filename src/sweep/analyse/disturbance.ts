/** Whether update times tell that something else used the processor while they were measured. */
import type { SweepData } from '../../experiment/sweep.ts';
import { engineOf } from '../updateTime.ts';
import type { SpeedFit, SpeedPoint } from '../views.ts';
import { timeText } from './engineWords.ts';
import { speedFits, speedPoints } from './speedFits.ts';
import { about, batch } from './words.ts';

/** Above it the law t0 + c·B is said to fit poorly. */
export const POOR_FIT = 0.25;
/** Upper over lower quartile: above it the repetitions at a batch size are unsteady. */
export const UNSTEADY = 1.3;
/** A batch size so many times slower per example than a smaller and a larger one: engines have no such valleys. */
const VALLEY = 1.3;

export const rate = (p: SpeedPoint): string => `${about(p.examplesPerSecond, 2)} examples/s`;

export const quartiles = ({ updateMs: { value, low = value, high = value } }: SpeedPoint) => ({ low, high });

export const spread = (p: SpeedPoint): number => quartiles(p).high / quartiles(p).low;

/** Of the times that seconds of this task are made from: those of the engine that trains it. */
export function disturbanceOf(data: SweepData, arm: number): string | undefined {
  const engine = engineOf(data, arm);
  const points = speedPoints(data);
  const fit = speedFits(data, points).find((f) => f.arm === arm && f.engine === engine);
  const line = points.filter((p) => p.arm === arm && p.engine === engine);
  return line.length > 1 ? disturbance(line, fit) : undefined;
}

/** Said of whatever is ranked by such times. */
export const BY_DISTURBED_TIMES = 'by update times that were disturbed while they were measured';

/** In words, what shows that the times were disturbed; undefined where nothing does. */
export function disturbance(line: readonly SpeedPoint[], fit: SpeedFit | undefined): string | undefined {
  const valley = deepestValley(line);
  if (valley) {
    const { before, low, after } = valley;
    return `${batch(low.batchSize)} came out at ${rate(low)}, between ${rate(before)} at ${batch(before.batchSize)} and ${rate(after)} at ${batch(after.batchSize)}`;
  }
  const widest = line.reduce((a, b) => (spread(b) > spread(a) ? b : a));
  if (!(spread(widest) > UNSTEADY)) return undefined;
  const overlapping = line.some(
    (p, i) => i > 0 && Math.max(spread(p), spread(line[i - 1])) > UNSTEADY && overlap(line[i - 1], p),
  );
  const unsteady = line.filter((p) => spread(p) > UNSTEADY).length;
  if (3 * unsteady < line.length && !(overlapping && fit && fit.residual > POOR_FIT)) return undefined;
  const { low, high } = quartiles(widest);
  return `at ${batch(widest.batchSize)} the quartiles of one update's time are ${timeText(low)} and ${timeText(high)}`;
}

const overlap = (a: SpeedPoint, b: SpeedPoint): boolean =>
  quartiles(a).high >= quartiles(b).low && quartiles(b).high >= quartiles(a).low;

/** The point farthest below both a smaller and a larger batch size, per example, with the fastest of either side. */
function deepestValley(line: readonly SpeedPoint[]) {
  const fastest = (points: readonly SpeedPoint[]): SpeedPoint =>
    points.reduce((a, b) => (b.examplesPerSecond > a.examplesPerSecond ? b : a));
  return line
    .slice(1, -1)
    .map((low, i) => {
      const [before, after] = [fastest(line.slice(0, i + 1)), fastest(line.slice(i + 2))];
      const depth = Math.min(before.examplesPerSecond, after.examplesPerSecond) / low.examplesPerSecond;
      return { before, low, after, depth };
    })
    .filter(({ depth }) => depth >= VALLEY)
    .sort((a, b) => b.depth - a.depth)
    .at(0);
}
