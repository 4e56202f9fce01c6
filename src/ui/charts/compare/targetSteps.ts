/** Steps of a target: half a percentage point of accuracy, 2% of a loss. */
import type { Metric } from '../../../experiment/sweep.ts';

export const STEP = 0.02;
const POINT = 0.005;

interface Limits {
  min: number;
  max: number;
}

/** The nearest round value within the limits. */
export function readTarget(metric: Metric, value: number, { min, max }: Limits): number {
  const within = Math.max(min, Math.min(max, value));
  if (metric === 'loss') return Number(Math.max(within, 1e-6).toPrecision(3));
  const rounded = Math.round(within / POINT) * POINT;
  return Number(Math.max(POINT, Math.min(1, rounded)).toFixed(4));
}

/** Where a key takes the target; undefined for other keys. Up is up in the chart. */
export function moveTarget(key: string, metric: Metric, value: number, limits: Limits): number | undefined {
  const by = (steps: number) => (metric === 'accuracy' ? value + steps * POINT : value * (1 + STEP) ** steps);
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return by(1);
    case 'ArrowDown':
    case 'ArrowLeft':
      return by(-1);
    case 'PageUp':
      return by(10);
    case 'PageDown':
      return by(-10);
    case 'Home':
      return limits.min;
    case 'End':
      return limits.max;
    default:
      return undefined;
  }
}
