/** What the batch sizes need to the target against what their updates hold in memory. */
import { armConfig } from '../../experiment/arms.ts';
import { formatPercent } from '../../experiment/format.ts';
import { memoryLimitOf } from '../../experiment/memoryLimit.ts';
import { predictedMemory } from '../../experiment/memoryPrediction.ts';
import type { SweepData, Target } from '../../experiment/sweep.ts';
import { engineOf } from '../updateTime.ts';
import type { TargetPoint, TradePoint, TradeUnit, TradeView } from '../views.ts';
import { targetRange } from './crossings.ts';
import { targetPoints } from './targetPoints.ts';
import { peakBytes, secondsNote, updateTime } from './times.ts';
import { tradeSentence, type TradeFindings } from './tradeSentence.ts';
import { batches, sizesOf } from './words.ts';

export function tradeView(data: SweepData, target: Target, unit: TradeUnit): TradeView {
  const points = targetPoints(data, target).map((point) => tradePoint(data, point, unit));
  const found = {
    target,
    unit,
    range: targetRange(data, target.metric) ?? ([target.value, target.value] as [number, number]),
    points,
    fronts: data.spec.arms.map((_, arm) => frontOf(points.filter((p) => p.arm === arm))),
    limits: data.spec.arms.map((task, arm) =>
      memoryLimitOf(armConfig(data.spec.base, task), engineOf(data, arm)),
    ),
  };
  return { ...found, sentence: tradeSentence(data, found), notes: notesOf(data, found) };
}

function tradePoint(data: SweepData, point: TargetPoint, unit: TradeUnit): TradePoint {
  const { arm, batchSize, reached, seeds, atLeastUpdates } = point;
  const config = armConfig(data.spec.base, data.spec.arms[arm]);
  const predictedBytes = predictedMemory(config, engineOf(data, arm), batchSize).total;
  const measuredBytes = peakBytes(data, arm, batchSize);
  const each = unit === 'updates' ? 1 : updateTime(data, arm, batchSize)?.seconds;
  return {
    ...{ arm, batchSize, reached, seeds, measuredBytes, predictedBytes },
    cost: point[unit],
    atLeast: atLeastUpdates === undefined || each === undefined ? undefined : atLeastUpdates * each,
    bytes: measuredBytes ?? predictedBytes,
    accumulated: config.microBatch > 0 && config.microBatch < batchSize,
  };
}

/** Those that got there with every seed and to which no other is as good in one and better in the other. */
function frontOf(points: readonly TradePoint[]): number[] {
  const front: number[] = [];
  let least = Infinity;
  const ordered = points
    .flatMap(({ cost, bytes, batchSize }) => (cost ? [{ cost: cost.value, bytes, batchSize }] : []))
    .sort((a, b) => a.bytes - b.bytes || a.cost - b.cost);
  for (const { cost, batchSize } of ordered) {
    if (cost >= least) continue;
    least = cost;
    front.push(batchSize);
  }
  return front;
}

function notesOf(data: SweepData, { points, unit }: TradeFindings): string[] {
  const measured = points.filter((p) => p.measuredBytes !== undefined);
  const only = points.filter((p) => p.measuredBytes === undefined);
  const off = Math.max(0, ...measured.map((p) => Math.abs(p.predictedBytes / p.bytes - 1)));
  const { microBatch } = data.spec.base;
  return [
    ...(measured.length > 0
      ? [
          off === 0
            ? 'Memory is the most held inside an update, measured and, to the byte, as predicted.'
            : `Memory is the most held inside an update, as measured; predictions are off by up to ${formatPercent(off)}.`,
        ]
      : []),
    ...(only.length > 0 ? [`Memory is predicted, not measured, for ${batches(sizesOf(only))}.`] : []),
    ...(points.some((p) => p.accumulated)
      ? [
          `Batch sizes over ${microBatch} go through the network in micro-batches of ${microBatch}, so their memory hardly grows.`,
        ]
      : []),
    ...(unit === 'seconds' && points.some((p) => p.cost) ? [secondsNote(data)] : []),
  ];
}
