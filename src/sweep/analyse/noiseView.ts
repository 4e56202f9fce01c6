/** The noise scale while training, and single gradients against the full one. */
import { LEAST_SEEDS } from '../../science/noiseLevel.ts';
import { noiseEstimate, noiseScale, type NoiseScale } from '../../science/noiseScale.ts';
import type { NoiseSample, SweepData, Target } from '../../experiment/sweep.ts';
import type { NoiseTrack, NoiseView, Ranged } from '../views.ts';
import { criticalBatch } from './critical.ts';
import { exactNoiseScales } from './exactNoise.ts';
import { gradientCurves } from './gradientCurves.ts';
import { grouped, type GroupRuns } from './groups.ts';
import { liveGroups } from './live.ts';
import { noiseLevels } from './noiseLevels.ts';
import { isSpoilt, spoilingBatch, usableSamples } from './noiseSamples.ts';
import { noiseSentence } from './noiseSentence.ts';
import { once } from './once.ts';
import { armWords, plural } from './words.ts';

export const noiseView = once((data: SweepData, target?: Target): NoiseView => {
  const all = grouped(data);
  const groups = [...all.groups, ...liveGroups(data, all.groups)];
  const arm =
    groups.find((g) => g.runs.some(({ noise, gradients }) => noise.length + gradients.length > 0))?.arm ?? 0;
  const fit = target && criticalBatch(data, arm, target);
  const found = (of: readonly GroupRuns[]) => ({
    tracks: of.flatMap((group) => trackOf(group)),
    gradients: gradientCurves(of.filter((g) => g.arm === arm)),
    criticalBatch: fit?.status === 'fitted' ? fit.criticalBatch : undefined,
  });
  const view = found(groups);
  const sentence = noiseSentence(data, found(all.groups));
  const notes = [...notesOf(data, view, arm), ...raggedNote(groups), ...all.notes];
  return { ...view, sentence, notes };
});

/** One moment of a group's runs: what each of them measured there. */
interface Moment {
  update: number;
  examples: number;
  samples: NoiseSample[];
}

/** Seeds are looked at after the same updates. */
function momentsOf(samples: readonly (readonly NoiseSample[])[]): Moment[] {
  const moments = new Map<number, Moment>();
  for (const sample of samples.flat()) {
    const { update, examples } = sample;
    const moment = moments.get(update) ?? { update, examples, samples: [] };
    moment.samples.push(sample);
    moments.set(update, moment);
  }
  return [...moments.values()].sort((a, b) => a.update - b.update);
}

function trackOf(group: GroupRuns): NoiseTrack[] {
  const usable = usableSamples(group.runs);
  const moments = momentsOf(usable);
  if (moments.length === 0) return [];
  const [{ samples }] = moments;
  return [
    {
      arm: group.arm,
      batchSize: group.batchSize,
      points: moments.map(({ update, examples, samples }) => ({
        update,
        examples,
        scale: rangeOf(noiseScale(samples)),
      })),
      exact: exactNoiseScales(
        group.runs[0].trial.config,
        moments.map((moment) => moment.samples),
      ),
      each: group.runs.map(({ trial }, i) => ({
        seed: trial.config.seed,
        values: ratiosAt(moments, usable[i]),
      })),
      levels: noiseLevels(group),
      from: samples[0].small === 1 ? 'per-example' : samples[0].small,
    },
  ];
}

/** One run's own V/|G|² at each moment. */
function ratiosAt(moments: readonly Moment[], samples: readonly NoiseSample[]): (number | undefined)[] {
  const at = new Map(samples.map((sample) => [sample.update, sample]));
  return moments.map(({ update }) => {
    const sample = at.get(update);
    if (!sample) return undefined;
    const { variance, signal } = noiseEstimate(sample);
    return variance > 0 && signal > 0 ? variance / signal : undefined;
  });
}

function rangeOf(scale: NoiseScale): Ranged | undefined {
  if (scale.status === 'unresolved') return undefined;
  const { value, low, high } = scale;
  return { value, low, high };
}

/** Looks that are left out, in files from when trials still took them; docs/noise-scale.md shows what they do. */
function raggedNote(groups: readonly GroupRuns[]): string[] {
  const ragged = new Set<string>();
  for (const { batchSize, runs } of groups)
    for (const run of runs)
      if (run.noise.some((sample) => isSpoilt(run, sample)))
        ragged.add(`${spoilingBatch(run) ?? ''} of ${batchSize} examples`);
  return ragged.size === 0
    ? []
    : [
        `Looks right after an epoch’s last, smaller batch (${[...ragged].join(', ')}) are left out: its full-size step leaves a gradient that is not typical of the training around it.`,
      ];
}

/** What the intervals of the levels are of. */
function seedNotes(tracks: readonly NoiseTrack[]): string[] {
  const seeds = Math.max(0, ...tracks.map(({ levels }) => levels?.seeds.length ?? 0));
  return seeds < LEAST_SEEDS
    ? []
    : [
        'The intervals over seeds are for what 50 other seeds would give together on the same data; the band along the curve is that of the examples drawn at one look, for these seeds.',
      ];
}

function notesOf(data: SweepData, view: Pick<NoiseView, 'tracks' | 'gradients'>, arm: number): string[] {
  const micro = view.tracks.find((t) => t.from !== 'per-example')?.from;
  const armed = data.spec.arms.length > 1 && view.gradients.length > 0;
  return [
    ...(view.tracks.length > 0
      ? [
          'The noise scale belongs to a moment of a training with its learning rate; it is no property of the data alone. V and |G|² are averaged apart, over the looks of each stretch and over seeds.',
          ...seedNotes(view.tracks),
        ]
      : []),
    ...(typeof micro === 'number'
      ? [`Estimated from micro-batches of ${plural(micro, 'example')} with their own statistics.`]
      : []),
    ...(armed ? [`Single gradients are those of ${armWords(data.spec.arms[arm])}.`] : []),
    ...(view.gradients.length > 0 && data.spec.seeds === 1
      ? ['One seed: what another would give for single gradients cannot be told, so they have no intervals.']
      : []),
  ];
}
