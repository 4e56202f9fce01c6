/** Words that every view needs of a sweep: its parts by task, why there is nothing to see, and what one seed cannot tell. */
import type { SweepData, SweepSpec } from '../../../experiment/sweep.ts';
import { finishedRuns, grouped } from '../../../sweep/analyse/groups.ts';
import { armWords, batches, sizesOf } from '../../../sweep/analyse/words.ts';

/** Whether a run of the result has ended; before that there is nothing to note. */
export const anyResult = ({ runs }: SweepData): boolean => runs.some((r) => r.trial.role === 'run');

/** A sentence about several tasks, cut before each task's words, so that they can stand beside each other. */
export function byTask(sentence: string, { arms }: SweepSpec): string[] {
  if (arms.length < 2) return [sentence];
  const starts = arms
    .map((arm) => sentence.indexOf(`${armWords(arm)}: `))
    .filter((at) => at >= 0)
    .sort((a, b) => a - b);
  return [0, ...starts]
    .map((from, i, all) => sentence.slice(from, all[i + 1]).trim())
    .filter((part) => part !== '');
}

/** Why a view of training has nothing to draw; undefined where it has. `shown`: curves or points that it has. */
export function whyEmpty({ spec, runs }: SweepData, shown: number): string | undefined {
  const results = runs.filter((r) => r.trial.role === 'run');
  if (results.length > 0 && results.every((r) => r.status === 'failed' && r.error?.code === 'diverged'))
    return 'Every run so far diverged: its loss grew without end. A lower learning rate would help.';
  if (shown > 0) return undefined;
  if (spec.kind === 'speed') return 'This sweep measured update times only; nothing was trained.';
  if (runs.length === 0) return 'Nothing has run yet. What is measured will be drawn here, run by run.';
  if (results.length === 0)
    return 'Still looking for the best learning rates; the runs themselves come after.';
  if (results.every((r) => r.status === 'failed'))
    return `Every run failed: ${results[0].error?.message ?? 'unknown'}`;
  return 'What has run so far says nothing here.';
}

/** One seed tells nothing of the spread, and the reader is told so of what has finished. */
export function seedNote(data: SweepData): string[] {
  const counts = grouped(data).groups.map((group) => ({ ...group, seeds: finishedRuns(group).length }));
  const single = counts.filter(({ seeds }) => seeds === 1);
  if (single.length === 0) return [];
  const [who, them] = counts.some(({ seeds }) => seeds > 1)
    ? [`One seed of ${batches(sizesOf(single))} has finished`, 'their']
    : ['One seed', 'these'];
  return [
    `${who}: how much chance there is in ${them} numbers cannot be told, so there are no bands and no intervals over seeds.`,
  ];
}

export const batchSizesOf = (groups: readonly { batchSize: number }[]): number[] =>
  [...new Set(groups.map((g) => g.batchSize))].sort((a, b) => a - b);

export const unique = (notes: readonly string[]): string[] => [...new Set(notes)];
