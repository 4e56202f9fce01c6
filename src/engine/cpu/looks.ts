/** What a run says of examples without learning from them. */
import type { Split } from '../../datasets/dataset.ts';
import type { Score } from '../engine.ts';
import type { Arena } from './arena.ts';
import { SCORE_RESULT, START_SHARE } from './assembly/fields.ts';

/** Examples scored at once: more would not stay in the nearer caches. */
const SCORED_AT_ONCE = 64;

export interface Looks {
  score(split: Split, count: number): Score;
  predict(inputs: Float32Array, count: number): Float32Array;
}

/**
 * `inside` calls the module with its program; `startShare` says what share of their start is to be taken off running
 * statistics now.
 */
export function createLooks(
  arena: Arena,
  inside: (work: (table: number) => void) => void,
  startShare: () => number,
): Looks {
  const { kernels } = arena;
  /** Sum of losses and number right, to which the module adds example by example. */
  const sums = (): Float64Array =>
    new Float64Array(kernels.memory.buffer, arena.plan.parts.program.offset + SCORE_RESULT, 2);
  const correct = (): void => {
    const at = arena.plan.parts.program.offset + START_SHARE;
    new Float64Array(kernels.memory.buffer, at, 1)[0] = startShare();
  };

  return {
    score(split, count) {
      const seen = Math.min(count, split.count);
      const at = Math.min(arena.plan.rows, SCORED_AT_ONCE);
      sums().fill(0);
      correct();
      for (let start = 0; start < seen; start += at) {
        const rows = Math.min(at, seen - start);
        arena.fill(split.inputs, start, rows, split);
        inside((table) => kernels.score(table, rows));
      }
      const [loss, right] = sums();
      return { loss: loss / seen, accuracy: split.targets ? undefined : right / seen, count: seen };
    },

    predict(inputs, count) {
      const { plan } = arena;
      const { ops, activations, classes } = plan.network;
      const outputs = ops[ops.length - 1].y;
      const stride = activations[outputs];
      const result = new Float32Array(count * classes);
      correct();
      for (let start = 0; start < count; start += plan.rows) {
        const rows = Math.min(plan.rows, count - start);
        arena.fill(inputs, start, rows);
        inside((table) => kernels.predict(table, rows));
        const all = new Float32Array(kernels.memory.buffer, plan.at.activations[outputs], rows * stride);
        for (let b = 0; b < rows; b++)
          result.set(all.subarray(b * stride, b * stride + classes), (start + b) * classes);
      }
      return result;
    },
  };
}
