/** The noise scale while training, and single gradients against the full one. */
import { lastBatchSize } from '../../science/batch.ts';
import { isMeasurement, noiseScale, type NoiseScale } from '../../science/noiseScale.ts';
import type { NoiseSample, SweepData, Target, TrialRun } from '../../experiment/sweep.ts';
import type { NoiseTrack, NoiseView, Ranged } from '../views.ts';
import { criticalBatch } from './critical.ts';
import { exactNoiseScales } from './exactNoise.ts';
import { gradientCurves } from './gradientCurves.ts';
import { grouped, type GroupRuns } from './groups.ts';
import { liveGroups } from './live.ts';
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

/** Seeds are looked at after the same updates. Samples of another kind than the first are left out. */
function momentsOf(runs: readonly TrialRun[]): Moment[] {
  const usable = runs
    .flatMap((r) => r.noise)
    .filter((s) => isMeasurement(s) && Number.isFinite(s.update) && Number.isFinite(s.examples));
  const moments = new Map<number, Moment>();
  for (const sample of usable) {
    if (sample.small !== usable[0].small || sample.population !== usable[0].population) continue;
    const { update, examples } = sample;
    const moment = moments.get(update) ?? { update, examples, samples: [] };
    moment.samples.push(sample);
    moments.set(update, moment);
  }
  return [...moments.values()].sort((a, b) => a.update - b.update);
}

function trackOf(group: GroupRuns): NoiseTrack[] {
  const moments = momentsOf(group.runs);
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
      from: samples[0].small === 1 ? 'per-example' : samples[0].small,
    },
  ];
}

function rangeOf(scale: NoiseScale): Ranged | undefined {
  if (scale.status === 'unresolved') return undefined;
  const { value, low, high } = scale;
  return { value, low, high };
}

/** Where an epoch's last batch is smaller and an epoch has ended; docs/noise-scale.md shows what it does. */
function raggedNote(groups: readonly GroupRuns[]): string[] {
  const ragged = new Set<string>();
  for (const { batchSize, runs } of groups)
    for (const { noise, trainingCount, trial } of runs) {
      if (batchSize > trainingCount || !noise.some(({ examples }) => examples >= trainingCount)) continue;
      const last = lastBatchSize(trainingCount, batchSize, trial.config.remainder);
      if (last < batchSize) ragged.add(`${last} of ${batchSize} examples`);
    }
  return ragged.size === 0
    ? []
    : [
        `An epoch’s last batch is smaller here (${[...ragged].join(', ')}). Its step is noisier, so the noise scale is often lower right after it.`,
      ];
}

function notesOf(data: SweepData, view: Pick<NoiseView, 'tracks' | 'gradients'>, arm: number): string[] {
  const micro = view.tracks.find((t) => t.from !== 'per-example')?.from;
  const armed = data.spec.arms.length > 1 && view.gradients.length > 0;
  return [
    ...(view.tracks.length > 0
      ? [
          'The noise scale belongs to a moment of a training with its learning rate; it is no property of the data alone. Its interval is that of the examples drawn: how other seeds would differ is not in it.',
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
