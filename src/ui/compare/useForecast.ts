import { useEffect } from 'react';
import type { SweepSpec } from '../../experiment/sweep.ts';
import { useCompare, useCompareState } from '../../state/compareHooks.ts';
import { forecastSeconds } from '../../sweep/forecast.ts';

/** So long after the last change of the settings an update is timed. */
const MEASURE_DELAY_MS = 700;

/** Seconds that a sweep will take by the update times measured here; undefined before there are any. */
export function useForecast(spec: SweepSpec | undefined, measure = false): number | undefined {
  const compare = useCompare();
  useCompareState((s) => s.revision);
  useEffect(() => {
    if (!spec || !measure) return;
    const timer = setTimeout(() => void compare.speeds.measure(spec), MEASURE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [compare, spec, measure]);
  return spec && forecastSeconds(spec, compare.speeds.of(spec), compare.workers(spec));
}
