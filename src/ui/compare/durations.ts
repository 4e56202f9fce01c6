/** Durations as they are promised: rounded, since they are forecasts. */
import type { SweepSpec } from '../../experiment/sweep.ts';

/** 0.7 → "1 s", 23 → "25 s", 95 → "2 min", 5400 → "1.5 h". */
export function roughly(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 57.5) return `${5 * Math.round(seconds / 5)} s`;
  const minutes = seconds / 60;
  if (minutes < 59.5) return `${Math.max(1, Math.round(minutes))} min`;
  return `${Number((minutes / 60).toPrecision(2))} h`;
}

/** "about 20 s"; "up to 20 s" where runs end early when they have reached a target. */
export const forecastWords = ({ budget }: SweepSpec, seconds: number): string =>
  `${budget.until ? 'up to' : 'about'} ${roughly(seconds)}`;

/** "about 20 s left", "a few seconds left". */
export function leftWords(seconds: number | undefined): string {
  if (seconds === undefined) return 'time left not known yet';
  return seconds < 4 ? 'a few seconds left' : `about ${roughly(seconds)} left`;
}
