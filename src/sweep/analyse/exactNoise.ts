/** The noise scale in closed form, for data that have one. */
import { averageOver, type LookWindow } from '../../science/noiseLevel.ts';
import { linearNoiseScale } from '../../science/noiseScale.ts';
import type { ExperimentConfig } from '../../experiment/config.ts';
import type { NoiseSample } from '../../experiment/sweep.ts';

/**
 * One for each moment, of the samples of its runs; undefined where the data have no closed form, or at the true weights,
 * where there is no signal. V and |G|² are linear in |w - w*|², so that of their means is that at the root mean square distance.
 */
export function exactNoiseScales(
  { model, dimension, noise }: ExperimentConfig,
  moments: readonly (readonly NoiseSample[])[],
): number[] | undefined {
  if (model !== 'linear') return undefined;
  const exact: number[] = [];
  for (const samples of moments) {
    const distance = Math.sqrt(
      samples.reduce((sum, s) => sum + (s.distance ?? NaN) ** 2, 0) / samples.length,
    );
    if (!(distance > 0 && distance < Infinity)) return undefined;
    exact.push(linearNoiseScale({ dimension, sigma: noise, distance }));
  }
  return exact.every(Number.isFinite) ? exact : undefined;
}

/**
 * The closed form over a window: at the root of the mean |w - w*|² over the seeds, of each over its looks in the window, as
 * V and |G|² are averaged. undefined where there is none.
 */
export function exactNoiseLevel(
  { model, dimension, noise }: ExperimentConfig,
  seeds: readonly { samples: readonly NoiseSample[]; window: LookWindow }[],
): number | undefined {
  if (model !== 'linear' || seeds.length === 0) return undefined;
  const squares = seeds.map(({ samples, window }) => {
    const looks = samples.map(({ update, distance = NaN }) => ({
      ...{ update, variance: 0, signal: distance ** 2 },
      ...{ signalVariance: 0, groups: Infinity },
    }));
    return averageOver(looks, window).signal;
  });
  const distance = Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length);
  const exact = distance > 0 ? linearNoiseScale({ dimension, sigma: noise, distance }) : NaN;
  return Number.isFinite(exact) ? exact : undefined;
}
