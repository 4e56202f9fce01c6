/** How many more seeds the answer of a sweep needs, by the view that gives it. */
import type { SweepData } from '../../experiment/sweep.ts';
import { judgeCosts } from './costs.ts';
import { groupsOf } from './groups.ts';
import type { Judgement } from './judge.ts';
import { judgeEnds, standing } from './judgeScores.ts';
import { metricOf, targetOf, viewOf } from './question.ts';
import { neededFor, type Needed } from './scoreWords.ts';

/** The judgement that the closing sentence gives of one task; undefined where it gives none. */
function answered(data: SweepData, arm: number): Judgement | undefined {
  const groups = groupsOf(data, arm);
  if (groups.length === 0) return undefined;
  const view = viewOf(data);
  switch (view) {
    case 'race':
    case 'runs':
      return standing(data, groups, { axis: 'epochs', metric: metricOf(data), split: 'validation' });
    case 'generalisation':
      return judgeEnds(data, groups);
    case 'target':
      return (
        judgeCosts(data, arm, targetOf(data), 'seconds') ?? judgeCosts(data, arm, targetOf(data), 'updates')
      );
    case 'noise':
    case 'speed':
      return undefined;
    default:
      return view satisfies never;
  }
}

/** Of the task that needs most; undefined where every verdict is given, or more seeds would not help. */
export function moreNeeded(data: SweepData): (Needed & { add: number }) | undefined {
  const all = data.spec.arms.flatMap((_, arm) => {
    const judged = answered(data, arm);
    const needed = judged && neededFor(data, judged);
    return needed?.add === undefined ? [] : [{ ...needed, add: needed.add }];
  });
  return all.sort((a, b) => b.add - a.add).at(0);
}
