/** That the digits which are drawn today are those that docs/digits.md measured. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, Split } from '../../src/datasets/dataset.ts';
import { digits } from '../../src/datasets/digits/digits.ts';
import { startCpuEngine, type CpuEngine } from '../../src/engine/cpu/engine.ts';
import { modelOf } from '../../src/experiment/derive.ts';
import { initialConfig } from '../../src/experiment/draft.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { epochOrder } from '../../src/science/batch.ts';
import { settingsOf } from './settings.ts';

const CHANGED =
  'The default digits are drawn differently: run `node scripts/digits-table.mjs`, update docs/digits.md, then this digest';

/** Pixels as bytes, so that the last bits of a machine's `Math` functions do not matter. */
function digest({ training, validation }: Dataset): string {
  const hash = createHash('sha256');
  const add = ({ inputs, labels }: Split): void => {
    const bytes = new Uint8Array(inputs.length);
    for (let i = 0; i < inputs.length; i++) bytes[i] = Math.round(255 * inputs[i]);
    hash.update(bytes);
    hash.update(labels);
  };
  add(training);
  add(validation);
  return hash.digest('hex');
}

describe('the default digits', () => {
  const dataset = digits(settingsOf('digits'));
  let engine: CpuEngine;
  beforeAll(async () => {
    engine = await startCpuEngine();
  });

  /** Validation accuracy after five epochs of plain SGD at 0.1, seed 1. */
  async function accuracyOf(model: 'softmax' | 'mlp', batchSize: number): Promise<number> {
    const spec = modelOf({ ...initialConfig(), model, hidden: [128], activation: 'relu' });
    const optimizer = { id: 'sgd', weightDecay: 0 } as const;
    const run = engine.createRun({ model: spec, optimizer, data: dataset, weights: initialWeights(spec, 1) });
    for (let epoch = 0; epoch < 5; epoch++)
      run.update(epochOrder(1, epoch, dataset.training.count), batchSize, 0.1);
    const { accuracy = NaN } = await run.evaluate('validation', dataset.validation.count);
    run.dispose();
    return accuracy;
  }

  it('are those of the table in docs/digits.md', () => {
    expect(digest(dataset), CHANGED).toBe('3e63cd60586f7c63dc8008bb7601816f2be18a1545a70aae93e141c3d70ec931');
  });

  it('give the mlp 94 to 98% at batch size 100', async () => {
    const accuracy = await accuracyOf('mlp', 100);
    expect(accuracy).toBeGreaterThanOrEqual(0.94);
    expect(accuracy).toBeLessThanOrEqual(0.98);
  });

  it('give softmax regression less than 92%', async () => {
    const accuracy = await accuracyOf('softmax', 100);
    expect(accuracy).toBeGreaterThan(0.8);
    expect(accuracy).toBeLessThan(0.92);
  });

  it('let batch size 8 end at least 3 points above 1,024', async () => {
    expect((await accuracyOf('mlp', 8)) - (await accuracyOf('mlp', 1024))).toBeGreaterThanOrEqual(0.03);
  });
});
