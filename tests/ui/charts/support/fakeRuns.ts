/** Series with known losses, for tests of charts. */
import type { MetricColumns } from '../../../../src/experiment/run.ts';
import type { SeriesStore } from '../../../../src/state/series.ts';

export const EXAMPLES = 1000;

/** Points of updates `from` + 1 to `from` + losses.length at this batch size, a millisecond each. */
export function columnsOf(losses: readonly number[], batchSize = 100, from = 0): MetricColumns {
  const update = Uint32Array.from(losses, (_, i) => from + i + 1);
  return {
    update,
    examples: Float64Array.from(update, (u) => u * batchSize),
    epoch: Float32Array.from(update, (u) => (u * batchSize) / EXAMPLES),
    seconds: Float32Array.from(update, (u) => u / 1000),
    loss: Float32Array.from(losses),
    lossMin: Float32Array.from(losses),
    lossMax: Float32Array.from(losses),
  };
}

export function addEvaluation(
  series: SeriesStore,
  id: string,
  update: number,
  values: { loss: number; accuracy: number; split?: 'training' | 'validation' },
  batchSize = 100,
): void {
  const examples = update * batchSize;
  const evaluation = {
    split: 'validation',
    ...values,
    update,
    examples,
    epoch: examples / EXAMPLES,
    seconds: update / 1000,
    count: 200,
  } as const;
  series.append(id, { evaluations: [evaluation] });
}
