import { useEffect } from 'react';
import type { SweepSpec } from '../../experiment/sweep.ts';
import { useCompare, useCompareState } from '../../state/compareHooks.ts';
import { useTraining } from '../../state/hooks.ts';
import { forecastSeconds } from '../../sweep/forecast.ts';

/** So long after the last change of the settings an update is timed. */
const MEASURE_DELAY_MS = 700;

/**
 * Seconds that a sweep will take by the update times measured here; undefined before there are any. Nothing is timed beside a
 * run of the Train page: they would disturb each other.
 */
export function useForecast(spec: SweepSpec | undefined, measure = false): number | undefined {
  const compare = useCompare();
  const training = useTraining();
  useCompareState((s) => s.revision);
  useEffect(() => {
    if (!spec || !measure || training) return;
    const timer = setTimeout(() => void compare.speeds.measure(spec), MEASURE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [compare, spec, measure, training]);
  return spec && forecastSeconds(spec, compare.speeds.of(spec), compare.workers(spec));
}
