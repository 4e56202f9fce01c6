/** Which runs may be ranked against each other: same data, same split, same metric, unchanged while running. */
import { dataKey } from '../../experiment/data.ts';
import { describeDifferences, differences } from '../../experiment/differences.ts';
import type { FieldKey } from '../../experiment/fields.ts';
import type { Evaluation } from '../../experiment/run.ts';
import type { TrialRun } from '../../experiment/sweep.ts';
import { plural } from './words.ts';

/** What runs of one sweep may differ in. */
const FREE: readonly FieldKey[] = ['batchSize', 'learningRate', 'seed', 'epochs', 'engine'];
const DATA: readonly FieldKey[] = ['dataset', 'size', 'noise', 'validationShare', 'limit', 'dataSeed'];

/** The evaluation that a run is judged by: its last on validation examples, of those the one on the most. */
export function finalEvaluation(run: TrialRun): Evaluation | undefined {
  let found: Evaluation | undefined;
  for (const e of run.series.evaluations) {
    if (e.split !== 'validation') continue;
    if (!found || e.update > found.update || (e.update === found.update && e.count >= found.count)) found = e;
  }
  return found;
}

export const diverged = (run: TrialRun): boolean => run.status === 'failed' && run.error?.code === 'diverged';

/** Whether the run's curve is worth reading: it came to its end, or diverged on the way. */
export const hasOutcome = (run: TrialRun): boolean => run.status === 'finished' || diverged(run);

/** Equal texts: same data, same split, judged on equally many examples. */
function kindOf(run: TrialRun): string {
  const judged = run.status === 'finished' ? (finalEvaluation(run)?.count ?? 0) : -1;
  return [dataKey(run.trial.config), run.trainingCount, run.validationCount, judged].join(' ');
}

/** The run that stands for the others of its arm: the first of the commonest kind, finished runs before failed ones. */
export function referenceOf(runs: readonly TrialRun[]): TrialRun | undefined {
  const kinds = new Map<string, { first: TrialRun; count: number }>();
  for (const run of runs) {
    const kind = kindOf(run);
    const known = kinds.get(kind);
    if (known) known.count++;
    else kinds.set(kind, { first: run, count: 1 });
  }
  const rank = ({ first, count }: { first: TrialRun; count: number }): number =>
    count + (first.status === 'finished' ? runs.length : 0);
  return [...kinds.values()].sort((a, b) => rank(b) - rank(a))[0]?.first;
}

function otherSettings(run: TrialRun, reference: TrialRun): string | undefined {
  const changed = differences(reference.trial.config, run.trial.config).filter((d) => !FREE.includes(d.key));
  const data = changed.filter((d) => DATA.includes(d.key));
  if (data.length > 0) return `other data than the rest (${describeDifferences(data)})`;
  if (changed.length > 0) return `other settings than the rest (${describeDifferences(changed)})`;
  return undefined;
}

function otherSplit(run: TrialRun, reference: TrialRun): string | undefined {
  if (run.trainingCount === reference.trainingCount && run.validationCount === reference.validationCount)
    return undefined;
  const split = (r: TrialRun): string =>
    `${plural(r.trainingCount, 'training example')} and ${plural(r.validationCount, 'validation example')}`;
  return `another split than the rest (${split(run)} instead of ${split(reference)})`;
}

function otherMetric(run: TrialRun, reference: TrialRun): string | undefined {
  const mine = finalEvaluation(run);
  const theirs = finalEvaluation(reference);
  if (run.status !== 'finished' || !mine || !theirs || mine.count === theirs.count) return undefined;
  return `judged on ${plural(mine.count, 'example')}, the rest on ${plural(theirs.count, 'example')}`;
}

/** Why the run may not be compared with `reference` of the same arm, as a clause without a capital; or undefined. */
export function refusal(run: TrialRun, reference: TrialRun): string | undefined {
  if (run.series.retunes.length > 0) return 'its settings were changed while it ran';
  if (run === reference) return undefined;
  return otherSettings(run, reference) ?? otherSplit(run, reference) ?? otherMetric(run, reference);
}
