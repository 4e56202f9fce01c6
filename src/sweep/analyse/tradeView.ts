/** Time to the target against memory. */
import type { SweepData, Target } from '../../experiment/sweep.ts';
import type { TradePoint } from '../views.ts';
import { targetPoints } from './targetPoints.ts';
import { peakBytes } from './times.ts';

/** `seconds` is undefined where the target was not reached or update times are missing. */
export function tradeView(data: SweepData, target: Target): TradePoint[] {
  return targetPoints(data, target).map(({ arm, batchSize, seconds }) => ({
    arm,
    batchSize,
    seconds: seconds?.value,
    peakBytes: peakBytes(data, arm, batchSize),
  }));
}
