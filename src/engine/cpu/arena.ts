/** The memory of one run: laid out by a plan, laid out anew when the batch size changes, never while training. */
import type { Split } from '../../datasets/dataset.ts';
import { formatBytes } from '../../experiment/format.ts';
import { sizeOf } from '../../experiment/model.ts';
import type { PartName, RunSetup } from '../engine.ts';
import { refusal, requireFit, type Limits } from './limits.ts';
import type { Kernels } from './module.ts';
import { compile } from './network.ts';
import { layOut, NORMS, type Norms, type Plan } from './plan.ts';
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
  /**
   * Lays out for this batch size, in micro-batches of at most `microBatch`, and for norms.
   * @throws EngineFailureError when that is too large.
   */
  fit(batchSize: number, norms?: Norms, microBatch?: number): void;
  floats(part: PartName): Float32Array<ArrayBuffer>;
  /** Values of tensor `k` from the weights, or from slot `slot` of it. */
  read(k: number, slot?: number): Float32Array<ArrayBuffer>;
  write(k: number, values: Float32Array, slot?: number): void;
  /** Puts examples into the batch, without an index. */
  fill(inputs: Float32Array, from: number, count: number, answers?: Omit<Split, 'inputs'>): void;
  /** Puts the training examples in place; as many as there were. */
  loadTraining(split: Split): void;
}

/** Laid out for the setup's batch size. @throws EngineFailureError when that is too large. */
export function createArena(kernels: Kernels, setup: RunSetup, options: ArenaOptions): Arena {
  const network = compile(setup.model);
  const { training, validation } = setup.data;
  const { limitBytes, guardBytes = 0 } = options;
  const limits: Limits = { memoryBytes: limitBytes, arenaBytes: setup.limitBytes ?? Infinity };
  const row = sizeOf(setup.model.inputShape);
  const base = {
    network,
    optimizer: setup.optimizer.id,
    examples: training.count,
    numbers: training.targets !== undefined,
    guardBytes,
  };
  const { memory } = kernels;

  const reserve = (plan: Plan, microBatch: number): void => {
    requireFit(plan, microBatch, limits);
    const { endBytes } = plan;
    const held = memory.buffer.byteLength;
    const missing = Math.ceil((endBytes - held) / PAGE);
    if (missing <= 0) return;
    try {
      memory.grow(missing);
    } catch {
      const why = `needs ${formatBytes(endBytes)} and the browser gave no more than ${formatBytes(held)}`;
      throw refusal(plan, microBatch, { ...limits, memoryBytes: held }, why);
    }
  };
  const bytesOf = (name: PartName): Uint8Array<ArrayBuffer> =>
    new Uint8Array(memory.buffer as ArrayBuffer, plan.parts[name].offset, plan.parts[name].bytes);
  const settle = (): void => {
    writeProgram(memory.buffer as ArrayBuffer, plan, setup.optimizer);
    bytesOf('batch').fill(0);
  };
  const planFor = (batchSize: number, norms: Norms, microBatch: number): Plan => {
    const next = layOut({ ...base, batchSize, rows: Math.min(batchSize, microBatch), norms });
    reserve(next, microBatch);
    return next;
  };

  const ownMicroBatch = setup.microBatch ?? Infinity;
  let plan = planFor(Math.min(setup.batchSize ?? 1, training.count), 'none', ownMicroBatch);
  for (const name of ['weights', 'gradients', 'slots'] as const) bytesOf(name).fill(0);
  settle();
  const loadTraining = (split: Split): void => {
    const { inputs, labels, targets, count } = split;
    if (count !== training.count || (targets !== undefined) !== base.numbers)
      throw new RangeError(`${count} training examples do not take the place of ${training.count}`);
    requireLabels(split, network.classes);
    const { offset } = plan.parts.dataset;
    new Float32Array(memory.buffer, offset, row * count).set(inputs.subarray(0, row * count));
    new Uint8Array(memory.buffer, plan.at.labels, count).set(labels.subarray(0, count));
    if (targets) new Float32Array(memory.buffer, plan.at.targets, count).set(targets.subarray(0, count));
  };
  loadTraining(training);
  requireLabels(validation, network.classes);

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
    fit(batchSize, norms = 'none', microBatch = ownMicroBatch) {
      const same = plan.batchSize === batchSize && plan.rows === Math.min(batchSize, microBatch);
      if (same && NORMS.indexOf(norms) <= NORMS.indexOf(plan.norms)) return;
      plan = planFor(batchSize, norms, microBatch);
      settle();
    },
    floats: (part) =>
      new Float32Array(memory.buffer as ArrayBuffer, plan.parts[part].offset, plan.parts[part].bytes / 4),
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
      const to = new Float32Array(memory.buffer, batch.offset, input.numbers * plan.rows);
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

/** A label picks an output, so that one too large would reach beside them. */
function requireLabels({ labels, targets, count }: Split, classes: number): void {
  if (targets) return;
  for (let i = 0; i < count; i++)
    if (labels[i] >= classes)
      throw new RangeError(`label ${labels[i]} of example ${i} is none of the model's ${classes} classes`);
}
