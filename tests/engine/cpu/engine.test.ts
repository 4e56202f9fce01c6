import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { startCpuEngine, type CpuEngine } from '../../../src/engine/cpu/engine.ts';
import { OPTIMIZERS } from '../cases.ts';
import { checkEngine, manyRuns, shortRun } from '../checks.ts';
import { checkMemory } from '../memoryChecks.ts';
import { checkRemainder } from '../remainderChecks.ts';

describe('cpu engine', () => {
  let engine: CpuEngine;
  beforeAll(async () => {
    engine = await startCpuEngine();
  });

  checkEngine(() => engine);
  checkRemainder(() => engine);
  checkMemory(() => engine);

  it.each(OPTIMIZERS)('gives the same curve, bit by bit, for the same seed: %o', async (optimizer) => {
    expect(await shortRun(engine, optimizer)).toEqual(await shortRun(engine, optimizer));
  });

  it('holds the memory of no run after 100 across all optimisers', async () => {
    const memories: WeakRef<WebAssembly.Memory>[] = [];
    const { Instance } = WebAssembly;
    class Watched extends Instance {
      constructor(...given: ConstructorParameters<typeof Instance>) {
        super(...given);
        const { memory } = this.exports;
        if (memory instanceof WebAssembly.Memory) memories.push(new WeakRef(memory));
      }
    }
    WebAssembly.Instance = Watched;
    try {
      await manyRuns(engine, 100, () => undefined);
    } finally {
      WebAssembly.Instance = Instance;
    }
    expect(memories.length).toBeGreaterThanOrEqual(100);
    const held = async (): Promise<number> => {
      await setImmediate();
      collectGarbage();
      return memories.filter((memory) => memory.deref() !== undefined).length;
    };
    await expect.poll(held, { timeout: 10_000 }).toBe(0);
  });
});

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
