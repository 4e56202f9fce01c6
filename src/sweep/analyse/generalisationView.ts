/** Validation accuracy and gap against batch size at the chosen budget, paired over seeds. Active research: both sides are shown. */
import { meanInterval, pairedDifference } from '../../science/paired.ts';
import type { Evaluation } from '../../experiment/run.ts';
import type { SweepData, TrialRun } from '../../experiment/sweep.ts';
import type { GeneralisationPoint, GeneralisationView, PairVerdict } from '../views.ts';
import { generalisationSentence, pairWords } from './generalisationWords.ts';
import { finishedRuns, grouped, type GroupRuns } from './groups.ts';
import { diverged, finalEvaluation } from './guard.ts';
import { once } from './once.ts';
import { tuningNotes } from './tuningNotes.ts';
import { batches, budgetWords, ofArm, plural, targetWords } from './words.ts';

interface Outcome {
  seed: number;
  /** Accuracies in [0, 1]. */
  validation: number;
  training: number;
  gap: number;
}

export const generalisationView = once((data: SweepData): GeneralisationView => {
  const all = grouped(data);
  const known = all.groups
    .map((group) => ({ group, outcomes: outcomesOf(group) }))
    .filter(({ outcomes }) => outcomes.length > 0);
  const points = known.map(({ group, outcomes }): GeneralisationPoint => {
    const mean = (of: (o: Outcome) => number) => meanInterval(outcomes.map(of));
    return {
      arm: group.arm,
      batchSize: group.batchSize,
      validation: mean((o) => o.validation),
      training: mean((o) => o.training),
      gap: mean((o) => o.gap),
      seeds: outcomes.length,
    };
  });
  const pairs = [...data.spec.arms.keys()].flatMap((arm) =>
    pairsOf(known.filter((k) => k.group.arm === arm)),
  );
  const most = Math.max(
    ...data.spec.arms.map((_, arm) => comparisonsOf(known.filter((k) => k.group.arm === arm))),
  );
  return {
    points,
    pairs,
    sentence: generalisationSentence(data, points, pairs),
    notes: notesOf(data, all.groups, all.notes, most),
  };
});

/** The last training evaluation, and the validation evaluation of the same update on the same number of examples. */
function outcomeOf(run: TrialRun): Outcome | undefined {
  const final = accuracyOf(finalEvaluation(run));
  const { evaluations } = run.series;
  const last = evaluations.findLast((e) => e.split === 'training' && accuracyOf(e) !== undefined);
  const training = accuracyOf(last);
  if (final === undefined || training === undefined || !last) return undefined;
  const beside = evaluations.filter(
    (e) => e.split === 'validation' && e.update === last.update && accuracyOf(e) !== undefined,
  );
  const equal = accuracyOf(beside.find((e) => e.count === last.count) ?? beside.at(-1)) ?? final;
  return { seed: run.trial.config.seed, validation: final, training, gap: training - equal };
}

const accuracyOf = (e: Evaluation | undefined): number | undefined =>
  e?.accuracy !== undefined && Number.isFinite(e.accuracy) ? e.accuracy : undefined;

const outcomesOf = (group: GroupRuns): Outcome[] =>
  finishedRuns(group)
    .map(outcomeOf)
    .filter((o) => o !== undefined);

interface Known {
  group: GroupRuns;
  outcomes: Outcome[];
}

const comparisonsOf = ({ length }: readonly Known[]): number => (length * (length - 1)) / 2;

/** Every pair of batch sizes of one arm, the clearest first; the interval is corrected for their number. */
function pairsOf(known: readonly Known[]): PairVerdict[] {
  const comparisons = comparisonsOf(known);
  const pairs = known.flatMap((a, i) => known.slice(i + 1).flatMap((b) => verdictOn(a, b, comparisons)));
  return pairs.sort((a, b) => clarity(b) - clarity(a) || b.difference.value - a.difference.value);
}

/** Above 1 where decided: the mean over the half width of its interval; -1 where there is no interval. */
function clarity({ difference: { value, low } }: PairVerdict): number {
  return low === undefined || value === low ? -1 : value / (value - low);
}

function verdictOn(small: Known, large: Known, comparisons: number): PairVerdict[] {
  const shared = small.outcomes.flatMap((a) => {
    const b = large.outcomes.find((o) => o.seed === a.seed);
    return b ? [[100 * a.validation, 100 * b.validation]] : [];
  });
  const [mine, theirs] = [shared.map((s) => s[0]), shared.map((s) => s[1])];
  const mean = pairedDifference(mine, theirs, comparisons);
  if (mean.status === 'none') return [];
  const swap = mean.mean < 0;
  const result = swap ? pairedDifference(theirs, mine, comparisons) : mean;
  if (result.status === 'none') return [];
  const [better, worse] = swap ? [large, small] : [small, large];
  const interval = result.status === 'interval';
  const difference = {
    value: result.mean,
    low: interval ? result.low : undefined,
    high: interval ? result.high : undefined,
  };
  const pair = {
    arm: small.group.arm,
    better: better.group.batchSize,
    worse: worse.group.batchSize,
    difference,
    decided: interval && result.low > 0,
  };
  return [{ ...pair, words: pairWords(pair, result) }];
}

function notesOf(
  data: SweepData,
  groups: readonly GroupRuns[],
  leftOut: readonly string[],
  pairs: number,
): string[] {
  const { budget, lrRule, batchSizes } = data.spec;
  const fell = groups
    .map((g) => ({ ...g, count: g.runs.filter(diverged).length }))
    .filter(({ count }) => count > 0)
    .map((g) =>
      ofArm(
        data.spec,
        g.arm,
        `${g.count} of ${plural(g.runs.length, 'run')} of ${batches([g.batchSize])} diverged and have no final accuracy.`,
      ),
    );
  return [
    budget.until
      ? `Runs ended at ${targetWords(budget.until)}, so their final accuracies are alike by design.`
      : `All runs had the same ${budget.unit}: ${budgetWords(budget)}. With another budget the order may change.`,
    ...(lrRule === 'tuned' || batchSizes.length < 2
      ? []
      : [
          'The learning rate was not tuned at every size, so a difference may come from the rate instead of the batch.',
        ]),
    ...(pairs > 1 ? [`Intervals are corrected for ${pairs} pairs (Bonferroni).`] : []),
    ...fell,
    ...tuningNotes(data),
    ...leftOut,
  ];
}
