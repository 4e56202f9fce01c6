/** The fastest batch size by formula, with what its two fits do not know. */
import { fastestBatch } from '../../science/criticalBatch.ts';
import { fitUpdateTime } from '../../science/throughput.ts';
import { quantileOf } from '../../science/verdict.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import { engineOf } from '../updateTime.ts';
import type { CriticalBatch, Ranged } from '../views.ts';
import { disturbanceOf, POOR_FIT } from './disturbance.ts';
import { speedPoints } from './speedFits.ts';

/** Below so many batch sizes the error of t0/c cannot be told. */
const LEAST_SIZES = 4;

/**
 * √(Bc·t0/c) with its 95% interval, half that of log Bc and half that of log(t0/c) as squares; the error of the latter by
 * leaving out one batch size at a time (jackknife: Efron & Tibshirani 1993, "An Introduction to the Bootstrap", chapter 11).
 * undefined where it does not hold: the times do not follow t0 + c·B or were disturbed, their overhead cannot be told from 0,
 * Bc has no interval, or the result lies outside of the batch sizes that were timed.
 */
export function fastestByFormula(data: SweepData, arm: number, critical: CriticalBatch): Ranged | undefined {
  if (critical.status !== 'fitted' || critical.tunedFor !== undefined) return undefined;
  const { value: bc, low, high } = critical.criticalBatch;
  if (low === undefined || high === undefined || disturbanceOf(data, arm) !== undefined) return undefined;
  const engine = engineOf(data, arm);
  const line = speedPoints(data)
    .filter((p) => p.arm === arm && p.engine === engine)
    .map((p) => ({ batchSize: p.batchSize, updateMs: p.updateMs.value }));
  const whole = fitUpdateTime(line);
  const k = line.length;
  if (!whole || k < LEAST_SIZES || !(whole.residual <= POOR_FIT) || !(whole.saturation > 0)) return undefined;
  const without = line.map((_, i) => fitUpdateTime(line.filter((_other, j) => j !== i))?.saturation ?? 0);
  if (without.some((s) => !(s > 0))) return undefined;
  const logs = without.map(Math.log);
  const mean = logs.reduce((sum, v) => sum + v / k, 0);
  const error = Math.sqrt(((k - 1) / k) * logs.reduce((sum, v) => sum + (v - mean) ** 2, 0));
  const timing = quantileOf(0.05, 1, k - 2) * error;
  const value = fastestBatch({
    criticalBatch: bc,
    overheadMs: whole.overheadMs,
    perExampleMs: whole.perExampleMs,
  });
  const reach = (end: number): number => Math.exp(Math.hypot(Math.log(end / bc), timing) / 2);
  const sizes = line.map((p) => p.batchSize);
  const found = { value, low: value / reach(low), high: value * reach(high) };
  const inside = value >= Math.min(...sizes) && value <= Math.max(...sizes);
  return inside && found.low > 0 && found.high < Infinity ? found : undefined;
}
