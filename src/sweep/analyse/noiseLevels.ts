/** The noise scale over the first and the last fifth of a training, of a group's runs that came to their end. */
import {
  averageOver,
  noiseGrowth,
  noiseLevel,
  windowsOf,
  type LookWindow,
  type NoiseLevel,
} from '../../science/noiseLevel.ts';
import { noiseErrors } from '../../science/noiseScale.ts';
import type { NoiseSample } from '../../experiment/sweep.ts';
import type { NoiseLevels, NoiseWindow, Ranged } from '../views.ts';
import { exactNoiseLevel } from './exactNoise.ts';
import { finishedRuns, type GroupRuns } from './groups.ts';
import { usableSamples } from './noiseSamples.ts';

interface Seen {
  seed: number;
  samples: NoiseSample[];
  first: LookWindow;
  last: LookWindow;
}

export function noiseLevels(group: GroupRuns): NoiseLevels | undefined {
  const runs = finishedRuns(group).filter((run) => !run.live);
  const samples = usableSamples(runs);
  const seen = runs.flatMap(({ trial }, i): Seen[] => {
    const windows = windowsOf(samples[i].map(({ update }) => update));
    return windows ? [{ seed: trial.config.seed, samples: samples[i], ...windows }] : [];
  });
  if (seen.length === 0) return undefined;
  const { config } = runs[0].trial;
  const at = (end: 'first' | 'last') => {
    const averages = seen.map((one) => averageOver(one.samples.map(lookOf), one[end]));
    const exact = exactNoiseLevel(
      config,
      seen.map((one) => ({ samples: one.samples, window: one[end] })),
    );
    const each = averages.map(({ variance, signal }) =>
      variance > 0 && signal > 0 ? variance / signal : undefined,
    );
    const window: NoiseWindow = { ...placeOf(seen, end), scale: rangeOf(noiseLevel(averages)), each, exact };
    return { window, averages };
  };
  const last = at('last');
  const apart = seen.every((one) => one.first.to < one.last.from);
  const first = apart ? at('first') : undefined;
  return {
    seeds: seen.map(({ seed }) => seed),
    first: first?.window,
    last: last.window,
    factor: first && rangeOf(noiseGrowth(first.averages, last.averages)),
  };
}

const lookOf = (sample: NoiseSample) => ({ update: sample.update, ...noiseErrors(sample) });

/** Runs that ended early have windows of their own: from the first to the last of all. */
function placeOf(
  seen: readonly Seen[],
  end: 'first' | 'last',
): Pick<NoiseWindow, 'from' | 'to' | 'looks' | 'fifth'> {
  const ends = seen.map(({ samples, [end]: { from, to } }) => ({
    from: samples.find((s) => s.update === from) ?? samples[0],
    to: samples.find((s) => s.update === to) ?? samples[0],
  }));
  const of = ({ update, examples }: NoiseSample) => ({ update, examples });
  return {
    from: of(ends.map(({ from }) => from).reduce((a, b) => (b.update < a.update ? b : a))),
    to: of(ends.map(({ to }) => to).reduce((a, b) => (b.update > a.update ? b : a))),
    looks: Math.min(...seen.map((one) => one[end].looks)),
    fifth: seen.every((one) => one[end].fifth),
  };
}

function rangeOf(level: NoiseLevel): Ranged | undefined {
  if (level.status === 'unresolved') return undefined;
  const { value, low, high } = level;
  return { value, low, high };
}
