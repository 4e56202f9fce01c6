/**
 * Bytes of the cpu engine's arena, predicted from the model alone. It shares no code with the engine, which lays its arena
 * out in engine/cpu/plan.ts: a test holds the two to the same bytes. docs/engine.md says what each part is for.
 */
import { BYTES_PER_NUMBER } from '../science/memory.ts';
import { layerShapes, sizeOf, type LayerSpec, type ModelSpec } from './model.ts';
import { slotCount, type OptimizerId } from './optimizer.ts';

/** What lies where; `total` is the sum of the others. Every block is rounded up to 64 bytes. */
export interface CpuMemory {
  weights: number;
  gradients: number;
  optimizer: number;
  activations: number;
  workspace: number;
  batch: number;
  /** The program of the network, the order of the examples, losses. */
  bookkeeping: number;
  /** The sum of micro-batch gradients. */
  accumulator: number;
  total: number;
}

export interface CpuMemoryRequest {
  model: ModelSpec;
  optimizer: OptimizerId;
  batchSize: number;
  /** Larger batches are accumulated from parts of so many examples. */
  microBatch?: number | undefined;
  /** The answers are numbers and not classes. */
  numbers?: boolean;
}

/** One operation of the engine, with counts of numbers that are filled up to multiples of 4. */
interface Operation {
  layer: string;
  kind: LayerSpec['kind'];
  inputs: number;
  outputs: number;
  /** Numbers of its output that are kept beside its input: 0 where it works in place. */
  kept: number;
  weights: number;
  /** Weights, biases, scales and shifts. */
  trainable: number;
  /** Running statistics. */
  fixed: number;
  units: number;
  /** Bytes of zeros that a layer without bias reads. */
  zeros: number;
  /** Bytes of statistics of the batch. */
  statistics: number;
}

const up4 = (n: number): number => 4 * Math.ceil(n / 4);
const block = (bytes: number): number => 64 * Math.ceil(bytes / 64);
const numbers = (count: number): number => block(BYTES_PER_NUMBER * count);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const PROGRAM_BYTES = 192;
const OPERATION_BYTES = 128;
/** Indices and losses that one call has room for. */
const CALL = 1024;
/** Gradients of dense weights are summed over packed parts of so many examples, from so many on. */
const PACKED = 256;
const PACKED_FROM = 6;
const STRIP = 16;

function operationsOf(model: ModelSpec): { inputs: number; operations: Operation[] } {
  const shapes = layerShapes(model);
  const [first] = model.layers;
  const pixelwise = (shape: readonly number[]): number =>
    (sizeOf(shape) / shape[shape.length - 1]) * up4(shape[shape.length - 1]);
  const dense = first.kind === 'dense' || first.kind === 'conv' || first.kind === 'flatten';
  const inputs = dense ? up4(sizeOf(model.inputShape)) : pixelwise(model.inputShape);
  const operations: Operation[] = [];
  let now = inputs;
  /** The last operation ends in an activation function. */
  let bent = false;
  /** Numbers from one pixel of a picture to the next. */
  let pixel = dense ? model.inputShape[model.inputShape.length - 1] : up4(model.inputShape.at(-1)!);
  model.layers.forEach((layer, i) => {
    const before = model.layers[i - 1]?.kind;
    const none = { weights: 0, trainable: 0, fixed: 0, units: 0, zeros: 0, statistics: 0 };
    const add = (operation: Partial<Operation> & Pick<Operation, 'outputs'>): void => {
      operations.push({
        ...none,
        layer: layer.name,
        kind: layer.kind,
        inputs: now,
        kept: operation.outputs,
        ...operation,
      });
      now = operation.outputs;
      bent = layer.kind === 'activation';
    };
    switch (layer.kind) {
      case 'flatten':
        pixel = now;
        return;
      case 'dense': {
        const units = up4(layer.units);
        const bias = layer.bias !== false;
        const weights = now * units;
        add({
          outputs: units,
          units,
          weights,
          trainable: weights + (bias ? units : 0),
          zeros: bias ? 0 : BYTES_PER_NUMBER * units,
        });
        return;
      }
      case 'conv': {
        const units = up4(layer.filters);
        const weights = layer.size ** 2 * pixel * units;
        add({ outputs: pixelwise(shapes[i + 1]), units, weights, trainable: weights + units });
        pixel = units;
        return;
      }
      case 'maxPool':
        add({ outputs: pixelwise(shapes[i + 1]) });
        pixel = up4(shapes[i + 1][2]);
        return;
      case 'batchNorm': {
        const units = shapes[i].length === 3 ? (i === 0 ? up4(shapes[i][2]) : pixel) : now;
        add({ outputs: now, units, trainable: 2 * units, fixed: 2 * units, statistics: 8 * units });
        return;
      }
      case 'activation': {
        if (layer.fn === 'relu' && (before === 'dense' || before === 'conv')) bent = true;
        else add({ outputs: now, kept: bent ? now : 0 });
        return;
      }
      default:
        return layer satisfies never;
    }
  });
  return { inputs, operations };
}

