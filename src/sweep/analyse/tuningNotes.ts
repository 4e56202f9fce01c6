/** What is to be said of the tuned learning rates. */
import type { SweepData } from '../../experiment/sweep.ts';
import { tunedRate } from '../tuning.ts';
import { grouped } from './groups.ts';
import { batches, ofArm } from './words.ts';

/** Names the batch sizes whose best rate lies at the edge of those tried. */
export function tuningNotes(data: SweepData): string[] {
  if (data.spec.lrRule !== 'tuned') return [];
  const { groups } = grouped(data);
  return data.spec.arms.flatMap((_, arm) => {
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
  });
}
