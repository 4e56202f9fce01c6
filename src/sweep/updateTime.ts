/** Seconds of one update by the times that a sweep has measured alone. */
import { median } from '../science/stats.ts';
import { fitUpdateTime } from '../science/throughput.ts';
import type { EngineName } from '../experiment/config.ts';
import type { SpeedSample, SweepData } from '../experiment/sweep.ts';

type Measured = Pick<SweepData, 'spec' | 'speeds' | 'runs'>;

/** The engine that an arm's runs are on: as recorded, else as asked for; sweeps take `auto` for cpu. */
export function engineOf({ spec, runs }: Measured, arm: number): EngineName {
  const run = runs.find(({ trial }) => trial.arm === arm);
  if (run) return run.engine.got;
  return spec.base.engine === 'auto' ? 'cpu' : spec.base.engine;
}

/** Samples of one arm on the engine of its runs; on any where that was never timed. */
export function samplesOf(data: Measured, arm: number): SpeedSample[] {
  const own = data.speeds.filter((sample) => sample.arm === arm && sample.updateMs.length > 0);
  const engine = engineOf(data, arm);
  const same = own.filter((sample) => sample.engine === engine);
  return same.length > 0 ? same : own;
}

/** Median seconds of an update at this batch size, measured alone; undefined where it was not measured. */
export function secondsPerUpdate(data: Measured, arm: number, batchSize: number): number | undefined {
  const times = samplesOf(data, arm).flatMap((s) => (s.batchSize === batchSize ? s.updateMs : []));
  return times.length > 0 ? median(times) / 1000 : undefined;
}

/** The same, by the times at other batch sizes where this one was not measured; for forecasts alone. */
export function likelySecondsPerUpdate(data: Measured, arm: number, batchSize: number): number | undefined {
  const measured = secondsPerUpdate(data, arm, batchSize);
  if (measured !== undefined) return measured;
  const points = samplesOf(data, arm).map((s) => ({ batchSize: s.batchSize, updateMs: median(s.updateMs) }));
  const fit = fitUpdateTime(points);
  if (fit) return (fit.overheadMs + fit.perExampleMs * batchSize) / 1000;
  const [known] = points;
  return known && (known.updateMs * Math.max(1, batchSize / known.batchSize)) / 1000;
}
