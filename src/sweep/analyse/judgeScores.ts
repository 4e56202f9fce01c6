/** Batch sizes judged by what they score: at a place on an axis of the race, and at the ends of their runs. */
import { examplesError, type SeedPair } from '../../science/discordance.ts';
import { differenceError } from '../../science/stats.ts';
import type { Metric, SweepData } from '../../experiment/sweep.ts';
import { DATASETS, hasClasses } from '../../experiment/catalog.ts';
import { disturbanceOf } from './disturbance.ts';
import { discordanceOf } from '../../experiment/discordances.ts';
import type { GroupRuns } from './groups.ts';
import { diverged, finalEvaluation } from './guard.ts';
import { judge, type Entrant, type Judgement, type Unsure } from './judge.ts';
import { trackOf, type Racer, type Track, type TrackChoice } from './track.ts';

/** One seed's score. */
export interface Score {
  value: number;
  update: number;
  /** Examples that it was measured on; undefined where they are not the same for all, as of the loss of batches. */
  count: number | undefined;
  /** All validation examples. */
  whole: boolean;
}

export interface ScoreEntrant extends Entrant {
  scores: ReadonlyMap<number, Score>;
}

export interface Standing extends Judgement {
  /** The last place on the axis that all have reached. */
  at: number;
  /** Updates done by then, mean over the seeds, by batch size. */
  updates: ReadonlyMap<number, number>;
  /** Values are those on all validation examples. */
  whole: boolean;
  /** Sizes of which some seeds diverged: a mean of the others would be of the lucky, so they are not ranked. */
  fell: GroupRuns[];
}

/** Groups of one arm, compared where the shortest of them ended; undefined where nothing can be compared. */
export function standing(
  data: SweepData,
  groups: readonly GroupRuns[],
  choice: TrackChoice,
): Standing | undefined {
  const sound = groups.filter(({ runs }) => !runs.some(diverged));
  const fell = groups.filter(({ runs }) => runs.some(diverged) && !runs.every(diverged));
  const tracks = sound
    .map((g) => trackOf(data, g, choice))
    .filter((t): t is Track => t !== undefined && t !== 'no time');
  if (tracks.length === 0) return undefined;
  const at = Math.min(...tracks.map((t) => t.end));
  if (!(at > 0)) return undefined;
  const whole = tracks.every((t) => t.racers.every((r) => r.wholeAt(at) !== undefined));
  const entrants = tracks.flatMap(({ group, racers }) => {
    const scores = new Map(
      racers.flatMap((r) => {
        const score = scoreAt(r, at, whole);
        return score ? [[r.seed, score] as const] : [];
      }),
    );
    return scores.size === 0 ? [] : [entrantOf(group.batchSize, scores)];
  });
  const { arm } = groups[0];
  const disturbed = choice.axis === 'seconds' && disturbanceOf(data, arm) !== undefined;
  const found = judgeScores(data, arm, entrants, choice.metric, disturbed ? 'disturbed' : undefined);
  if (!found) return undefined;
  const updates = new Map(
    entrants.map(({ batchSize, scores }) => {
      const made = [...scores.values()].map(({ update }) => update);
      return [batchSize, made.reduce((sum, u) => sum + u, 0) / made.length];
    }),
  );
  return { ...found, at, updates, whole, fell };
}

function scoreAt(racer: Racer, at: number, whole: boolean): Score | undefined {
  const all = whole ? racer.wholeAt(at) : undefined;
  if (all) return { ...all, whole };
  const value = racer.at(at);
  const update = racer.updatesAt(at);
  return value === undefined || update === undefined
    ? undefined
    : { value, update, count: racer.count, whole: false };
}

const entrantOf = (batchSize: number, scores: ReadonlyMap<number, Score>): ScoreEntrant => ({
  batchSize,
  bySeed: new Map([...scores].map(([seed, { value }]) => [seed, value])),
  scores,
});

/** By the validation accuracies at the ends of the runs, on all validation examples; as the race at its end. */
export function judgeEnds(data: SweepData, groups: readonly GroupRuns[]): Judgement | undefined {
  const entrants = groups
    .filter(({ runs }) => !runs.some(diverged))
    .flatMap(({ batchSize, runs }) => {
      const scores = new Map(
        runs.flatMap((run) => {
          const end = finalEvaluation(run);
          return end?.accuracy === undefined || !Number.isFinite(end.accuracy)
            ? []
            : [
                [
                  run.trial.config.seed,
                  { value: end.accuracy, update: end.update, count: end.count, whole: true },
                ] as const,
              ];
        }),
      );
      return scores.size === 0 ? [] : [entrantOf(batchSize, scores)];
    });
  return entrants.length === 0 ? undefined : judgeScores(data, groups[0].arm, entrants, 'accuracy');
}

function judgeScores(
  data: SweepData,
  arm: number,
  entrants: readonly ScoreEntrant[],
  metric: Metric,
  unsure?: Unsure,
): Judgement | undefined {
  if (metric === 'loss') return judge(data, { arm, entrants, better: 'less', unsure });
  const found = judge(data, {
    ...{ arm, entrants, better: 'more', unsure },
    shared: (a, b, seeds) => {
      const error = examplesError(seeds.flatMap((seed) => pairOf(data, arm, seed, a, b)));
      return error === undefined ? undefined : { error };
    },
    own: (one, seeds) => {
      const errors = seeds.flatMap((seed) => ownError((one as ScoreEntrant).scores.get(seed)));
      return errors.length === 0
        ? undefined
        : Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
    },
  });
  if (found && !found.unsure && isGuessing(data, arm, found)) return { ...found, unsure: 'guessing' };
  return found;
}

function pairOf(data: SweepData, arm: number, seed: number, a: Entrant, b: Entrant): SeedPair[] {
  const [one, other] = [a, b].map((e) => (e as ScoreEntrant).scores.get(seed));
  if (!one || !other) return [];
  const counts =
    one.whole && other.whole
      ? discordanceOf(
          data,
          arm,
          seed,
          { batchSize: a.batchSize, update: one.update },
          { batchSize: b.batchSize, update: other.update },
        )
      : undefined;
  if (counts) return [counts];
  if (one.count === undefined || other.count === undefined) return [];
  return [{ shares: [one.value, other.value], count: Math.min(one.count, other.count) }];
}

/** Of a single share: half the variance of a difference of two such. */
const ownError = (score: Score | undefined): number[] => {
  if (score?.count === undefined) return [];
  const { value: share, count } = score;
  return [differenceError({ share, count }, { share, count }) / Math.SQRT2];
};

/** As Train says it: no size is a third better than guessing. */
const GUESSING = 1.3;

function isGuessing(data: SweepData, arm: number, { places }: Judgement): boolean {
  const { dataset } = data.spec.arms[arm];
  if (!hasClasses(dataset)) return false;
  const chance = 1 / DATASETS[dataset].classes;
  return places.every(({ value }) => value < GUESSING * chance);
}
