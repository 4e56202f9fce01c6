/** One training run on the cpu engine. */
import { slotCount } from '../../experiment/optimizer.ts';
import { PARTS, type RunSetup } from '../engine.ts';
import type { FailureWatch } from '../failure.ts';
import { hasRunning, shareAfter, takenOff, updateWeight } from '../startShare.ts';
import type { Arena } from './arena.ts';
import { createLooks } from './looks.ts';
import {
  readNorms,
  requireMeasurable,
  type CpuRun,
  type MeasuredOptions,
  type UpdateNorms,
} from './norms.ts';
import type { Norms } from './plan.ts';

/** What assembly/index.ts is asked to write down. */
const GRADIENT_NORMS = 1;
const EXAMPLE_NORMS = 2;
/** A measurement goes on until it has taken this long, so that coarse clocks do. */
const MEASURE_MS = 20;

/** A run in `arena`, which was made for the same setup. */
export function createCpuRun(arena: Arena, setup: RunSetup, watch: FailureWatch): CpuRun {
  const { model, optimizer, data, weightedRemainder, correctStart } = setup;
  let { training } = data;
  const { kernels } = arena;
  const { tensors } = arena.plan.network;
  const slotsEach = slotCount(optimizer.id);
  const moves = hasRunning(model);
  let updates = 0;
  let startShare = 1;
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

  const looks = createLooks(arena, inside, () => takenOff(startShare, correctStart));

  /**
   * Updates over whole batches that are at most `callExamples` together; returns their losses. `whole`: the batch size
   * that fewer examples are weighed against, 0 where they are not.
   */
  const train = (
    indices: Uint32Array,
    learningRate: number,
    done: number,
    flags: number,
    whole: number,
  ): Float32Array => {
    const { plan } = arena;
    const { batchSize, rows } = plan;
    const { buffer } = kernels.memory;
    new Uint32Array(buffer, plan.parts.indices.offset, indices.length).set(indices);
    inside((table) =>
      kernels.train(table, indices.length, batchSize, rows, learningRate, done, flags, whole),
    );
    return new Float32Array(buffer, plan.at.losses, Math.ceil(indices.length / batchSize)).slice();
  };

  /** Splits `indices` into calls. */
  const eachCall = (indices: Uint32Array, work: (part: Uint32Array) => void): void => {
    const { callExamples } = arena.plan;
    for (let start = 0; start < indices.length; start += callExamples)
      work(indices.subarray(start, start + callExamples));
  };

  /** Lays out for `batchSize`, though for no more than there can be in a batch; the same for ragged batches. */
  const fitFor = (indices: Uint32Array, batchSize: number, norms: Norms, microBatch?: number): void => {
    watch.check();
    requireBatch(indices, batchSize, training.count);
    arena.fit(Math.min(batchSize, Math.max(training.count, indices.length)), norms, microBatch);
    trained = true;
  };

  const take = (indices: Uint32Array, batchSize: number, learningRate: number, flags: number): void => {
    const losses = train(indices, learningRate, updates, flags, weightedRemainder ? batchSize : 0);
    updates += losses.length;
    pending.push(losses);
    const { batchSize: most, rows } = arena.plan;
    for (let start = 0; moves && start < indices.length; start += most) {
      const count = Math.min(most, indices.length - start);
      const weight = updateWeight(count, batchSize, weightedRemainder);
      startShare = shareAfter(startShare, weight, Math.ceil(count / rows));
    }
  };

  const run: CpuRun = {
    update(indices, batchSize, learningRate) {
      if (indices.length === 0) return;
      fitFor(indices, batchSize, 'none');
      eachCall(indices, (own) => take(own, batchSize, learningRate, 0));
    },

    updateMeasured(indices, batchSize, learningRate, wanted: MeasuredOptions = {}): UpdateNorms {
      requireMeasurable(model, wanted);
      const norms: UpdateNorms = { gradients: [], microBatches: [], examples: [] };
      if (indices.length === 0) return norms;
      fitFor(indices, batchSize, wanted.examples ? 'examples' : 'gradients', wanted.microBatch);
      const flags = GRADIENT_NORMS | (wanted.examples ? EXAMPLE_NORMS : 0);
      eachCall(indices, (own) => {
        take(own, batchSize, learningRate, flags);
        readNorms(kernels.memory.buffer, arena.plan, own.length, wanted, norms);
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
      arena.fit(batchSize);
      const kept = (['weights', 'slots'] as const).map((part) => arena.floats(part).slice());
      const { callExamples } = arena.plan;
      const indices = Uint32Array.from({ length: callExamples }, (_, i) => i % data.training.count);
      let elapsed = 0;
      let count = 0;
      const timed = (own: Uint32Array): void => {
        const start = performance.now();
        count += train(own, 0, updates, 0, 0).length;
        elapsed += performance.now() - start;
      };
      train(indices.subarray(0, batchSize), 0, updates, 0, 0);
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

    async evaluate(split, count) {
      return looks.score(split === 'training' ? training : data.validation, count);
    },

    predict: async (inputs, count) => looks.predict(inputs, count),

    async state() {
      watch.check();
      return {
        tensors: tensors.map((_, k) => arena.read(k)),
        slots: tensors.flatMap(({ trainable }, k) =>
          Array.from({ length: trainable ? slotsEach : 0 }, (_, slot) => arena.read(k, slot)),
        ),
        updates,
        startShare,
      };
    },

    restore(state) {
      watch.check();
      state.tensors.forEach((values, k) => arena.write(k, values));
      let next = 0;
      tensors.forEach(({ trainable }, k) => {
        for (let slot = 0; trainable && slot < slotsEach; slot++) arena.write(k, state.slots[next++], slot);
      });
      ({ updates, startShare } = state);
    },

    memory() {
      const { arenaBytes, datasetBytes } = arena.plan;
      return {
        atRestBytes: kernels.memory.buffer.byteLength - datasetBytes,
        inUseBytes: arenaBytes,
        peakBytes: trained ? arenaBytes : undefined,
        datasetBytes,
      };
    },

    parts() {
      const { blocks } = arena.plan;
      return PARTS.map((name) => {
        const own = blocks.filter(({ part }) => part === name);
        const bytes = own.reduce((sum, { span }) => sum + span, 0);
        const layers = own.flatMap(({ layer, span }) =>
          layer === undefined ? [] : [{ layer, bytes: span }],
        );
        return { name, bytes, layers };
      });
    },

    dispose() {
      pending = [];
    },
  };
  return run;
}

function requireBatch(indices: Uint32Array, batchSize: number, examples: number): void {
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`batch size must be a whole number of at least 1, got ${batchSize}`);
  for (let i = 0; i < indices.length; i++)
    if (indices[i] >= examples)
      throw new RangeError(`example ${indices[i]} is not among the ${examples} training examples`);
}
