/** A run whose unused bytes are marked, so that writing where nothing belongs is seen. */
import { createArena, type Arena } from '../../../src/engine/cpu/arena.ts';
import { instantiate, loadModule } from '../../../src/engine/cpu/module.ts';
import type { CpuRun } from '../../../src/engine/cpu/norms.ts';
import { ARENA_START, type Gap, type Norms } from '../../../src/engine/cpu/plan.ts';
import { createCpuRun } from '../../../src/engine/cpu/run.ts';
import type { RunSetup } from '../../../src/engine/engine.ts';
import { createFailureWatch } from '../../../src/engine/failure.ts';

const MARK = 0xa5;
const options = { limitBytes: 2 ** 30, guardBytes: 64 };
const before: Gap = { offset: 64, bytes: ARENA_START - 64 };

export interface GuardedRun {
  run: CpuRun;
  arena: Arena;
  /** Offsets of the marked bytes that changed and are in no block of the present layout either. */
  broken(): number[];
  /** Marks what is free in the present layout. */
  mark(): void;
}

/** A run laid out for batches of `batchSize`, with every byte marked that is in no block. */
export async function guardedRun(
  setup: RunSetup,
  batchSize: number,
  norms: Norms = 'none',
  microBatch?: number,
): Promise<GuardedRun> {
  const arena = createArena(instantiate(await loadModule()), setup, options);
  const run = createCpuRun(arena, setup, createFailureWatch());
  arena.fit(batchSize, norms, microBatch);
  const bytes = (): Uint8Array => new Uint8Array(arena.kernels.memory.buffer);
  const free = (): Gap[] => {
    const { gaps, endBytes } = arena.plan;
    return [before, ...gaps, { offset: endBytes, bytes: bytes().length - endBytes }];
  };
  let marked: Gap[] = [];
  const mark = (): void => {
    marked = free();
    for (const { offset, bytes: length } of marked) bytes().fill(MARK, offset, offset + length);
  };
  mark();
  return {
    run,
    arena,
    mark,
    broken() {
      const now = free();
      const still = marked.filter((gap) =>
        now.some((own) => own.offset === gap.offset && own.bytes === gap.bytes),
      );
      return still.flatMap(({ offset, bytes: length }) => {
        const wrong = bytes()
          .subarray(offset, offset + length)
          .findIndex((byte) => byte !== MARK);
        return wrong < 0 ? [] : [offset + wrong];
      });
    },
  };
}
