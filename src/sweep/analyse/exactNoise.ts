/** The noise scale in closed form, for data that have one. */
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
