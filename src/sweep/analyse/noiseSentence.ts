/** How noisy one batch is, in words. */
import type { SweepData } from '../../experiment/sweep.ts';
import type { NoiseTrack, NoiseView, Ranged } from '../views.ts';
import { formatNumber } from '../../experiment/format.ts';
import { grouped } from './groups.ts';
import { about, batch, ofArm, plural, rangedText } from './words.ts';

type Findings = Pick<NoiseView, 'tracks' | 'gradients' | 'criticalBatch'>;

export function noiseSentence(data: SweepData, view: Findings): string {
  const found = [...tracks(data, view), gradients(view)].filter((text) => text !== '').join(' ');
  if (found !== '') return found;
  if (data.spec.noise && grouped(data).groups.length === 0) return 'No run has finished yet.';
  return data.spec.noise
    ? 'No noise is measured yet.'
    : 'The noise was not measured in this sweep; switch it on and run again.';
}

const size = (value: number): string => about(value, 2);

function tracks(data: SweepData, view: Findings): string[] {
  return data.spec.arms.flatMap((_, arm) => {
    const mine = view.tracks.filter((t) => t.arm === arm);
    if (mine.length === 0) return [];
    const resolved = mine.filter((t) => t.points.some((p) => p.scale));
    const text =
      resolved.length === 0
        ? 'The noise scale is not resolved yet: the examples drawn cannot tell the gradient from its noise.'
        : `${ofTrack(resolved[0])}${arm === view.tracks[0].arm ? besideCritical(view) : ''}`;
    return [ofArm(data.spec, arm, text)];
  });
}

/** First and last resolved moment of the smallest batch size's track. */
function ofTrack({ batchSize, points }: NoiseTrack): string {
  const known = points.flatMap(({ update, scale }) => (scale ? [{ update, scale }] : []));
  const first = known[0];
  const last = known[known.length - 1];
  const after = last.update < points[points.length - 1].update ? '; later moments are not resolved' : '';
  const end = `${rangedText(last.scale, size)} ${when(last.update)}${after}`;
  const lead = `With ${batch(batchSize)} the noise scale`;
  return first === last
    ? `${lead} is about ${end}: ${MEANING}.`
    : `${lead} ${change(first, last.scale)} ${end}: ${MEANING}.`;
}

const MEANING =
  'a single batch much smaller than that is mostly noise, one much larger mostly repeats itself';

const when = (update: number): string =>
  update === 0 ? 'before training' : `after ${plural(update, 'update')}`;

/** Growth is claimed only where the two intervals do not meet. */
function change({ update, scale: first }: { update: number; scale: Ranged }, last: Ranged): string {
  const start = `${rangedText(first, size)} ${when(update)}`;
  if (last.low !== undefined && first.high !== undefined && last.low > first.high)
    return `grew from ${start} to about`;
  if (last.high !== undefined && first.low !== undefined && last.high < first.low)
    return `fell from ${start} to about`;
  return `was ${start}; that it changed cannot be told: it is about`;
}

/** It is that of the first task that has a track. */
function besideCritical({ criticalBatch }: Findings): string {
  return criticalBatch
    ? ` The critical batch size from the updates to the target is ${rangedText(criticalBatch, size)}.`
    : '';
}

/** At the start, and at the end of the smallest batch size. */
function gradients({ gradients: curves }: Findings): string {
  const start = curves.find((c) => c.moment === 'start');
  const ends = curves.filter((c) => c.moment === 'end');
  const end = ends.find((c) => c.points[0].batchSize === start?.points[0].batchSize);
  if (!start) return '';
  const [first] = start.points;
  const cosine = (range: Ranged): string => about(Math.round(100 * range.value) / 100, 2);
  const subject =
    first.batchSize === 1
      ? 'the gradient of one example'
      : `the gradient of ${formatNumber(first.batchSize)} examples`;
  const lead = `Before training ${subject} has on average cosine ${cosine(first.cosine)} with the full gradient`;
  const runs = end?.trainedWith !== undefined && ends.length > 1 ? ` of ${batch(end.trainedWith)}` : '';
  const then = end ? `, at the end${runs} ${cosine(end.points[0].cosine)}` : '';
  const largest = (end ?? start).points.at(-1);
  const grown =
    largest && largest.batchSize !== first.batchSize
      ? `; that of ${formatNumber(largest.batchSize)} has ${cosine(largest.cosine)}${end ? ' then' : ''}`
      : '';
  return `${lead}${then}${grown}.`;
}
