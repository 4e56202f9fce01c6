/** Who is ahead on one axis, and how the winner changes on the others. */
import type { SweepData } from '../../experiment/sweep.ts';
import { formatNumber, formatPercent } from '../../experiment/format.ts';
import { DATASETS } from '../../experiment/catalog.ts';
import { LEAST_SEEDS } from '../../science/verdict.ts';
import type { RaceAxis } from '../views.ts';
import { BY_DISTURBED_TIMES } from './disturbance.ts';
import { finishedRuns, type GroupRuns } from './groups.ts';
import { diverged } from './guard.ts';
import type { Pair, Place } from './judge.ts';
import { standing, type Standing } from './judgeScores.ts';
import { differenceText, intervalOf, neededWords } from './scoreWords.ts';
import { seedsDone, waitingWords } from './seeds.ts';
import { secondsPerUpdate } from './times.ts';
import type { TrackChoice } from './track.ts';
import {
  about,
  batch,
  batches,
  capital,
  listed,
  metricWords,
  ofArm,
  plural,
  secondsText,
  sizesOf,
  valueText,
  whole,
} from './words.ts';

/** Where there is one number of training examples, equal examples are equal epochs. */
const OTHERS: Readonly<Record<RaceAxis, readonly RaceAxis[]>> = {
  epochs: ['updates', 'seconds'],
  updates: ['epochs', 'seconds'],
  examples: ['updates', 'seconds'],
  seconds: ['epochs', 'updates'],
};

export function raceSentence(data: SweepData, groups: readonly GroupRuns[], choice: TrackChoice): string {
  if (groups.length === 0) return 'No run has finished yet.';
  return data.spec.arms
    .flatMap((_, arm) => {
      const mine = groups.filter((g) => g.arm === arm);
      return mine.length === 0 ? [] : [ofArm(data.spec, arm, ofGroups(data, mine, choice))];
    })
    .join(' ');
}

const atText = (axis: RaceAxis, at: number): string => {
  if (axis === 'seconds') return secondsText(at);
  return axis === 'epochs' ? about(at, 2) : whole(at);
};

const equal = (axis: RaceAxis, at: number): string => `at equal ${axis} (${atText(axis, at)})`;

function ofGroups(data: SweepData, groups: readonly GroupRuns[], choice: TrackChoice): string {
  const upright = groups.filter((g) => finishedRuns(g).length > 0);
  const fell = groups.filter((g) => finishedRuns(g).length === 0);
  if (upright.length === 0)
    return `Every run of ${batches(fell.map((g) => g.batchSize))} diverged: the learning rate is too high.`;
  const here = standing(data, upright, choice);
  const diverged = [
    ...(fell.length > 0 ? [`${capital(batches(sizesOf(fell)))} diverged with every seed.`] : []),
    ...partlyFell(upright),
  ].map((text) => ` ${text}`);
  if (!here) return `${notMeasured(data, upright, choice)}${diverged.join('')}`;
  const said = here.places.length === 1 ? alone(here, choice) : compared(data, upright, choice, here);
  return `${said}${diverged.join('')}`;
}

/** What is left of such a size is the lucky part of it. */
const partlyFell = (groups: readonly GroupRuns[]): string[] =>
  groups.flatMap(({ batchSize, runs }) => {
    const fell = runs.filter(diverged).length;
    return fell === 0
      ? []
      : [
          `${capital(batch(batchSize))} diverged with ${formatNumber(fell)} of ${plural(runs.length, 'seed')}, so it is not ranked.`,
        ];
  });

function compared(
  data: SweepData,
  groups: readonly GroupRuns[],
  choice: TrackChoice,
  here: Standing,
): string {
  const where = capital(equal(choice.axis, here.at));
  const { arm } = groups[0];
  if (here.unsure === 'waiting')
    return `${where} there is no verdict yet: ${waitingWords(seedsDone(data, arm))} (so far ${metricWords(choice.metric, choice.split)} ${values(here.places, choice.metric)} for ${namesOf(here.places)}).`;
  if (here.unsure === 'guessing') return `${where} ${guessing(data, arm, here)}`;
  return `${capital(main(here, choice))}${elsewhere(data, groups, choice, here)}.${neededWords(data, here)}${caution(here)}`;
}

