/** Where the arena lies must not matter: the same bits at addresses beyond 2 GiB, up to the last that the engine may use. */
import { describe, expect, it } from 'vitest';
import { createArena } from '../../../src/engine/cpu/arena.ts';
import { instantiate, loadModule } from '../../../src/engine/cpu/module.ts';
import { createCpuRun } from '../../../src/engine/cpu/run.ts';
import type { RunSetup } from '../../../src/engine/engine.ts';
import { createFailureWatch } from '../../../src/engine/failure.ts';
import { CPU_LIMIT_BYTES } from '../../../src/experiment/cpuLimit.ts';
import type { OptimizerSpec } from '../../../src/experiment/optimizer.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights, type Case } from '../cases.ts';
import { order } from './float64.ts';

/** For layouts that need more than the last one. */
const SPARE = 2 ** 15;

/** Losses, norms, scores, predictions and state after updates in one piece and in micro-batches. */
async function told(setup: RunSetup, batch: number, guardBytes: number) {
  const options = { limitBytes: CPU_LIMIT_BYTES, guardBytes };
  const arena = createArena(instantiate(await loadModule()), setup, options);
  const run = createCpuRun(arena, setup, createFailureWatch());
  const { model, data } = setup;
  const norms = { examples: !model.layers.some(({ kind }) => kind === 'batchNorm') };
  run.update(order(batch), batch, 0.01);
  const measured = [
    run.updateMeasured(order(batch), batch, 0.01, norms),
    run.updateMeasured(order(batch), batch, 0.01, { ...norms, microBatch: Math.ceil(batch / 2) }),
  ];
  const results = {
    measured,
    losses: await run.losses(),
    score: await run.evaluate('validation', data.validation.count),
    predicted: await run.predict(data.validation.inputs, data.validation.count),
    state: await run.state(),
  };
  return { results, plan: arena.plan };
}

/** The same run where the arena begins, and with every block moved up so far that the last ends where memory does. */
async function nearAndFar({ model, batch }: Case, optimizer: OptimizerSpec) {
  const setup = {
    ...{ model, optimizer, batchSize: batch },
    data: randomData(model, batch),
    weights: stirredWeights(model),
  };
  const near = await told(setup, batch, 0);
  const { endBytes, blocks } = near.plan;
  const guard = 64 * Math.floor((CPU_LIMIT_BYTES - endBytes - SPARE) / (blocks.length + 1) / 64);
  return { near, far: await told(setup, batch, guard) };
}

const cases = CASES.map((one, i) => ({ ...one, optimizer: OPTIMIZERS[i % OPTIMIZERS.length] }));

describe('up to the last address', () => {
  it.each(cases)('$name, $optimizer.id', async ({ optimizer, ...one }) => {
    const { near, far } = await nearAndFar(one, optimizer);
    expect(far.plan.parts.workspace.offset).toBeGreaterThan(2 ** 31);
    expect(far.plan.endBytes).toBeGreaterThan(CPU_LIMIT_BYTES - 2 * SPARE);
    expect(far.results).toEqual(near.results);
  });
});
