/** How noisy one batch is, in words. */
import type { SweepData } from '../../experiment/sweep.ts';
import type { NoiseTrack, NoiseView, Ranged } from '../views.ts';
import { formatNumber } from '../../experiment/format.ts';
import { about, batch, ofArm, rangedText } from './words.ts';

type Findings = Pick<NoiseView, 'tracks' | 'gradients' | 'criticalBatch'>;

export function noiseSentence(data: SweepData, view: Findings): string {
  const found = [...tracks(data, view), gradients(view)].filter((text) => text !== '').join(' ');
  if (found !== '') return found;
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
        ? 'The noise scale is not resolved yet: the samples so far cannot tell the gradient from its noise.'
        : `${ofTrack(resolved[0])}${arm === view.tracks[0].arm ? besideCritical(view) : ''}`;
    return [ofArm(data.spec, arm, text)];
  });
}

/** First and last resolved moment of the smallest batch size's track. */
function ofTrack({ batchSize, points }: NoiseTrack): string {
  const scales = points.flatMap((p) => (p.scale ? [{ update: p.update, scale: p.scale }] : []));
  const first = scales[0];
  const last = scales[scales.length - 1];
  const meaning =
    'a single batch much smaller than that is mostly noise, one much larger mostly repeats itself';
  const end = rangedText(last.scale, size);
  if (first === last)
    return `With ${batch(batchSize)} the noise scale is about ${end} after ${formatNumber(last.update)} updates: ${meaning}.`;
  return `With ${batch(batchSize)} the noise scale ${change(first.scale, last.scale)} while the network learned: ${meaning}.`;
}

/** Growth is claimed only where the two intervals do not meet. */
function change(first: Ranged, last: Ranged): string {
  const end = rangedText(last, size);
  if (last.low !== undefined && first.high !== undefined && last.low > first.high)
    return `grew from ${size(first.value)} to about ${end}`;
  if (last.high !== undefined && first.low !== undefined && last.high < first.low)
    return `fell from ${size(first.value)} to about ${end}`;
  return `stayed at about ${end}, as far as can be told,`;
}

/** It is that of the first task that has a track. */
function besideCritical({ criticalBatch }: Findings): string {
  return criticalBatch
    ? ` The critical batch size from the updates to the target is ${rangedText(criticalBatch, size)}.`
    : '';
}

function gradients({ gradients: moments }: Findings): string {
  const [start, end] = [moments.find((m) => m.moment === 'start'), moments.find((m) => m.moment === 'end')];
  const first = start?.points[0];
  if (!start || !first) return '';
  const later = end?.points.find((p) => p.batchSize === first.batchSize);
  const cosine = (range: Ranged): string => about(Math.round(100 * range.value) / 100, 2);
  const subject =
    first.batchSize === 1
      ? 'the gradient of one example'
      : `the gradient of ${formatNumber(first.batchSize)} examples`;
  const lead = `Before training ${subject} has on average cosine ${cosine(first.cosine)} with the full gradient`;
  const then = later ? `, at the end ${cosine(later.cosine)}` : '';
  const largest = (later ? end : start)?.points.at(-1);
  const grown =
    largest && largest.batchSize !== first.batchSize
      ? `; that of ${formatNumber(largest.batchSize)} has ${cosine(largest.cosine)}${later ? ' then' : ''}`
      : '';
  return `${lead}${then}${grown}.`;
}
