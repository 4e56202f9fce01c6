/** Shapes of a recording's figures: what views.ts says of each, with as much as a picture can hold. */
import { count, fail, listUpTo, object, oneOf, own, truth, type Shape } from '../experiment/shape.ts';
import type { EngineName } from '../experiment/config.ts';
import type { Metric, Target } from '../experiment/sweep.ts';
import type {
  CriticalBatch,
  Fastest,
  GeneralisationPoint,
  GeneralisationView,
  GradientCurve,
  NoiseTrack,
  NoiseView,
  PairVerdict,
  SpeedFit,
  SpeedPoint,
  SpeedView,
  TargetPoint,
  TargetView,
} from '../sweep/views.ts';
import { raceShape } from './raceShape.ts';
import type { Figure } from './recording.ts';
import {
  amount,
  anyRange,
  batchSize,
  eachArm,
  group,
  maybe,
  positive,
  positiveRange,
  said,
  words,
} from './shapes.ts';

const MOST = { groups: 200, line: 300, track: 300, seeds: 100 } as const;

const metric = oneOf<Metric>('loss', 'accuracy');
const engine = oneOf<EngineName>('webgpu', 'webgl', 'cpu');
const some = <T>(item: Shape<T>): Shape<T[]> => listUpTo(MOST.groups, item);

const line = listUpTo(
  MOST.line,
  object<{ batchSize: number; updates: number }>({ batchSize: positive, updates: positive }),
);

const critical: Shape<CriticalBatch> = (value, path) =>
  own(value, 'status') === 'none'
    ? object<Extract<CriticalBatch, { status: 'none' }>>({ status: oneOf('none'), reason: words })(
        value,
        path,
      )
    : object<Extract<CriticalBatch, { status: 'fitted' }>>({
        ...{ status: oneOf('fitted'), minUpdates: amount, criticalBatch: anyRange, line },
      })(value, path);

const pair: Shape<[number, number]> = (value, path) => {
  const [low, high, ...more] = listUpTo(2, amount)(value, path);
  return more.length === 0 && low <= high ? [low, high] : fail(path, 'two numbers, ascending', value);
};

function target(arms: number): Shape<Figure> {
  const view = object<TargetView>({
    target: object<Target>({ metric, value: positive }),
    range: pair,
    points: some(
      object<TargetPoint>({
        ...group(arms),
        ...{ updates: maybe(positiveRange), examples: maybe(positiveRange), seconds: maybe(positiveRange) },
        ...{ reached: count, seeds: count, atLeastUpdates: maybe(positive) },
        missed: listUpTo(MOST.seeds, positive),
      }),
    ),
    fits: eachArm(arms, critical),
    perfect: eachArm(arms, line),
    fastest: eachArm(
      arms,
      object<Fastest>({
        ...{ measured: maybe(batchSize), best: some(batchSize), formula: maybe(positive) },
        unsure: maybe(oneOf<'one seed' | 'no scatter'>('one seed', 'no scatter')),
      }),
    ),
    ...said,
  });
  return object<Extract<Figure, { kind: 'target' }>>({ kind: oneOf('target'), view, budget: words });
}

function speed(arms: number): Shape<Figure> {
  const point = { ...group(arms), engine };
  const view = object<SpeedView>({
    names: object<SpeedView['names'] & object>({
      webgpu: maybe(words),
      webgl: maybe(words),
      cpu: maybe(words),
    }),
    points: some(object<SpeedPoint>({ ...point, updateMs: positiveRange, examplesPerSecond: positive })),
    fits: some(
      object<SpeedFit>({
        ...{
          arm: point.arm,
          engine,
          overheadMs: amount,
          perExampleMs: positive,
          residual: amount,
          saturation: amount,
        },
      }),
    ),
    ...said,
  });
  return object<Extract<Figure, { kind: 'speed' }>>({ kind: oneOf('speed'), view });
}

function generalisation(arms: number): Shape<Figure> {
  const pairOf = { arm: group(arms).arm, better: batchSize, worse: batchSize, difference: anyRange, words };
  const view = object<GeneralisationView>({
    points: some(
      object<GeneralisationPoint>({
        ...{ ...group(arms), validation: anyRange, training: anyRange, gap: anyRange, seeds: count },
      }),
    ),
    pairs: some(object<PairVerdict>({ ...pairOf, decided: truth })),
    ...said,
  });
  return object<Extract<Figure, { kind: 'generalisation' }>>({ kind: oneOf('generalisation'), view });
}

function noise(arms: number): Shape<Figure> {
  const from: Shape<NoiseTrack['from']> = (value, path) =>
    value === 'per-example' ? 'per-example' : batchSize(value, path);
  const trackShape = object<NoiseTrack>({
    ...group(arms),
    points: listUpTo(
      MOST.track,
      object<NoiseTrack['points'][number]>({ update: count, examples: count, scale: maybe(positiveRange) }),
    ),
    exact: maybe(listUpTo(MOST.track, positive)),
    from,
  });
  const gradient = object<GradientCurve>({
    moment: oneOf<GradientCurve['moment']>('start', 'end'),
    trainedWith: maybe(batchSize),
    points: listUpTo(
      MOST.line,
      object<GradientCurve['points'][number]>({ batchSize, cosine: anyRange, length: anyRange }),
    ),
  });
  const view = object<NoiseView>({
    ...{ tracks: some(trackShape), gradients: some(gradient), criticalBatch: maybe(positiveRange) },
    ...said,
  });
  return object<Extract<Figure, { kind: 'noise' }>>({ kind: oneOf('noise'), view });
}

const FIGURES: Readonly<Record<Figure['kind'], (arms: number) => Shape<Figure>>> = {
  ...{ race: raceShape, target, speed, generalisation, noise },
};

/** A figure of a sweep of so many tasks. */
export const figureShape =
  (arms: number): Shape<Figure> =>
  (value, path) => {
    const kind = oneOf<Figure['kind']>(
      'race',
      'target',
      'speed',
      'generalisation',
      'noise',
    )(own(value, 'kind'), `${path}.kind`);
    return FIGURES[kind](arms)(value, path);
  };
