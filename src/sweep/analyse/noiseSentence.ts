/** How noisy one batch is, in words. */
import { LEAST_SEEDS } from '../../science/noiseLevel.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { NoiseTrack, NoiseView, NoiseWindow, Ranged } from '../views.ts';
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
    const known = mine.filter((t) => t.levels);
    const resolved = known.find(({ levels }) => levels?.last.scale ?? levels?.first?.scale);
    const text =
      known.length === 0
        ? TOO_FEW
        : resolved
          ? `${ofTrack(resolved)}${arm === view.tracks[0].arm ? besideCritical(view) : ''}`
          : UNRESOLVED;
    return [ofArm(data.spec, arm, text)];
  });
}

const TOO_FEW = 'There are too few looks to tell the level of the noise scale: at least five are needed.';
const REASON = 'the examples drawn cannot tell the gradient from its noise';
const UNRESOLVED = `The noise scale is not resolved yet: ${REASON}.`;

/** The last stretch of the smallest batch size's training against its first. */
function ofTrack({ batchSize, levels }: NoiseTrack): string {
  if (!levels) return TOO_FEW;
  const { first, last, factor, seeds } = levels;
  const lead = `With ${batch(batchSize)}, over ${stretch(last, 'last')},`;
  const overSeeds = `95% over ${plural(seeds.length, 'seed')}`;
  if (!last.scale) {
    const before = first?.scale
      ? `; over ${stretch(first, 'first')} it was about ${ranged(first.scale, overSeeds)}`
      : '';
    return `${lead} the noise scale is not resolved: ${REASON}${before}.${fewSeeds(seeds.length)}`;
  }
  const now = `${lead} the noise scale was about ${ranged(last.scale, overSeeds)}`;
  return `${now}${change(first, factor)}.${fewSeeds(seeds.length)} ${MEANING}`;
}

const MEANING =
  'A single batch much smaller than the noise scale is mostly noise, one much larger mostly repeats itself.';

/** "the last fifth of training", "the first 5 looks (to update 40)". */
function stretch({ fifth, looks, from, to }: NoiseWindow, end: 'first' | 'last'): string {
  if (fifth) return end === 'last' ? 'the last fifth of training' : 'the first fifth';
  const where =
    end === 'last' ? `from update ${formatNumber(from.update)} on` : `to update ${formatNumber(to.update)}`;
  return `the ${end} ${formatNumber(looks)} looks (${where})`;
}

/** "280 (95% over 10 seeds: 240 to 330)". */
function ranged({ value, low, high }: Ranged, what: string): string {
  const interval = low === undefined || high === undefined ? '' : ` (${what}: ${size(low)} to ${size(high)})`;
  return `${size(value)}${interval}`;
}

/** A change is claimed only where its interval leaves 1 out. */
function change(first: NoiseWindow | undefined, factor: Ranged | undefined): string {
  if (!first) return '';
  const start = stretch(first, 'first');
  if (!first.scale || !factor) return `; over ${start} it is not resolved`;
  const { low, high } = factor;
  const then = ranged(first.scale, '95%');
  if (low === undefined || high === undefined) return `; over ${start} it was ${then}`;
  if (low <= 1 && high >= 1)
    return `; over ${start} it was ${then}: that it changed cannot be told (factor ${ranged(factor, '95%')})`;
  return `, ${size(factor.value)} times (95%: ${size(low)} to ${size(high)}) that of ${start}, ${then}`;
}

function fewSeeds(seeds: number): string {
  if (seeds >= LEAST_SEEDS) return '';
  return seeds === 1
    ? ' That is one seed: how far others would be from it cannot be told.'
    : ' Two seeds are too few to tell how far others would be from that.';
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
