/** Update times by arm, engine and batch size, and t0 + c·B fitted to them. */
import { quantile } from '../../science/stats.ts';
import { fitUpdateTime } from '../../science/throughput.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { SpeedFit, SpeedPoint } from '../views.ts';
import { updateTimes } from './times.ts';

/** Ascending by arm, engine and batch size. */
export function speedPoints(data: SweepData): SpeedPoint[] {
  const seen = new Map<string, Pick<SpeedPoint, 'arm' | 'engine' | 'batchSize'>>();
  for (const { arm, engine, batchSize } of data.speeds)
    if (data.spec.arms[arm] && batchSize > 0)
      seen.set(`${arm} ${engine} ${batchSize}`, { arm, engine, batchSize });
  return [...seen.values()]
    .flatMap(({ arm, engine, batchSize }): SpeedPoint[] => {
      const times = updateTimes(data, arm, engine, batchSize);
      if (times.length === 0) return [];
      const value = quantile(times, 0.5);
      const spread = times.length > 1;
      const updateMs = {
        value,
        low: spread ? quantile(times, 0.25) : undefined,
        high: spread ? quantile(times, 0.75) : undefined,
      };
      const examplesPerSecond = (1000 * batchSize) / value;
      return Number.isFinite(examplesPerSecond)
        ? [{ arm, engine, batchSize, updateMs, examplesPerSecond }]
        : [];
    })
    .sort((a, b) => a.arm - b.arm || a.engine.localeCompare(b.engine) || a.batchSize - b.batchSize);
}

/** One for each arm and engine whose times tell both terms. */
export function speedFits(data: SweepData, points = speedPoints(data)): SpeedFit[] {
  const lines = new Map<string, SpeedPoint[]>();
  for (const p of points) {
    const key = `${p.arm} ${p.engine}`;
    lines.set(key, [...(lines.get(key) ?? []), p]);
  }
  return [...lines.values()].flatMap((line): SpeedFit[] => {
    const fit = fitUpdateTime(line.map((p) => ({ batchSize: p.batchSize, updateMs: p.updateMs.value })));
    if (!fit || !Object.values(fit).every(Number.isFinite)) return [];
    const { overheadMs, perExampleMs, residual, saturation } = fit;
    const { arm, engine } = line[0];
    return [{ arm, engine, overheadMs, perExampleMs, residual, saturation }];
  });
}
