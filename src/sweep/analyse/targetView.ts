/** To the target: updates, examples and seconds that every batch size needs, the critical and the fastest batch size. */
import { fastestBatch } from '../../science/criticalBatch.ts';
import type { SweepData, Target } from '../../experiment/sweep.ts';
import type { CriticalBatch, TargetPoint, TargetView } from '../views.ts';
import { engineOf } from '../updateTime.ts';
import { criticalBatch } from './critical.ts';
import { fastestOf } from './fastest.ts';
import { targetRange } from './crossings.ts';
import { grouped, type GroupRuns } from './groups.ts';
import { diverged } from './guard.ts';
import { once } from './once.ts';
import { speedFits } from './speedFits.ts';
import { targetPoints } from './targetPoints.ts';
import { targetSentence } from './targetSentence.ts';
import { secondsNote, updateTime } from './times.ts';
import { tuningNotes } from './tuningNotes.ts';
import { batches, ofArm, plural, sizesOf } from './words.ts';

export const targetView = once((data: SweepData, target: Target): TargetView => {
  const all = grouped(data);
  const points = targetPoints(data, target);
  const arms = [...data.spec.arms.keys()];
  const fits = arms.map((arm) => criticalBatch(data, arm, target));
  const ofOne = (arm: number): TargetPoint[] => points.filter((p) => p.arm === arm);
  const fastest = fastestOf(data, target).map((found, arm) => ({
    ...found,
    formula: fastestByFormula(data, arm, fits[arm]),
  }));
  const view = {
    target,
    range: targetRange(data, target.metric) ?? ([target.value, target.value] as [number, number]),
    points,
    fits,
    perfect: arms.map((arm) => perfectScaling(ofOne(arm))),
    fastest,
  };
  return {
    ...view,
    sentence: targetSentence(data, view),
    notes: notesOf(data, all.groups, points, all.notes),
  };
});

/** From the smallest batch size that reached the target with every seed. */
function perfectScaling(points: readonly TargetPoint[]): { batchSize: number; updates: number }[] {
  const first = points.find((p) => p.updates);
  const from = first?.updates?.value;
  if (!first || from === undefined) return [];
  return points
    .filter((p) => p.batchSize >= first.batchSize)
    .map(({ batchSize }) => ({ batchSize, updates: (from * first.batchSize) / batchSize }));
}

/** At least 1, which is what the formula means where an update has no overhead. */
function fastestByFormula(data: SweepData, arm: number, critical: CriticalBatch): number | undefined {
  const engine = engineOf(data, arm);
  const time = speedFits(data).find((f) => f.arm === arm && f.engine === engine);
  if (critical.status !== 'fitted' || !time) return undefined;
  const { overheadMs, perExampleMs } = time;
  return Math.max(1, fastestBatch({ criticalBatch: critical.criticalBatch.value, overheadMs, perExampleMs }));
}

function notesOf(
  data: SweepData,
  groups: readonly GroupRuns[],
  points: readonly TargetPoint[],
  leftOut: readonly string[],
): string[] {
  const untimed = points.filter((p) => updateTime(data, p.arm, p.batchSize) === undefined);
  const fell = groups
    .map((g) => ({ ...g, count: g.runs.filter(diverged).length }))
    .filter(({ count }) => count > 0)
    .map((g) =>
      ofArm(
        data.spec,
        g.arm,
        `${g.count} of ${plural(g.runs.length, 'run')} of ${batches([g.batchSize])} diverged; what they had done by then counts as a lower bound.`,
      ),
    );
  return [
    ...(points.length > 0 ? [secondsNote(data)] : []),
    ...(untimed.length > 0
      ? [`No update time was measured for ${batches(sizesOf(untimed))}, so their seconds are not known.`]
      : []),
    ...fell,
    ...tuningNotes(data),
    ...leftOut,
  ];
}
