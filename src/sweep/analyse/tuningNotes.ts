/** What is to be said of the tuned learning rates. */
import { formatNumber, formatPercent } from '../../experiment/format.ts';
import type { Metric, SweepData } from '../../experiment/sweep.ts';
import { tunedRate } from '../tuning.ts';
import { grouped } from './groups.ts';
import { batch, batches, listed, ofArm } from './words.ts';

/**
 * Names the batch sizes whose best rate lies at the edge of those tried, and what the rates were chosen by where the results
 * are judged by something else: `metric`.
 */
export function tuningNotes(data: SweepData, metric?: Metric): string[] {
  if (data.spec.lrRule !== 'tuned') return [];
  const { groups } = grouped(data);
  const { until } = data.spec.budget;
  const otherwise =
    metric === 'accuracy' && !until
      ? data.spec.arms.flatMap((_, arm) =>
          byAccuracy(
            data,
            arm,
            groups.filter((g) => g.arm === arm).map((g) => g.batchSize),
          ),
        )
      : [];
  return [
    ...data.spec.arms.flatMap((_, arm) => {
      const edge = groups
        .filter((g) => g.arm === arm && tunedRate(data, arm, g.batchSize)?.atEdge)
        .map((g) => g.batchSize);
      if (edge.length === 0) return [];
      return [
        ofArm(
          data.spec,
          arm,
          `The best learning rate of ${batches(edge)} lies at the edge of those tried; a better one may lie beyond.`,
        ),
      ];
    }),
    ...(until && metric !== undefined
      ? [
          'The learning rates were chosen for the fewest updates to the target, not for what stands at the end.',
        ]
      : []),
    ...otherwise,
  ];
}

/** The rates are those of the least held-out loss; where another would have had the most right answers, that is said. */
function byAccuracy(data: SweepData, arm: number, sizes: readonly number[]): string[] {
  const tuned = sizes.flatMap((batchSize) => {
    const found = tunedRate(data, arm, batchSize);
    const own = found?.tried.find((one) => one.learningRate === found.learningRate)?.accuracy;
    if (!found || own === undefined) return [];
    const best = found.tried.reduce((a, b) => ((b.accuracy ?? 0) > (a.accuracy ?? 0) ? b : a));
    const better =
      best.accuracy !== undefined &&
      formatPercent(best.accuracy) !== formatPercent(own) &&
      best.accuracy > own;
    return [
      better
        ? `at ${batch(batchSize)} rate ${formatNumber(best.learningRate)} had ${formatPercent(best.accuracy ?? 0)} of them right, the chosen one ${formatPercent(own)}`
        : '',
    ];
  });
  if (tuned.length === 0) return [];
  const named = tuned.filter((text) => text !== '');
  const text =
    'The learning rates were chosen by the least loss on held-out training examples, and accuracy may choose others';
  return [
    ofArm(data.spec, arm, `${text}${named.length === 0 ? ', though not here' : `: ${listed(named)}`}.`),
  ];
}