function guessing({ spec }: SweepData, arm: number, { places }: Standing): string {
  const chance = 1 / DATASETS[spec.arms[arm].dataset].classes;
  return `nothing is learned at any batch size: validation accuracy ${values(places, 'accuracy')} for ${namesOf(places)}, and guessing has ${formatPercent(chance, 0)}.`;
}

function notMeasured(
  data: SweepData,
  groups: readonly GroupRuns[],
  { axis, metric, split }: TrackChoice,
): string {
  if (groups.every(({ runs }) => runs.some(diverged)))
    return 'No batch size came to its end with every seed, so there is nothing to compare.';
  return axis === 'seconds' && groups.some((g) => secondsPerUpdate(data, g.arm, g.batchSize) === undefined)
    ? 'Nothing can be compared at equal seconds: the update times are not measured yet.'
    : `No ${metricWords(metric, split)} is measured yet.`;
}

function alone({ places: [place], at }: Standing, { axis, metric, split }: TrackChoice): string {
  const where = axis === 'seconds' ? secondsText(at) : plural(Number(at.toPrecision(2)), axis.slice(0, -1));
  const words = axis === 'epochs' || axis === 'seconds' ? where : plural(Math.round(at), axis.slice(0, -1));
  const value = `${metricWords(metric, split)} ${valueText(metric, place.value)}`;
  return `${capital(batch(place.batchSize))} stands at ${value} after ${words}; a race needs a second batch size.`;
}

const pairOf = ({ pairs }: Standing, better: Place, worse: Place): Pair | undefined =>
  pairs.find((p) => p.better === better && p.worse === worse);

function main(here: Standing, { axis, metric, split }: TrackChoice): string {
  const { at, places, ahead, unsure } = here;
  const what = metricWords(metric, split);
  const value = (p: Place): string => valueText(metric, p.value);
  const [best, next] = places;
  const last = places[places.length - 1];
  const tied = !(unsure === 'one seed' || unsure === 'two seeds')
    ? ahead.length > 1
    : best.value === next.value;
  if (tied && unsure !== 'disturbed') {
    const open = ahead.length > 1 ? ahead : places;
    const behind = places.filter((p) => !open.includes(p));
    const pair = pairOf(here, open[0], open[1]);
    const by =
      pair && intervalOf(metric, pair.difference) !== ''
        ? `; ${between(open)} ${differenceText(metric, pair)}`
        : '';
    const rest =
      behind.length > 0
        ? `; ${namesOf(behind)} ${behind.length === 1 ? 'is' : 'are'} behind ${batch(best.batchSize)} (${values(behind, metric)})`
        : '';
    return `${equal(axis, at)} ${plural(here.seeds, 'seed')} cannot tell apart ${namesOf(open)} (${what} ${values(open, metric)}${by})${rest}`;
  }
  const lead = {
    'one seed': 'had the lead with one seed, which tells nothing of chance',
    'two seeds': 'had the lead with two seeds, which are too few to tell what is chance',
    'no spread': 'had the lead by the same with every seed, from which no interval can be told',
    disturbed: `had the lead ${BY_DISTURBED_TIMES}`,
    clear: 'is ahead',
  }[unsure === 'waiting' || unsure === 'guessing' ? 'clear' : (unsure ?? 'clear')];
  const rest = last === next ? [next] : [next, last];
  const by = (p: Place): string => {
    const pair = pairOf(here, best, p);
    return unsure === undefined && pair ? ` (${differenceText(metric, pair)})` : '';
  };
  const against = listed(rest.map((p) => `${value(p)} for ${batch(p.batchSize)}${by(p)}`));
  return `${equal(axis, at)} ${batch(best.batchSize)} ${lead}: ${what} ${value(best)} against ${against}${effort(here, best, last, axis)}`;
}

