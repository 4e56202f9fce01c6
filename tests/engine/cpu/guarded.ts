/** A run whose unused bytes are marked, so that writing where nothing belongs is seen. */
import { createArena, type Arena } from '../../../src/engine/cpu/arena.ts';
import { instantiate, loadModule } from '../../../src/engine/cpu/module.ts';
import type { CpuRun } from '../../../src/engine/cpu/norms.ts';
import { ARENA_START } from '../../../src/engine/cpu/plan.ts';
import { createCpuRun } from '../../../src/engine/cpu/run.ts';
import type { RunSetup } from '../../../src/engine/engine.ts';
import { createFailureWatch } from '../../../src/engine/failure.ts';

const MARK = 0xa5;
const options = { limitBytes: 2 ** 30, guardBytes: 64 };

export interface GuardedRun {
  run: CpuRun;
  arena: Arena;
  /** Offsets of the marked bytes that changed. */
  broken(): number[];
}

/** A run laid out for batches of `batchSize`, with every byte marked that is in no block. */
export async function guardedRun(setup: RunSetup, batchSize: number, extras = false): Promise<GuardedRun> {
  const arena = createArena(instantiate(await loadModule()), setup, options);
  const run = createCpuRun(arena, setup, createFailureWatch());
  arena.fit(batchSize, extras);
  const bytes = (): Uint8Array => new Uint8Array(arena.kernels.memory.buffer);
  const { gaps, endBytes } = arena.plan;
  const rest = { offset: endBytes, bytes: bytes().length - endBytes };
  const before = { offset: 64, bytes: ARENA_START - 64 };
  const marked = [before, ...gaps, rest];
  for (const gap of marked) bytes().fill(MARK, gap.offset, gap.offset + gap.bytes);
  return {
    run,
    arena,
    broken: () =>
      marked.flatMap(({ offset, bytes: length }) => {
        const wrong = bytes()
          .subarray(offset, offset + length)
          .findIndex((byte) => byte !== MARK);
        return wrong < 0 ? [] : [offset + wrong];
      }),
  };
}
