/** Numbers of the text that were recorded, read from the recordings. A test works each out anew from the runs themselves. */
import { formatDuration, formatFixed, formatNumber, formatPercent } from '../../experiment/format.ts';
import type { Figure, Recording } from '../../recordings/recording.ts';
import type { RaceAxis, RaceCurve, Ranged } from '../../sweep/views.ts';
import type { RecordingId } from './recordings.ts';

export interface Fact {
  recording: RecordingId;
  text(recording: Recording): string;
}

type Kind = Figure['kind'];

/** @throws Error where the recording is of another kind. */
export function figureOf<K extends Kind>({ figure }: Recording, kind: K): Extract<Figure, { kind: K }> {
  if (!isKind(figure, kind)) throw new Error(`a recorded ${figure.kind} is no ${kind}`);
  return figure;
}
const isKind = <K extends Kind>(figure: Figure, kind: K): figure is Extract<Figure, { kind: K }> =>
  figure.kind === kind;

/** @throws Error where there is none. */
export function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the recording holds no ${what}`);
  return value;
}

export function curveOf(recording: Recording, axis: RaceAxis, batchSize: number): RaceCurve {
  const { curves } = figureOf(recording, 'race').axes[axis].view;
  return known(
    curves.find((curve) => curve.batchSize === batchSize),
    `batch size ${batchSize}`,
  );
}

const last = (values: readonly number[]): number => values[values.length - 1];

export const finalAccuracy = (recording: Recording, batchSize: number): number =>
  last(curveOf(recording, 'epochs', batchSize).median);
export const updatesMade = (recording: Recording, batchSize: number): number =>
  last(curveOf(recording, 'updates', batchSize).x);

/** The last look at or before an update: what was known then. */
export function lookBefore(recording: Recording, batchSize: number, update: number) {
  const { x, median } = curveOf(recording, 'updates', batchSize);
  const at = Math.max(
    0,
    x.findLastIndex((one) => one <= update),
  );
  return { update: x[at], accuracy: median[at] };
}

const targetPoint = (recording: Recording, batchSize: number) =>
  known(
    figureOf(recording, 'target').view.points.find((point) => point.batchSize === batchSize),
    `batch size ${batchSize}`,
  );
export const updatesTo = (recording: Recording, batchSize: number): number =>
  known(targetPoint(recording, batchSize).updates, 'updates').value;

export function criticalBatch(recording: Recording): Ranged {
  const [fit] = figureOf(recording, 'target').view.fits;
  if (fit.status !== 'fitted') throw new Error('the recording holds no critical batch size');
  return fit.criticalBatch;
}

/** Seconds to the target. */
const secondsTo = (recording: Recording, batchSize: number): number =>
  known(targetPoint(recording, batchSize).seconds, 'seconds').value;

/** The batch size that took the least time to the target. */
export const fastestTo = (recording: Recording): number =>
  recording.batchSizes.reduce((best, size) =>
    secondsTo(recording, size) < secondsTo(recording, best) ? size : best,
  );

/** Where most of the gain in speed is made, in the recording of it. */
const ENOUGH = 32;

/** Examples in a second. */
function rateOf(recording: Recording, batchSize: number): number {
  const { points } = figureOf(recording, 'speed').view;
  return known(
    points.find((point) => point.batchSize === batchSize),
    `batch size ${batchSize}`,
  ).examplesPerSecond;
}

/** The difference that the sentence begins with. */
function widest(recording: Recording): Ranged {
  const { pairs } = figureOf(recording, 'generalisation').view;
  return known(
    pairs.find(({ decided }) => decided),
    'difference that is decided',
  ).difference;
}

export const ends = ({ batchSizes }: Pick<Recording, 'batchSizes'>) => ({
  least: Math.min(...batchSizes),
  middle: [...batchSizes].sort((a, b) => a - b)[Math.floor(batchSizes.length / 2)],
  most: Math.max(...batchSizes),
});

const points = (value: number): string => formatFixed(value, 1);

export const twoDigits = (value: number): string => formatNumber(Number(value.toPrecision(2)));

const race = (text: Fact['text']): Fact => ({ recording: 'race', text });
const tuned = (text: Fact['text']): Fact => ({ recording: 'race-tuned', text });
const target = (text: Fact['text']): Fact => ({ recording: 'target', text });
const speed = (text: Fact['text']): Fact => ({ recording: 'speed', text });
const generalise = (text: Fact['text']): Fact => ({ recording: 'generalise', text });
const noise = (text: Fact['text']): Fact => ({ recording: 'noise', text });

const noiseEnds = (recording: Recording): Ranged[] =>
  figureOf(recording, 'noise').view.tracks.flatMap(({ points }) =>
    [points[0], points[points.length - 1]].map(({ scale }) => known(scale, 'noise scale')),
  );

export const FACTS = {
  raceLeast: race((r) => formatNumber(ends(r).least)),
  raceMiddle: race((r) => formatNumber(ends(r).middle)),
  raceMost: race((r) => formatNumber(ends(r).most)),
  raceUpdatesLeast: race((r) => formatNumber(updatesMade(r, ends(r).least))),
  raceUpdatesMost: race((r) => formatNumber(updatesMade(r, ends(r).most))),
  raceTimesUpdates: race((r) => formatNumber(updatesMade(r, ends(r).least) / updatesMade(r, ends(r).most))),
  raceFinalLeast: race((r) => formatPercent(finalAccuracy(r, ends(r).least))),
  raceFinalMiddle: race((r) => formatPercent(finalAccuracy(r, ends(r).middle))),
  raceFinalMost: race((r) => formatPercent(finalAccuracy(r, ends(r).most))),
  raceLookLeast: race((r) => formatNumber(lookBefore(r, ends(r).least, updatesMade(r, ends(r).most)).update)),
  raceEqualLeast: race((r) =>
    formatPercent(lookBefore(r, ends(r).least, updatesMade(r, ends(r).most)).accuracy),
  ),
  tunedFinalLeast: tuned((r) => formatPercent(finalAccuracy(r, ends(r).least))),
  tunedFinalMiddle: tuned((r) => formatPercent(finalAccuracy(r, ends(r).middle))),
  tunedFinalMost: tuned((r) => formatPercent(finalAccuracy(r, ends(r).most))),
  targetLevel: target((r) => formatPercent(figureOf(r, 'target').view.target.value, 0)),
  targetLeast: target((r) => formatNumber(ends(r).least)),
  targetMost: target((r) => formatNumber(ends(r).most)),
  targetUpdatesLeast: target((r) => formatNumber(Math.round(updatesTo(r, ends(r).least)))),
  targetUpdatesMost: target((r) => formatNumber(Math.round(updatesTo(r, ends(r).most)))),
  targetTimesBatch: target((r) => formatNumber(ends(r).most / ends(r).least)),
  targetTimesUpdates: target((r) => twoDigits(updatesTo(r, ends(r).least) / updatesTo(r, ends(r).most))),
  targetFastest: target((r) => formatNumber(fastestTo(r))),
  targetMsFastest: target((r) => formatDuration(1000 * secondsTo(r, fastestTo(r)))),
  targetMsMost: target((r) => formatDuration(1000 * secondsTo(r, ends(r).most))),
  critical: target((r) => twoDigits(criticalBatch(r).value)),
  criticalLow: target((r) => twoDigits(known(criticalBatch(r).low, 'interval'))),
  criticalHigh: target((r) => twoDigits(known(criticalBatch(r).high, 'interval'))),
  speedLeast: speed((r) => formatNumber(ends(r).least)),
  speedMost: speed((r) => formatNumber(ends(r).most)),
  speedMiddle: speed(() => formatNumber(ENOUGH)),
  speedRateLeast: speed((r) => twoDigits(rateOf(r, ends(r).least))),
  speedRateMiddle: speed((r) => twoDigits(rateOf(r, ENOUGH))),
  speedRateMost: speed((r) => twoDigits(rateOf(r, ends(r).most))),
  generaliseSentence: generalise((r) => r.sentence),
  generaliseDifference: generalise((r) => points(widest(r).value)),
  generaliseLow: generalise((r) => points(known(widest(r).low, 'interval'))),
  generaliseHigh: generalise((r) => points(known(widest(r).high, 'interval'))),
  noiseStart: noise((r) => twoDigits(noiseEnds(r)[0].value)),
  noiseEnd: noise((r) => twoDigits(noiseEnds(r)[1].value)),
} as const satisfies Record<string, Fact>;

export type FactId = keyof typeof FACTS;
