/** One training run on the cpu engine. */
import { slotCount } from '../../experiment/optimizer.ts';
import type { RunSetup, Score } from '../engine.ts';
import type { FailureWatch } from '../failure.ts';
import type { Arena } from './arena.ts';
import { SCORE_RESULT } from './assembly/fields.ts';
import {
  readNorms,
  requireMeasurable,
  type CpuRun,
  type MeasuredOptions,
  type UpdateNorms,
} from './norms.ts';

/** What assembly/index.ts is asked to write down. */
const GRADIENT_NORMS = 1;
const EXAMPLE_NORMS = 2;
/** A measurement goes on until it has taken this long, so that coarse clocks do. */
const MEASURE_MS = 20;
/** Examples scored at once: more would not stay in the nearer caches. */
const SCORED_AT_ONCE = 64;

/** A run in `arena`, which was made for the same setup. */
export function createCpuRun(arena: Arena, setup: RunSetup, watch: FailureWatch): CpuRun {
  const { model, optimizer, data } = setup;
  let { training } = data;
  const { kernels } = arena;
  const { tensors, classes } = arena.plan.network;
  const slotsEach = slotCount(optimizer.id);
  let updates = 0;
  let trained = false;
  let pending: Float32Array[] = [];
  setup.weights.forEach((values, k) => arena.write(k, values));

  /** Runs what the module does; a trap leaves it in a state that nobody can trust. */
  const inside = (work: (table: number) => void): void => {
    watch.check();
    try {
      work(arena.plan.parts.program.offset);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      watch.fail({ code: 'trap', message: error.message });
      watch.check();
    }
  };

  /** Updates over whole batches that are at most `callExamples` together; returns their losses. */
  const train = (
    indices: Uint32Array,
    part: number,
    learningRate: number,
    done: number,
    flags: number,
  ): Float32Array => {
    const { plan } = arena;
    const { offset } = plan.parts.indices;
    const { buffer } = kernels.memory;
    new Uint32Array(buffer, offset, indices.length).set(indices);
    inside((table) => kernels.train(table, indices.length, plan.batchSize, part, learningRate, done, flags));
    const count = Math.ceil(indices.length / plan.batchSize);
    return new Float32Array(buffer, plan.at.losses, count).slice();
  };

  /** Splits `indices` into calls. */
  const eachCall = (indices: Uint32Array, work: (part: Uint32Array) => void): void => {
    const { callExamples } = arena.plan;
    for (let start = 0; start < indices.length; start += callExamples)
      work(indices.subarray(start, start + callExamples));
  };

  const fitFor = (indices: Uint32Array, batchSize: number, extras: boolean): void => {
    watch.check();
    requireBatch(indices, batchSize, data.training.count);
    arena.fit(Math.min(batchSize, indices.length), extras);
    trained = true;
  };

  const take = (indices: Uint32Array, part: number, learningRate: number, flags: number): void => {
    const losses = train(indices, part, learningRate, updates, flags);
    updates += losses.length;
    pending.push(losses);
  };

  const run: CpuRun = {
    update(indices, batchSize, learningRate) {
      if (indices.length === 0) return;
      fitFor(indices, batchSize, false);
      eachCall(indices, (own) => take(own, arena.plan.batchSize, learningRate, 0));
    },

    updateMeasured(indices, batchSize, learningRate, wanted: MeasuredOptions = {}): UpdateNorms {
      requireMeasurable(model, wanted);
      const norms: UpdateNorms = { gradients: [], microBatches: [], examples: [] };
      if (indices.length === 0) return norms;
      fitFor(indices, batchSize, true);
      const part = Math.min(wanted.microBatch ?? batchSize, arena.plan.batchSize);
      const flags = GRADIENT_NORMS | (wanted.examples ? EXAMPLE_NORMS : 0);
      eachCall(indices, (own) => {
        take(own, part, learningRate, flags);
        readNorms(kernels.memory.buffer, arena.plan, own.length, part, wanted, norms);
      });
      return norms;
    },

    losses() {
      watch.check();
      const all = new Float32Array(pending.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const part of pending) {
        all.set(part, at);
        at += part.length;
      }
      pending = [];
      return Promise.resolve(all);
    },

    measure(batchSize) {
      watch.check();
      arena.fit(batchSize, false);
      const kept = (['weights', 'slots'] as const).map((part) => arena.floats(part).slice());
      const { callExamples } = arena.plan;
      const indices = Uint32Array.from({ length: callExamples }, (_, i) => i % data.training.count);
      let elapsed = 0;
      let count = 0;
      const timed = (own: Uint32Array): void => {
        const start = performance.now();
        count += train(own, batchSize, 0, updates, 0).length;
        elapsed += performance.now() - start;
      };
      train(indices.subarray(0, batchSize), batchSize, 0, updates, 0);
      timed(indices.subarray(0, batchSize));
      while (elapsed < MEASURE_MS) timed(indices);
      arena.floats('weights').set(kept[0]);
      arena.floats('slots').set(kept[1]);
      return Promise.resolve(elapsed / count);
    },

    replaceTraining(split) {
      watch.check();
      arena.loadTraining(split);
      training = split;
    },

    async evaluate(split, count): Promise<Score> {
      const own = split === 'training' ? training : data.validation;
      const seen = Math.min(count, own.count);
      const at = Math.min(arena.plan.batchSize, SCORED_AT_ONCE);
      let loss = 0;
      let right = 0;
      for (let start = 0; start < seen; start += at) {
        const rows = Math.min(at, seen - start);
        arena.fill(own.inputs, start, rows, own);
        inside((table) => kernels.score(table, rows));
        const score = scoreIn(arena);
        loss += score[0];
        right += score[1];
      }
      return { loss: loss / seen, accuracy: own.targets ? undefined : right / seen, count: seen };
    },

    async predict(inputs, count) {
      const { plan } = arena;
      const { ops, activations } = plan.network;
      const outputs = ops[ops.length - 1].y;
      const stride = activations[outputs];
      const result = new Float32Array(count * classes);
      for (let start = 0; start < count; start += plan.batchSize) {
        const rows = Math.min(plan.batchSize, count - start);
        arena.fill(inputs, start, rows);
        inside((table) => kernels.predict(table, rows));
        const all = new Float32Array(kernels.memory.buffer, plan.at.activations[outputs], rows * stride);
        for (let b = 0; b < rows; b++)
          result.set(all.subarray(b * stride, b * stride + classes), (start + b) * classes);
      }
      return result;
    },

    async state() {
      watch.check();
      return {
        tensors: tensors.map((_, k) => arena.read(k)),
        slots: tensors.flatMap(({ trainable }, k) =>
          Array.from({ length: trainable ? slotsEach : 0 }, (_, slot) => arena.read(k, slot)),
        ),
        updates,
      };
    },

    restore(state) {
      watch.check();
      state.tensors.forEach((values, k) => arena.write(k, values));
      let next = 0;
      tensors.forEach(({ trainable }, k) => {
        for (let slot = 0; trainable && slot < slotsEach; slot++) arena.write(k, state.slots[next++], slot);
      });
      updates = state.updates;
    },

    memory() {
      const { arenaBytes, datasetBytes } = arena.plan;
      return { atRestBytes: arenaBytes, peakBytes: trained ? arenaBytes : undefined, datasetBytes };
    },

    parts: () => Object.values(arena.plan.parts).map((part) => ({ ...part })),

    dispose() {
      pending = [];
    },
  };
  return run;
}

const scoreIn = ({ plan, kernels }: Arena): Float64Array =>
  new Float64Array(kernels.memory.buffer, plan.parts.program.offset + SCORE_RESULT, 2);

function requireBatch(indices: Uint32Array, batchSize: number, examples: number): void {
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`batch size must be a whole number of at least 1, got ${batchSize}`);
  for (let i = 0; i < indices.length; i++)
    if (indices[i] >= examples)
      throw new RangeError(`example ${indices[i]} is not among the ${examples} training examples`);
}
