import { beforeAll, describe, expect, it } from 'vitest';
import { startCpuEngine, type CpuEngine } from '../../../src/engine/cpu/engine.ts';
import { OPTIMIZERS } from '../cases.ts';
import { checkEngine, manyRuns, shortRun } from '../checks.ts';

describe('cpu engine', () => {
  let engine: CpuEngine;
  beforeAll(async () => {
    engine = await startCpuEngine();
  });

  checkEngine(() => engine);

  it.each(OPTIMIZERS)('gives the same curve, bit by bit, for the same seed: %o', async (optimizer) => {
    expect(await shortRun(engine, optimizer)).toEqual(await shortRun(engine, optimizer));
  });

  it('serves many runs, one after the other', async () => {
    let done = 0;
    await manyRuns(engine, 100, () => done++);
    expect(done).toBe(100);
  });
});
