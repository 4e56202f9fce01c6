/** Runs under way as groups, so that their curves can be drawn while they grow. */
import type { SweepData } from '../../experiment/sweep.ts';
import type { GroupRuns } from './groups.ts';

/** Those of arms and batch sizes of which no run has ended. */
export function liveGroups({ runs }: SweepData, ended: readonly GroupRuns[]): GroupRuns[] {
  const groups = new Map<string, GroupRuns>();
  for (const run of runs) {
    const { arm, role, config } = run.trial;
    const { batchSize } = config;
    if (!run.live || role !== 'run') continue;
    if (ended.some((g) => g.arm === arm && g.batchSize === batchSize)) continue;
    const key = `${arm} ${batchSize}`;
    const group = groups.get(key) ?? { arm, batchSize, runs: [] };
    group.runs.push(run);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => a.arm - b.arm || a.batchSize - b.batchSize);
}
