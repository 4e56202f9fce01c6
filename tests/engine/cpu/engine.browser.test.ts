import { expect, it } from 'vitest';
import { loadEngine } from '../../../src/engine/load.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights } from '../cases.ts';
import { trainingDigests } from './digests.ts';
import expected from './digests.json' with { type: 'json' };

it('trains to the same bits as in Node', async () => {
  expect(await trainingDigests()).toEqual(expected);
});

it('is what cpu means where there is SIMD', async () => {
  const { engine, note } = await loadEngine('cpu');
  expect(engine.info.device).toBe('WebAssembly SIMD');
  expect(note).toBeUndefined();
  const { model, batch } = CASES[2];
  const [data, weights] = [randomData(model, batch), stirredWeights(model)];
  const run = engine.createRun({ model, optimizer: OPTIMIZERS[0], data, weights });
  expect(await run.measure(batch)).toBeGreaterThan(0);
  run.dispose();
});
