import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { startCpu } from '../../src/engine/tfjs/cpu.ts';
import { startWebgpu } from '../../src/engine/tfjs/webgpu.ts';
import { CASES } from './cases.ts';
import { cancelled, changeOf, checkEngine, checkTensorMemory, expectClose, names } from './checks.ts';
import { checkMemory, FEW } from './memoryChecks.ts';
import { checkRemainder } from './remainderChecks.ts';

const onCpu = new Map<string, number[][]>();

describe('webgpu engine', () => {
  let engine: Engine;
  beforeAll(async () => {
    const cpu = await startCpu();
    for (const test of CASES) onCpu.set(test.name, await changeOf(cpu, test));
    cpu.dispose();
    engine = await startWebgpu();
    expect(engine.info.name).toBe('webgpu');
  });
  afterAll(() => engine.dispose());

  checkEngine(() => engine);
  checkRemainder(() => engine);
  checkTensorMemory(() => engine);
  checkMemory(
    () => engine,
    FEW,
    () => {
      const now = memory() as unknown as { numBytesAllocatedInGPU: number };
      return now.numBytesAllocatedInGPU;
    },
  );

  it.each(CASES)('one SGD update changes every parameter as cpu does: $name', async (test) => {
    const { name, model } = test;
    expectClose(await changeOf(engine, test), onCpu.get(name)!, 1e-4, names(model), cancelled(model));
  });
});