const between = (open: readonly Place[]): string =>
  open.length === 2 ? 'they differ by' : 'the first two differ by';

const namesOf = (places: readonly Place[]): string =>
  places.length > NAMED
    ? `the ${formatNumber(places.length)} batch sizes`
    : batches(places.map((p) => p.batchSize));

/** Of more than so many batch sizes not each is named with its value. */
const NAMED = 3;

/** Best first, as the places are. */
function values(places: readonly Place[], metric: TrackChoice['metric']): string {
  const texts = places.map((p) => valueText(metric, p.value));
  return texts.length > NAMED ? `${texts[0]} to ${texts[texts.length - 1]}` : listed(texts);
}

/** At equal epochs or seconds the numbers of updates differ, which is half of the story. */
function effort({ updates }: Standing, best: Place, last: Place, axis: RaceAxis): string {
  if (axis === 'updates') return '';
  const [mine, theirs] = [best, last].map((p) => Math.round(updates.get(p.batchSize) ?? 0));
  if (mine === theirs) return '';
  return `, with ${plural(mine, 'update')} by then against ${formatNumber(theirs)}`;
}

function elsewhere(
  data: SweepData,
  groups: readonly GroupRuns[],
  choice: TrackChoice,
  here: Standing,
): string {
  const others = OTHERS[choice.axis].flatMap((axis) => {
    const there = standing(data, groups, { ...choice, axis });
    return there && there.places.length === here.places.length ? [{ axis, there }] : [];
  });
  if (others.length === 0) return '';
  const winners = new Map<string, { axes: string[]; there: Standing }>();
  for (const { axis, there } of others) {
    const key = `${there.ahead.map((p) => p.batchSize).join(' ')} ${there.unsure} ${isTied(there)}`;
    const known = winners.get(key) ?? { axes: [], there };
    known.axes.push(equal(axis, there.at));
    winners.set(key, known);
  }
  const all = [...winners.values()];
  if (all.length === 1 && sameWinner(here, all[0].there) && !isTied(here))
    return `; ${listed(all[0].axes)} it is the same`;
  return `; ${listed(all.map(({ axes, there }) => `${listed(axes)} ${whoIsAhead(here, there, choice)}`))}`;
}

const isTied = ({ unsure, ahead, places }: Standing): boolean =>
  unsure === 'one seed' || unsure === 'two seeds'
    ? places[0].value === places[1].value
    : unsure !== 'disturbed' && ahead.length > 1;

function sameWinner(here: Standing, there: Standing): boolean {
  return (
    here.unsure === there.unsure &&
    isTied(here) === isTied(there) &&
    here.places[0].batchSize === there.places[0].batchSize &&
    here.ahead.length === there.ahead.length &&
    here.ahead.every((p) => there.ahead.some((q) => q.batchSize === p.batchSize))
  );
}

/** With the values where none is ahead: what a chart shows to differ is not to read as equal. */
function whoIsAhead(here: Standing, there: Standing, { metric }: TrackChoice): string {
  const { places, ahead, unsure } = there;
  if (unsure === 'guessing') return `nothing is learned (${values(places, metric)})`;
  const again = sameWinner(here, there) ? ' again' : '';
  if (isTied(there)) {
    const open = ahead.length > 1 ? ahead : places;
    return `${plural(there.seeds, 'seed')} cannot${again} tell apart ${namesOf(open)} (${values(open, metric)})`;
  }
  const by = unsure === 'disturbed' ? ` ${BY_DISTURBED_TIMES}` : '';
  return `${batch(places[0].batchSize)} ${unsure ? `had the lead${again}${by}` : `is${again} ahead`}`;
}

/** Where the sentence has not said so already. */
function caution({ unsure, seeds }: Standing): string {
  return unsure === 'disturbed' && seeds < LEAST_SEEDS
    ? ' Fewer than three seeds tell nothing of chance.'
    : '';
}
