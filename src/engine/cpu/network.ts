/** A ModelSpec as the operations of the arena: what each reads and writes, and how large that is. */
import { layerShapes, outputCount, sizeOf, type Activation, type ModelSpec } from '../../experiment/model.ts';
import { flattened, inputLay, padded, placeIn, placeInPanels, upTo4, type Lay } from './shapes.ts';

export interface TensorPlace {
  trainable: boolean;
  /** Weight decay applies. */
  decays: boolean;
  /** Numbers in the arena. */
  numbers: number;
  /** Where each value lies, from the tensor's start; in the order of `parameterTensors(model)`. */
  places: Int32Array;
}

interface Common {
  /** Which activation is read and which is written; the same for an activation function in place. */
  x: number;
  y: number;
  /** Name of the layer. */
  layer: string;
  input: Lay;
  output: Lay;
}
export type Op = Common &
  (
    | { kind: 'dense'; relu: boolean; bias: boolean; tensor: number; units: number }
    | { kind: 'conv'; relu: boolean; tensor: number; units: number; size: number }
    | { kind: 'maxPool'; size: number }
    | { kind: 'batchNorm'; tensor: number; units: number }
    | { kind: 'activation'; fn: Activation }
  );

export interface Network {
  model: ModelSpec;
  /** Numbers of one example in every activation; the first is the batch. */
  activations: number[];
  ops: Op[];
  /** Index of the first operation that has something to train. */
  first: number;
  tensors: TensorPlace[];
  input: Lay;
  classes: number;
}

/** A loop, since this is on the way to the first update, with a hundred thousand weights. */
function range(n: number, place: (i: number) => number): Int32Array {
  const places = new Int32Array(n);
  for (let i = 0; i < n; i++) places[i] = place(i);
  return places;
}

const plain = (
  count: number,
  numbers: number,
  place: (i: number) => number,
  trainable = true,
): TensorPlace => ({
  trainable,
  decays: false,
  numbers,
  places: range(count, place),
});

function denseTensors(input: Lay, columns: number, bias: boolean): TensorPlace[] {
  const units = upTo4(columns);
  const place = (i: number): number =>
    placeInPanels(input.numbers, units, placeIn(input, Math.floor(i / columns)), i % columns);
  return [
    {
      trainable: true,
      decays: true,
      numbers: input.numbers * units,
      places: range(sizeOf(input.shape) * columns, place),
    },
    ...(bias ? [plain(columns, units, (i) => i)] : []),
  ];
}

function convTensors({ shape, pixel }: Lay, filters: number, size: number): TensorPlace[] {
  const units = upTo4(filters);
  const channels = shape[2];
  const rows = size * size * pixel;
  const place = (i: number): number => {
    const tap = Math.floor(i / filters);
    const row = Math.floor(tap / channels) * pixel + (tap % channels);
    return placeInPanels(rows, units, row, i % filters);
  };
  return [
    {
      trainable: true,
      decays: true,
      numbers: rows * units,
      places: range(size * size * channels * filters, place),
    },
    plain(filters, units, (i) => i),
  ];
}

function normTensors(lay: Lay, units: number): TensorPlace[] {
  const channels = lay.shape[lay.shape.length - 1];
  const place = (i: number): number => placeIn(lay, i);
  return [true, true, false, false].map((trainable) => plain(channels, units, place, trainable));
}

/** @throws RangeError when the layers of `model` do not fit each other. */
export function compile(model: ModelSpec): Network {
  const shapes = layerShapes(model);
  const input = inputLay(model);
  const activations = [input.numbers];
  const ops: Op[] = [];
  const tensors: TensorPlace[] = [];
  let lay = input;
  model.layers.forEach((layer, i) => {
    const x = activations.length - 1;
    const next = model.layers[i + 1];
    const relu = next?.kind === 'activation' && next.fn === 'relu';
    const output = layer.kind === 'flatten' ? flattened(lay) : padded(shapes[i + 1]);
    const common = { x, y: x + 1, layer: layer.name, input: lay, output };
    const tensor = tensors.length;
    switch (layer.kind) {
      case 'dense': {
        const bias = layer.bias !== false;
        ops.push({ ...common, kind: 'dense', relu, bias, tensor, units: output.numbers });
        tensors.push(...denseTensors(lay, layer.units, bias));
        break;
      }
      case 'conv':
        ops.push({ ...common, kind: 'conv', relu, tensor, units: output.period, size: layer.size });
        tensors.push(...convTensors(lay, layer.filters, layer.size));
        break;
      case 'maxPool':
        ops.push({ ...common, kind: 'maxPool', size: layer.size });
        break;
      case 'batchNorm': {
        const units = lay.shape.length === 3 ? lay.period : lay.numbers;
        ops.push({ ...common, output: lay, kind: 'batchNorm', tensor, units });
        tensors.push(...normTensors(lay, units));
        lay = { ...lay };
        activations.push(lay.numbers);
        return;
      }
      case 'activation': {
        const before = model.layers[i - 1]?.kind;
        if (layer.fn === 'relu' && (before === 'dense' || before === 'conv')) return;
        const last = ops[ops.length - 1] as Op | undefined;
        const inPlace = last?.kind !== 'activation' && !(last && 'relu' in last && last.relu);
        ops.push({ ...common, y: inPlace ? x : x + 1, output: lay, kind: 'activation', fn: layer.fn });
        if (!inPlace) activations.push(lay.numbers);
        return;
      }
      case 'flatten':
        lay = output;
        return;
      default:
        layer satisfies never;
    }
    lay = output;
    activations.push(lay.numbers);
  });
  const trains = ops.findIndex((op) => 'tensor' in op);
  const first = trains < 0 ? ops.length : trains;
  return { model, activations, ops, first, tensors, input, classes: outputCount(model) };
}