/** Gradients of activations take turns in two buffers on their way back; numbers of one example in each. */
function gradientBuffers(operations: readonly Operation[]): [number, number] {
  const firstTrained = operations.findIndex(({ trainable }) => trainable > 0);
  const sizes: [number, number] = [operations.at(-1)!.outputs, 0];
  let turn = 0;
  for (let i = operations.length - 1; i > firstTrained; i--) {
    if (operations[i].kind !== 'activation') turn = 1 - turn;
    sizes[turn] = Math.max(sizes[turn], operations[i].inputs);
  }
  return sizes;
}

/** The most that one operation packs or transposes. */
function packed(operations: readonly Operation[], rows: number): number {
  const firstTrained = operations.findIndex(({ trainable }) => trainable > 0);
  return Math.max(
    0,
    ...operations.map(({ kind, units, weights }, i) => {
      if (kind === 'dense') return rows < PACKED_FROM ? 0 : Math.min(PACKED, rows) * (STRIP + units);
      return kind === 'conv' && i > firstTrained ? weights : 0;
    }),
  );
}

/** Bytes that each layer's output takes, kept for the backward pass; those that are stored nowhere are left out. */
export function cpuLayerBytes({
  model,
  batchSize,
  microBatch = Infinity,
}: CpuMemoryRequest): { layer: string; bytes: number }[] {
  const rows = Math.min(batchSize, microBatch);
  return operationsOf(model)
    .operations.map(({ layer, kept, statistics }) => ({
      layer,
      bytes: numbers(kept * rows) + block(statistics),
    }))
    .filter(({ bytes }) => bytes > 0);
}

/** The arena for updates of `batchSize` examples, the dataset left out. */
export function cpuMemoryOf(request: CpuMemoryRequest): CpuMemory {
  const { model, optimizer, batchSize, microBatch = Infinity, numbers: answersAreNumbers } = request;
  const { inputs, operations } = operationsOf(model);
  const rows = Math.min(batchSize, microBatch);
  const trainable = sum(operations.map((o) => o.trainable));
  const fixed = sum(operations.map((o) => o.fixed));
  const answers = answersAreNumbers ? [rows, 4 * rows] : [rows];
  const program =
    PROGRAM_BYTES + OPERATION_BYTES * operations.length + Math.max(0, ...operations.map((o) => o.zeros));
  const parts = {
    weights: numbers(trainable + fixed),
    gradients: numbers(trainable),
    optimizer: numbers(trainable * slotCount(optimizer)),
    activations: sum(cpuLayerBytes(request).map(({ bytes }) => bytes)),
    workspace:
      sum(gradientBuffers(operations).map((size) => numbers(size * rows))) +
      numbers(packed(operations, rows)),
    batch: numbers(inputs * rows) + sum(answers.map(block)),
    bookkeeping: block(program) + numbers(Math.max(CALL, batchSize)) + numbers(CALL),
    accumulator: rows < batchSize ? numbers(trainable) : 0,
  };
  return { ...parts, total: sum(Object.values(parts)) };
}
