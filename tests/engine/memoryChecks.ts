/** What every engine promises of micro-batches and of a limit. */
import { describe, expect, it } from 'vitest';
import type { Engine, EngineRun, RunSetup } from '../../src/engine/engine.ts';
import { EngineFailureError } from '../../src/engine/failure.ts';
import type { ModelSpec } from '../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../src/experiment/optimizer.ts';
import { CASES, CNN, randomData, stirredWeights } from './cases.ts';
import { expectClose, names } from './checks.ts';

const BATCH = 10;
const order = Uint32Array.from({ length: BATCH }, (_, i) => i);
const unnormalised = CASES.filter(
  ({ model: { layers } }) => !layers.some(({ kind }) => kind === 'batchNorm'),
);
/** Enough where an update is slow. */
export const FEW = unnormalised.filter(({ name }) => name === 'cnn' || name === 'mlp tanh');

/** Its velocity after a first update is the gradient. */
const MOMENTUM: OptimizerSpec = { id: 'momentum', momentum: 0.5, weightDecay: 0 };

async function updated(engine: Engine, model: ModelSpec, more: Partial<RunSetup>) {
  const run = engine.createRun({
    ...{ model, optimizer: MOMENTUM, data: randomData(model, BATCH), weights: stirredWeights(model) },
    ...{ batchSize: BATCH, ...more },
  });
  try {
    run.update(order, BATCH, 0);
    const [loss] = await run.losses();
    const { slots } = await run.state();
    return { loss, gradients: slots, peakBytes: run.memory().peakBytes! };
  } finally {
    run.dispose();
  }
}

export function checkMemory(
  engineOf: () => Engine,
  cases = unnormalised,
  /** Bytes that the device has given, used or not. */
  allocatedBytes?: () => number,
): void {
  const model = CNN;
  describe('micro-batches', () => {
    it.each(cases.map((c) => [c.name, c.model] as const))(
      'of unequal sizes give the unsplit gradient: %s',
      async (_, one) => {
        const whole = await updated(engineOf(), one, {});
        for (const microBatch of cases === FEW ? [4, 7] : [1, 4, 7, 10, 99]) {
          const parts = await updated(engineOf(), one, { microBatch });
          expect(parts.loss).toBeCloseTo(whole.loss, 5);
          expectClose(parts.gradients, whole.gradients, 1e-5, names(one));
        }
      },
    );

    it('need less memory', async () => {
      const whole = await updated(engineOf(), model, {});
      const parts = await updated(engineOf(), model, { microBatch: 2 });
      expect(parts.peakBytes).toBeLessThan(whole.peakBytes);
    });
  });

  if (allocatedBytes)
    it('50 runs at alternating batch sizes reach a plateau of allocated bytes', async () => {
      const seen: number[] = [];
      for (let i = 0; i < 50; i++) {
        const run = engineOf().createRun({
          ...{ model, optimizer: MOMENTUM, data: randomData(model, BATCH), weights: stirredWeights(model) },
        });
        run.update(order, [10, 3, 7][i % 3], 0.01);
        await run.losses();
        run.dispose();
        seen.push(allocatedBytes());
      }
      expect(seen[49]).toBe(seen[19]);
    });

  describe('a limit', () => {
    const setup = (limitBytes: number): RunSetup => ({
      ...{ model, optimizer: MOMENTUM, data: randomData(model, BATCH), weights: stirredWeights(model) },
      limitBytes,
    });
    const update = async (run: EngineRun, size: number): Promise<number> => {
      run.update(order.subarray(0, size), size, 0.1);
      return (await run.losses())[0];
    };

    it('lets an update be that holds just as much, and none that holds a byte more', async () => {
      const { peakBytes } = await updated(engineOf(), model, {});
      const enough = engineOf().createRun(setup(peakBytes));
      expect(await update(enough, BATCH)).toBeGreaterThan(0);
      enough.dispose();
      const run = engineOf().createRun(setup(peakBytes - 1));
      const before = await run.state();
      let failure: EngineFailureError | undefined;
      try {
        await update(run, BATCH);
      } catch (error) {
        failure = error as EngineFailureError;
      }
      expect(failure).toBeInstanceOf(EngineFailureError);
      expect(failure!.failure.code).toBe('out-of-memory');
      const { bytes, left, part } = failure!.failure.lacking!;
      expect(bytes).toBeGreaterThan(left);
      expect(part).not.toBe('');
      expect((await run.state()).tensors).toEqual(before.tensors);
      expect(await update(run, 2), 'the run goes on with a smaller batch').toBeGreaterThan(0);
      run.dispose();
    });
  });
}
