/** The noise scale in closed form, for data that have one. */
import { linearNoiseScale } from '../../science/noiseScale.ts';
import type { ExperimentConfig } from '../../experiment/config.ts';
import type { NoiseSample } from '../../experiment/sweep.ts';

/** One for each sample; undefined where the data have no closed form, or at the true weights, where there is no signal. */
export function exactNoiseScales(
  { model, dimension, noise }: ExperimentConfig,
  samples: readonly NoiseSample[],
): number[] | undefined {
  if (model !== 'linear') return undefined;
  const exact: number[] = [];
  for (const { distance } of samples) {
    if (distance === undefined || !(distance > 0)) return undefined;
    exact.push(linearNoiseScale({ dimension, sigma: noise, distance }));
  }
  return exact.every(Number.isFinite) ? exact : undefined;
}
