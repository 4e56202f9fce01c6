/** Validation accuracy and gap against batch size at the chosen budget, paired over seeds. Active research: both sides are shown. */
import { meanInterval } from '../../science/verdict.ts';
import type { Evaluation } from '../../experiment/run.ts';
import type { SweepData, TrialRun } from '../../experiment/sweep.ts';
import type { GeneralisationPoint, GeneralisationView, PairVerdict } from '../views.ts';
import { generalisationSentence, pairWords } from './generalisationWords.ts';
import { finishedRuns, grouped, type GroupRuns } from './groups.ts';
import { diverged, finalEvaluation } from './guard.ts';
import { pairsAmong, type Judgement } from './judge.ts';
import { judgeEnds } from './judgeScores.ts';
import { once } from './once.ts';
import { differenceShown } from './scoreWords.ts';
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
  const arms = [...data.spec.arms.keys()];
  const judged = arms.map((arm) =>
    judgeEnds(
      data,
      all.groups.filter((g) => g.arm === arm),
    ),
  );
  const points = all.groups.flatMap((group): GeneralisationPoint[] => {
    const outcomes = outcomesOf(group);
    if (outcomes.length === 0) return [];
    const mean = (of: (o: Outcome) => number) => meanInterval(outcomes.map(of));
    const place = judged[group.arm]?.places.find((p) => p.batchSize === group.batchSize);
    return [
      {
        arm: group.arm,
        batchSize: group.batchSize,
        validation: place?.ranged ?? mean((o) => o.validation),
        training: mean((o) => o.training),
        gap: mean((o) => o.gap),
        seeds: outcomes.length,
      },
    ];
  });
  const pairs = arms.flatMap((arm) => verdictsOf(arm, judged[arm]));
  const most = Math.max(...judged.map((j) => (j ? pairsAmong(j.places.length) : 0)));
  return {
    points,
    pairs,
    sentence: generalisationSentence(data, points, judged),
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

/** Every pair of batch sizes of one arm, the clearest first; in points of the figures shown. */
function verdictsOf(arm: number, judged: Judgement | undefined): PairVerdict[] {
  return (judged?.pairs ?? []).map((pair): PairVerdict => {
    const { better, worse, difference, decision } = pair;
    const interval = difference.status === 'interval' ? difference : undefined;
    return {
      arm,
      better: better.batchSize,
      worse: worse.batchSize,
      difference: {
        value: differenceShown('accuracy', better, worse),
        low: interval && 100 * interval.low,
        high: interval && 100 * interval.high,
      },
      decided: decision === 'ahead' && judged?.unsure === undefined,
      words: pairWords(pair, judged?.unsure),
    };
  });
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
    ...(pairs > 1
      ? [
          `Intervals are corrected for ${pairs} pairs (Bonferroni) and hold the error of the validation examples.`,
        ]
      : []),
    ...fell,
    ...tuningNotes(data, 'accuracy'),
    ...leftOut,
  ];
}
