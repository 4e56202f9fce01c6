/** The memory of one run: laid out by a plan, laid out anew when the batch size changes, never while training. */
import type { Split } from '../../datasets/dataset.ts';
import { formatBytes, formatNumber } from '../../experiment/format.ts';
import { sizeOf } from '../../experiment/model.ts';
import type { RunSetup } from '../engine.ts';
import { EngineFailureError } from '../failure.ts';
import type { Kernels } from './module.ts';
import { compile } from './network.ts';
import { largestBatch, layOut, type PartName, type Plan } from './plan.ts';
import { writeProgram } from './program.ts';
import { placeIn } from './shapes.ts';

const PAGE = 65_536;

export interface ArenaOptions {
  /** Most bytes of memory, the dataset's included. */
  limitBytes: number;
  /** Bytes left free before every block; for tests. */
  guardBytes?: number;
}

export interface Arena {
  readonly plan: Plan;
  readonly kernels: Kernels;
  /** Lays out for this batch size; `extras` as in the plan. @throws EngineFailureError when that is too large. */
  fit(batchSize: number, extras: boolean): void;
  floats(part: PartName): Float32Array<ArrayBuffer>;
  /** Values of tensor `k` from the weights, or from slot `slot` of it. */
  read(k: number, slot?: number): Float32Array<ArrayBuffer>;
  write(k: number, values: Float32Array, slot?: number): void;
  /** Puts examples into the batch, without an index. */
  fill(inputs: Float32Array, from: number, count: number, answers?: Omit<Split, 'inputs'>): void;
  /** Puts the training examples in place; as many as there were. */
  loadTraining(split: Split): void;
}

export function createArena(kernels: Kernels, setup: RunSetup, options: ArenaOptions): Arena {
  const network = compile(setup.model);
  const { training } = setup.data;
  const { limitBytes, guardBytes = 0 } = options;
  const row = sizeOf(setup.model.inputShape);
  const base = {
    network,
    optimizer: setup.optimizer.id,
    examples: training.count,
    numbers: training.targets !== undefined,
    guardBytes,
  };
  const { memory } = kernels;

  const reserve = (plan: Plan): void => {
    const { batchSize, endBytes } = plan;
    if (endBytes > limitBytes) throw tooLarge(plan, limitBytes);
    const missing = Math.ceil((endBytes - memory.buffer.byteLength) / PAGE);
    if (missing <= 0) return;
    try {
      memory.grow(missing);
    } catch {
      const message = `the browser gave no ${formatBytes(endBytes)} for batches of ${formatNumber(batchSize)}`;
      throw new EngineFailureError({ code: 'out-of-memory', message });
    }
  };
  const bytesOf = (name: PartName): Uint8Array<ArrayBuffer> =>
    new Uint8Array(memory.buffer as ArrayBuffer, plan.parts[name].offset, plan.parts[name].bytes);
  const settle = (): void => {
    writeProgram(memory.buffer as ArrayBuffer, plan, setup.optimizer);
    bytesOf('batch').fill(0);
  };

  let plan = layOut({ ...base, batchSize: 1, extras: false });
  reserve(plan);
  for (const name of ['weights', 'gradients', 'slots'] as const) bytesOf(name).fill(0);
  settle();
  const loadTraining = ({ inputs, labels, targets, count }: Split): void => {
    if (count !== training.count || (targets !== undefined) !== base.numbers)
      throw new RangeError(`${count} training examples do not take the place of ${training.count}`);
    const { offset } = plan.parts.dataset;
    new Float32Array(memory.buffer, offset, row * count).set(inputs.subarray(0, row * count));
    new Uint8Array(memory.buffer, plan.at.labels, count).set(labels.subarray(0, count));
    if (targets) new Float32Array(memory.buffer, plan.at.targets, count).set(targets.subarray(0, count));
  };
  loadTraining(training);

  /** Start of tensor `k` among all numbers of the memory. */
  const startOf = (k: number, slot: number | undefined): number => {
    const { parts, tensorOffsets, decayed, undecayed } = plan;
    const own =
      slot === undefined ? parts.weights.offset : parts.slots.offset + 4 * slot * (decayed + undecayed);
    return (own + tensorOffsets[k]) / 4;
  };

  return {
    get plan() {
      return plan;
    },
    kernels,
    fit(batchSize, extras) {
      if (plan.batchSize === batchSize && (plan.extras || !extras)) return;
      const next = layOut({ ...base, batchSize, extras });
      reserve(next);
      plan = next;
      settle();
    },
    floats: (part) =>
      new Float32Array(memory.buffer as ArrayBuffer, plan.parts[part].offset, plan.parts[part].bytes >> 2),
    read(k, slot) {
      const { places } = network.tensors[k];
      const all = new Float32Array(memory.buffer);
      const start = startOf(k, slot);
      const values = new Float32Array(places.length);
      for (let i = 0; i < places.length; i++) values[i] = all[start + places[i]];
      return values;
    },
    write(k, values, slot) {
      const { places, numbers } = network.tensors[k];
      const start = startOf(k, slot);
      const all = new Float32Array(memory.buffer);
      all.fill(0, start, start + numbers);
      for (let i = 0; i < places.length; i++) all[start + places[i]] = values[i];
    },
    loadTraining,
    fill(inputs, from, count, answers) {
      const { batch } = plan.parts;
      const { input } = network;
      const to = new Float32Array(memory.buffer, batch.offset, input.numbers * plan.batchSize);
      for (let b = 0; b < count; b++) {
        const at = b * input.numbers;
        const own = inputs.subarray((from + b) * row, (from + b + 1) * row);
        if (input.numbers === input.period) to.set(own, at);
        else for (let i = 0; i < row; i++) to[at + placeIn(input, i)] = own[i];
      }
      if (!answers) return;
      const { labels, targets } = answers;
      if (targets)
        new Float32Array(memory.buffer, plan.at.batchTargets, count).set(
          targets.subarray(from, from + count),
        );
      else new Uint8Array(memory.buffer, plan.at.batchLabels, count).set(labels.subarray(from, from + count));
    },
  };
}

function tooLarge(plan: Plan, limitBytes: number): EngineFailureError {
  const fits = largestBatch(plan, limitBytes);
  const { batchSize, endBytes } = plan;
  const needs = `batch size ${formatNumber(batchSize)} needs ${formatBytes(endBytes)} and the limit is ${formatBytes(limitBytes)}`;
  if (fits === 0) return new EngineFailureError({ code: 'out-of-memory', message: needs });
  const message = `${needs}; the largest that fits is ${formatNumber(fits)}`;
  return new EngineFailureError({ code: 'out-of-memory', message, fits });
}
