/** What measured runs say about speed and batch size, in one sentence. */
import type { EngineReport } from './run.ts';
import type { ExperimentConfig } from './config.ts';
import { describeModel } from './describe.ts';
import { formatNumber } from './format.ts';

export interface SpeedOfRun {
  config: ExperimentConfig;
  batchSize: number;
  engine: EngineReport | undefined;
  examplesPerSecond: number | undefined;
  retuned: boolean;
}

/**
 * Compares `run` with the comparable run (same network, data kind and engine) whose batch size is farthest from its
 * own; undefined when there is none.
 */
export function compareSpeed(run: SpeedOfRun, others: readonly SpeedOfRun[]): string | undefined {
  const rate = run.examplesPerSecond;
  if (!rate || run.retuned) return undefined;
  const comparable = others.filter(
    (other) =>
      other.examplesPerSecond &&
      !other.retuned &&
      other.batchSize !== run.batchSize &&
      other.engine?.got === run.engine?.got &&
      other.config.dataset === run.config.dataset &&
      other.config.optimizer === run.config.optimizer &&
      describeModel(other.config) === describeModel(run.config),
  );
  const distance = (o: SpeedOfRun): number => Math.abs(Math.log(o.batchSize / run.batchSize));
  const far = comparable.sort((a, b) => distance(b) - distance(a))[0];
  if (!far?.examplesPerSecond) return undefined;
  const [small, large] =
    far.batchSize < run.batchSize ? [far.examplesPerSecond, rate] : [rate, far.examplesPerSecond];
  const [smallB, largeB] = [Math.min(far.batchSize, run.batchSize), Math.max(far.batchSize, run.batchSize)];
  const ratio = large / small;
  const [more, fewer] = [formatNumber(largeB), formatNumber(smallB)];
  if (ratio >= 1.15) return `Batch size ${more} is ${factor(ratio)} times as fast per example as ${fewer}.`;
  if (ratio <= 1 / 1.15)
    return `Batch size ${more} is slower per example than ${fewer} here, by a factor of ${factor(1 / ratio)}.`;
  return `On this engine batch size ${more} is hardly faster per example than ${fewer}.`;
}

const factor = (ratio: number): string => String(Number(ratio.toPrecision(2)));
