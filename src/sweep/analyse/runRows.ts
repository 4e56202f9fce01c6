/** The table of every run, with the reason where one is not ranked. Runs of different arms are never ranked together. */
import type { SweepData, TrialRun } from '../../experiment/sweep.ts';
import type { RunRow } from '../views.ts';
import { curveOf } from './curves.ts';
import { diverged, finalEvaluation, hasOutcome, referenceOf, refusal } from './guard.ts';
import { peakBytes, secondsPerUpdate } from './times.ts';
import { plural } from './words.ts';

/** In the order of `data.runs`; of equal trials only the last. */
export function runRows(data: SweepData): RunRow[] {
  const runs = [...new Map(data.runs.map((run) => [run.trial.id, run])).values()];
  const references = data.spec.arms.map((_, arm) =>
    referenceOf(runs.filter((r) => r.trial.arm === arm && r.trial.role === 'run' && hasOutcome(r))),
  );
  const costs = new Map<string, { seconds: number | undefined; peakBytes: number | undefined }>();
  return runs.map((run) => {
    const { id, arm, role, config } = run.trial;
    const { batchSize, seed, learningRate } = config;
    const key = `${arm} ${batchSize}`;
    const cost = costs.get(key) ?? {
      seconds: secondsPerUpdate(data, arm, batchSize),
      peakBytes: peakBytes(data, arm, batchSize),
    };
    costs.set(key, cost);
    const updates = updatesOf(run);
    const final = finalEvaluation(run);
    const loss = curveOf(run, 'loss', 'validation').value;
    const accuracy = curveOf(run, 'accuracy', 'validation').value;
    return {
      id,
      arm,
      batchSize,
      seed,
      learningRate,
      role,
      status: run.status,
      unranked: unranked(run, references[arm]),
      notes: run.notes,
      updates,
      finalLoss: finite(final?.loss),
      finalAccuracy: finite(final?.accuracy),
      bestLoss: least(loss),
      bestAccuracy: most(accuracy),
      seconds: cost.seconds === undefined ? undefined : cost.seconds * updates,
      peakBytes: cost.peakBytes,
    };
  });
}

const finite = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) ? value : undefined;

const most = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => Math.max(a, b));
const least = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => Math.min(a, b));

/** The last update that the run recorded. */
export function updatesOf({ series }: TrialRun): number {
  const recorded = series.length > 0 ? series.columns.update[series.length - 1] : 0;
  return series.evaluations.reduce((last, e) => (e.update > last ? e.update : last), recorded);
}

const sentence = (clause: string): string => `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}.`;

function unranked(run: TrialRun, reference: TrialRun | undefined): string | undefined {
  if (run.trial.role === 'tuning')
    return 'It tuned the learning rate and was judged on held-out training examples.';
  if (diverged(run)) return `It diverged after ${plural(updatesOf(run), 'update')}.`;
  if (run.status === 'failed') return run.error?.message ?? 'It failed.';
  const why = reference && refusal(run, reference);
  return why === undefined ? undefined : sentence(why);
}
