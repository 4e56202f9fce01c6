import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { startCpu } from '../../src/engine/tfjs/cpu.ts';
import { OPTIMIZERS } from './cases.ts';
import { checkEngine, checkTensorMemory, manyRuns, shortRun } from './checks.ts';
import { checkMemory } from './memoryChecks.ts';
import { checkRemainder } from './remainderChecks.ts';

describe('TensorFlow.js on cpu', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startCpu();
  });
  afterAll(() => engine.dispose());

  checkEngine(() => engine);
  checkRemainder(() => engine);
  checkTensorMemory(() => engine);
  checkMemory(() => engine);

  it.each(OPTIMIZERS)('gives the same curve, bit by bit, for the same seed: %o', async (optimizer) => {
    expect(await shortRun(engine, optimizer)).toEqual(await shortRun(engine, optimizer));
  });

  it('holds no tensor more after 100 runs across all optimisers', async () => {
    const counts = new Set<number>();
    const start = memory();
    await manyRuns(engine, 100, () => counts.add(memory().numTensors));
    expect([...counts]).toEqual([start.numTensors]);
    expect(memory().numBytes).toBe(start.numBytes);
  });

  it('can be started again after dispose', async () => {
    engine.dispose();
    engine = await startCpu();
    const first = await shortRun(engine, OPTIMIZERS[0]);
    expect(first.losses.every(Number.isFinite)).toBe(true);
  });
});
