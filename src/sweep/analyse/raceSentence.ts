/** Who is ahead on one axis, and how the winner changes on the others. */
import type { SweepData } from '../../experiment/sweep.ts';
import { formatNumber } from '../../experiment/format.ts';
import type { RaceAxis } from '../views.ts';
import { BY_DISTURBED_TIMES } from './disturbance.ts';
import { finishedRuns, type GroupRuns } from './groups.ts';
import { standing, type Place, type Standing } from './standing.ts';
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
  const diverged =
    fell.length > 0 ? ` ${capital(batches(fell.map((g) => g.batchSize)))} diverged with every seed.` : '';
  const here = standing(data, upright, choice);
  if (!here) return `${notMeasured(choice)}${diverged}`;
  if (here.places.length === 1) return `${alone(here.places[0], here.at, choice)}${diverged}`;
  return `${capital(main(here, choice))}${elsewhere(data, upright, choice, here)}.${caution(here)}${diverged}`;
}

function notMeasured({ axis, metric, split }: TrackChoice): string {
  return axis === 'seconds'
    ? 'Nothing can be compared at equal seconds: the update times are not measured yet.'
    : `No ${metricWords(metric, split)} is measured yet.`;
}

function alone(place: Place, at: number, { axis, metric, split }: TrackChoice): string {
  const where = axis === 'seconds' ? secondsText(at) : plural(Number(at.toPrecision(2)), axis.slice(0, -1));
  const words = axis === 'epochs' || axis === 'seconds' ? where : plural(Math.round(at), axis.slice(0, -1));
  const value = `${metricWords(metric, split)} ${valueText(metric, place.value)}`;
  return `${capital(batch(place.batchSize))} stands at ${value} after ${words}; a race needs a second batch size.`;
}

function main({ at, places, ahead, unsure }: Standing, { axis, metric, split }: TrackChoice): string {
  const what = metricWords(metric, split);
  const value = (p: Place): string => valueText(metric, p.value);
  if (ahead.length > 1) {
    const all = ahead.length === places.length && ahead.length > NAMED;
    const names = all ? 'the batch sizes' : batches(ahead.map((p) => p.batchSize));
    return `${equal(axis, at)} ${seedsOf(ahead)} cannot tell apart ${names} (${what} ${values(ahead, metric)})`;
  }
  const [best, next] = places;
  const last = places[places.length - 1];
  const single = places.every((p) => p.seeds.size === 1) ? 'one seed' : 'one seed in common';
  const lead = {
    'one seed': `had the lead with ${single}, which tells nothing of chance`,
    alike: 'had the lead by the same with every seed, from which no interval can be told',
    disturbed: `had the lead ${BY_DISTURBED_TIMES}`,
    clear: 'is ahead',
  }[unsure ?? 'clear'];
  const rest = last === next ? [next] : [next, last];
  const against = listed(rest.map((p) => `${value(p)} for ${batch(p.batchSize)}`));
  return `${equal(axis, at)} ${batch(best.batchSize)} ${lead}: ${what} ${value(best)} against ${against}${effort(best, last, axis)}`;
}

/** Of the one that has fewest. */
const seedsOf = (places: readonly Place[]): string => {
  const count = Math.min(...places.map((p) => p.seeds.size));
  return count === 1 ? 'one seed' : plural(count, 'seed');
};

/** Of more than so many batch sizes not each is named with its value. */
const NAMED = 3;

/** Best first, as the places are. */
function values(places: readonly Place[], metric: TrackChoice['metric']): string {
  const texts = places.map((p) => valueText(metric, p.value));
  return texts.length > NAMED ? `${texts[0]} to ${texts[texts.length - 1]}` : listed(texts);
}

/** At equal epochs or seconds the numbers of updates differ, which is half of the story. */
function effort(best: Place, last: Place, axis: RaceAxis): string {
  if (axis === 'updates') return '';
  const [mine, theirs] = [Math.round(best.updates), Math.round(last.updates)];
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
    const key = `${there.ahead.map((p) => p.batchSize).join(' ')} ${there.unsure}`;
    const known = winners.get(key) ?? { axes: [], there };
    known.axes.push(equal(axis, there.at));
    winners.set(key, known);
  }
  const all = [...winners.values()];
  if (all.length === 1 && sameWinner(here, all[0].there)) return `; ${listed(all[0].axes)} it is the same`;
  return `; ${listed(all.map(({ axes, there }) => `${listed(axes)} ${whoIsAhead(here, there, choice)}`))}`;
}

function sameWinner(here: Standing, there: Standing): boolean {
  return (
    here.ahead.length === there.ahead.length &&
    (here.ahead.length > 1 || here.unsure === there.unsure) &&
    here.ahead.every((p) => there.ahead.some((q) => q.batchSize === p.batchSize))
  );
}

/** With the values where none is ahead: what a chart shows to differ is not to read as equal. */
function whoIsAhead(here: Standing, { ahead, ...there }: Standing, { metric }: TrackChoice): string {
  const sizes = ahead.map((p) => p.batchSize);
  const again = sameWinner(here, { ahead, ...there }) ? ' again' : '';
  if (sizes.length > 1)
    return `${seedsOf(ahead)} cannot${again} tell apart ${batches(sizes)} (${values(ahead, metric)})`;
  const by = there.unsure === 'disturbed' ? ` ${BY_DISTURBED_TIMES}` : '';
  return `${batch(sizes[0])} ${there.unsure ? `had the lead${again}${by}` : `is${again} ahead`}`;
}

/** Where the sentence has not said so already. */
function caution({ places, ahead, unsure }: Standing): string {
  if (unsure === 'one seed' && ahead.length === 1) return '';
  return places.some((p) => p.seeds.size === 1) ? ' One seed tells nothing of chance.' : '';
}
