/** The race: the same runs drawn over epochs, updates, examples or seconds, mean and band over seeds. */
import { meanOf } from '../../science/verdict.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { RaceCurve, RaceView } from '../views.ts';
import { grouped, type GroupRuns } from './groups.ts';
import { raceSentence } from './raceSentence.ts';
import { liveGroups } from './live.ts';
import { once } from './once.ts';
import { shownMean } from './judge.ts';
import { standing, type Standing } from './judgeScores.ts';
import { samePlace, trackOf, type Racer, type Track, type TrackChoice } from './track.ts';
import { secondsNote } from './times.ts';
import { tuningNotes } from './tuningNotes.ts';
import { batches, ofArm, plural, sizesOf } from './words.ts';

/** A curve has at most so many points. */
const MOST_POINTS = 300;

export const raceView = once((data: SweepData, choice: TrackChoice): RaceView => {
  const { axis, metric, split } = choice;
  const all = grouped(data);
  const { groups } = all;
  const curves: RaceCurve[] = [];
  const untimed: GroupRuns[] = [];
  const standings = new Map(
    data.spec.arms.map((_, arm) => {
      const mine = groups.filter((g) => g.arm === arm);
      return [arm, mine.length === 0 ? undefined : standing(data, mine, choice)];
    }),
  );
  for (const group of groups) {
    const track = trackOf(data, group, choice);
    if (track === 'no time') untimed.push(group);
    else if (track) curves.push(curveOfGroup(track, standings.get(group.arm)));
  }
  curves.push(...liveCurves(data, choice, all.groups));
  const notes = [
    ...(axis === 'seconds' ? [secondsNote(data)] : []),
    ...(untimed.length > 0
      ? [`No update time was measured for ${batches(sizesOf(untimed))}, so their seconds are not known.`]
      : []),
    ...(metric === 'loss' && split === 'training'
      ? ['Training loss is that of the batches trained on, smoothed over a fifth of the examples seen.']
      : []),
    ...groups.filter((g) => someDiverged(curves, g)).map((g) => divergedNote(data, curves, g)),
    ...tuningNotes(data, metric),
    ...all.notes,
  ];
  return { axis, metric, split, curves, sentence: raceSentence(data, groups, choice), notes };
});

/** Runs under way are drawn where no run of their arm and batch size has ended yet, and never ranked. */
function liveCurves(data: SweepData, choice: TrackChoice, ended: readonly GroupRuns[]): RaceCurve[] {
  return liveGroups(data, ended).flatMap((group) => {
    const track = trackOf(data, group, choice);
    return track && track !== 'no time' ? [curveOfGroup(track, undefined)] : [];
  });
}

const curveFor = (curves: readonly RaceCurve[], g: GroupRuns): RaceCurve | undefined =>
  curves.find((c) => c.arm === g.arm && c.batchSize === g.batchSize);

function someDiverged(curves: readonly RaceCurve[], g: GroupRuns): boolean {
  const curve = curveFor(curves, g);
  return curve !== undefined && curve.diverged > 0 && curve.diverged < curve.seeds;
}

function divergedNote(data: SweepData, curves: readonly RaceCurve[], g: GroupRuns): string {
  const curve = curveFor(curves, g);
  const share = `${curve?.diverged ?? 0} of ${plural(curve?.seeds ?? 0, 'run')}`;
  return ofArm(
    data.spec,
    g.arm,
    `${share} of ${batches([g.batchSize])} diverged; from there on the curve is of the others.`,
  );
}

/**
 * Runs that ended early because they were at the target stand where they stood until half of the seeds have ended. Where the
 * sentence compares and at the end the values are those on all validation examples, so that chart and sentence tell the same.
 */
function curveOfGroup({ group, racers, end }: Track, compared: Standing | undefined): RaceCurve {
  const at = compared && compared.at <= end ? compared.at : undefined;
  const own = [...new Set(racers.flatMap((r) => r.x))].filter((x) => x <= end);
  if (at !== undefined && own.length > 0 && !own.some((x) => samePlace(x, at)) && at >= Math.min(...own))
    own.push(at);
  const places = own.sort((a, b) => a - b);
  const step = Math.max(1, (places.length - 1) / (MOST_POINTS - 1));
  const count = places.length === 0 ? 0 : Math.floor((places.length - 1) / step + 1e-9) + 1;
  const kept = new Set(
    Array.from({ length: count }, (_, i) => (i === count - 1 ? places.length - 1 : Math.round(i * step))),
  );
  const curve: RaceCurve = {
    arm: group.arm,
    batchSize: group.batchSize,
    x: [],
    mean: [],
    low: [],
    high: [],
    seeds: racers.length,
    diverged: racers.filter((r) => r.diverged).length,
  };
  const dots: { x: number; values: number[] }[] = [];
  places.forEach((x, i) => {
    const here = at !== undefined && samePlace(x, at);
    if (!here && !kept.has(i)) return;
    const whole = here ? compared?.whole === true : samePlace(x, end);
    const values = valuesAt(racers, x, whole);
    if (values.length === 0) return;
    curve.x.push(x);
    curve.mean.push(shownMean(meanOf(values)));
    curve.low.push(Math.min(...values));
    curve.high.push(Math.max(...values));
    if ((here || samePlace(x, end)) && values.length > 1) dots.push({ x, values });
  });
  return dots.length > 0 ? { ...curve, dots } : curve;
}

/** On all validation examples where that is asked for and all have been looked at on them. */
function valuesAt(racers: readonly Racer[], x: number, whole: boolean): number[] {
  const all = whole ? racers.map((r) => (r.diverged ? undefined : r.wholeAt(x)?.value)) : [];
  const known = all.filter((v) => v !== undefined);
  if (known.length > 0 && known.length === racers.filter((r) => r.at(x) !== undefined).length) return known;
  return racers.map((r) => r.at(x)).filter((v) => v !== undefined);
}
