/** The noise scale while training, and single gradients against the full one. */
import { meanInterval } from '../../science/paired.ts';
import { noiseTrack } from '../../science/noiseScale.ts';
import type { GradientSample, NoiseSample, SweepData, Target, TrialRun } from '../../experiment/sweep.ts';
import type { NoiseTrack, NoiseView, Ranged } from '../views.ts';
import { criticalBatch } from './critical.ts';
import { exactNoiseScales } from './exactNoise.ts';
import { grouped, type GroupRuns } from './groups.ts';
import { noiseSentence } from './noiseSentence.ts';
import { armWords, plural } from './words.ts';

export function noiseView(data: SweepData, target?: Target): NoiseView {
  const all = grouped(data);
  const tracks = all.groups.flatMap((group) => trackOf(group));
  const arm = tracks[0]?.arm ?? all.groups.find((g) => g.runs.some((r) => r.gradients.length > 0))?.arm ?? 0;
  const fit = target && criticalBatch(data, arm, target);
  const runs = all.groups.filter((g) => g.arm === arm).flatMap((g) => g.runs);
  const gradients = (['start', 'end'] as const).flatMap((moment) => {
    const points = gradientPoints(runs, moment);
    return points.length > 0 ? [{ moment, points }] : [];
  });
  const view = {
    tracks,
    gradients,
    criticalBatch: fit?.status === 'fitted' ? fit.criticalBatch : undefined,
  };
  return { ...view, sentence: noiseSentence(data, view), notes: [...notesOf(data, view, arm), ...all.notes] };
}

const valid = ({
  small,
  large,
  population,
  smallSquare,
  largeSquare,
  update,
  examples,
}: NoiseSample): boolean =>
  [smallSquare, largeSquare, update, examples].every(Number.isFinite) &&
  small >= 1 &&
  small < large &&
  large <= (population ?? Infinity);

/** Seeds are looked at after the same updates; there their squares are averaged, which leaves V and |G|² unbiased. */
function pooled(runs: readonly TrialRun[]): NoiseSample[] {
  const places = new Map<string, NoiseSample[]>();
  const first = runs.flatMap((r) => r.noise).find(valid);
  for (const sample of runs.flatMap((r) => r.noise)) {
    if (!valid(sample) || sample.small !== first?.small) continue;
    const key = `${sample.update} ${sample.large} ${sample.population ?? ''}`;
    places.set(key, [...(places.get(key) ?? []), sample]);
  }
  const mean = (of: readonly NoiseSample[], value: (s: NoiseSample) => number): number =>
    of.reduce((sum, s) => sum + value(s) / of.length, 0);
  return [...places.values()]
    .map((same) => ({
      ...same[0],
      smallSquare: mean(same, (s) => s.smallSquare),
      largeSquare: mean(same, (s) => s.largeSquare),
      distance: distanceOf(same),
    }))
    .sort((a, b) => a.update - b.update);
}

/** Root mean square, which is the distance of the averaged squares; undefined where one is not known. */
function distanceOf(samples: readonly NoiseSample[]): number | undefined {
  let sum = 0;
  for (const { distance } of samples) {
    if (distance === undefined || !Number.isFinite(distance)) return undefined;
    sum += distance ** 2 / samples.length;
  }
  return Math.sqrt(sum);
}

function trackOf(group: GroupRuns): NoiseTrack[] {
  const samples = pooled(group.runs);
  if (samples.length === 0) return [];
  const scales = noiseTrack(samples);
  return [
    {
      arm: group.arm,
      batchSize: group.batchSize,
      points: samples.map(({ update, examples }, i) => ({ update, examples, scale: rangeOf(scales[i]) })),
      exact: exactNoiseScales(group.runs[0].trial.config, samples),
      from: samples[0].small === 1 ? 'per-example' : samples[0].small,
    },
  ];
}

function rangeOf(scale: ReturnType<typeof noiseTrack>[number]): Ranged | undefined {
  if (scale.status === 'unresolved') return undefined;
  const { value, low, high } = scale;
  return { value, low, high };
}

/** A run's samples at its first or its last moment; none at the end when there is only one moment. */
function samplesAt({ gradients }: TrialRun, moment: 'start' | 'end'): GradientSample[] {
  const updates = gradients.map((g) => g.update);
  const first = Math.min(...updates);
  const last = Math.max(...updates);
  if (moment === 'end' && last === first) return [];
  return gradients.filter((g) => g.update === (moment === 'start' ? first : last));
}

/**
 * Draws of all runs taken together: mean over the draws with its 95% interval. Runs of one seed begin with the same weights
 * and draw the same batches, whatever their batch size: at the start each seed counts once.
 */
function gradientPoints(
  runs: readonly TrialRun[],
  moment: 'start' | 'end',
): NoiseView['gradients'][number]['points'] {
  const draws = new Map<number, { cosines: number[]; lengths: number[] }>();
  const firsts = new Map(
    runs.filter((run) => run.gradients.length > 0).map((run) => [run.trial.config.seed, run]),
  );
  for (const run of moment === 'start' ? firsts.values() : runs)
    for (const { batchSize, cosines, lengths } of samplesAt(run, moment)) {
      const known = draws.get(batchSize) ?? { cosines: [], lengths: [] };
      known.cosines.push(...cosines.filter(Number.isFinite));
      known.lengths.push(...lengths.filter(Number.isFinite));
      draws.set(batchSize, known);
    }
  return [...draws]
    .filter(([, { cosines, lengths }]) => cosines.length > 0 && lengths.length > 0)
    .sort(([a], [b]) => a - b)
    .map(([batchSize, { cosines, lengths }]) => ({
      batchSize,
      cosine: meanInterval(cosines),
      length: meanInterval(lengths),
    }));
}

function notesOf(data: SweepData, view: Pick<NoiseView, 'tracks' | 'gradients'>, arm: number): string[] {
  const micro = view.tracks.find((t) => t.from !== 'per-example')?.from;
  const armed = data.spec.arms.length > 1 && view.gradients.length > 0;
  return [
    ...(view.tracks.length > 0
      ? [
          'The noise scale belongs to a moment of a training with its learning rate; it is no property of the data alone.',
        ]
      : []),
    ...(typeof micro === 'number'
      ? [`Estimated from micro-batches of ${plural(micro, 'example')} with their own statistics.`]
      : []),
    ...(armed ? [`Single gradients are those of ${armWords(data.spec.arms[arm])}.`] : []),
  ];
}
