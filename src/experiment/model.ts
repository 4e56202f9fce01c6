/**
 * ModelSpec: the one description of a network that every engine, the memory prediction and the exporters read.
 * Pictures are [height, width, channels]; convolutions have stride 1 and no padding, pools have stride = size.
 */
export type Activation = 'relu' | 'tanh' | 'sigmoid';

export type LayerSpec =
  /** Weights begin Glorot-uniform or, with `start`, near the true ones of the linear task. */
  | { kind: 'dense'; name: string; units: number; bias?: false; start?: NearTruth }
  | { kind: 'conv'; name: string; filters: number; size: number }
  | { kind: 'maxPool'; name: string; size: number }
  | { kind: 'batchNorm'; name: string }
  | { kind: 'activation'; name: string; fn: Activation }
  | { kind: 'flatten'; name: string };

/** Weights that begin `distance` away from the true weights that `dataSeed` fixes; see linearTask.ts. */
export interface NearTruth {
  distance: number;
  dataSeed: number;
}

/**
 * Softmax cross-entropy: the last layer's outputs are logits [batch, classes], softmax is part of the loss. Squared
 * error: half the squared distance of the outputs and the target, which is the example's number where the data have
 * such (one output) and else its one-hot label.
 */
export type Loss = 'softmaxCrossEntropy' | 'squaredError';

export interface ModelSpec {
  inputShape: number[];
  layers: LayerSpec[];
  loss: Loss;
}

/** One array of numbers that a model owns. Weights of a dense layer are [inputs, units], of a conv [size, size, in, filters]. */
export interface ParameterTensor {
  /** `layer.role`, unique in a model. */
  name: string;
  layer: string;
  role: 'weights' | 'bias' | 'scale' | 'shift' | 'runningMean' | 'runningVariance';
  shape: number[];
  /** False for batch normalisation's running statistics, which no gradient changes. */
  trainable: boolean;
}

/** Batch normalisation (Ioffe & Szegedy 2015): over the batch (and places); running = momentum * running + (1 - momentum) * batch. */
export const BATCH_NORM = { epsilon: 1e-3, momentum: 0.9 } as const;

/** Whether what an example gives depends on the others of its batch, so that micro-batches make another update. */
export const hasBatchNorm = ({ layers }: ModelSpec): boolean =>
  layers.some(({ kind }) => kind === 'batchNorm');

/** Number of elements of `shape`. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Shape of one example after `layer`. @throws RangeError when the layer cannot take `input`. */
export function outputShape(layer: LayerSpec, input: readonly number[]): number[] {
  switch (layer.kind) {
    case 'dense':
      if (input.length !== 1)
        throw new RangeError(`dense layer ${layer.name} needs a flat input, got [${input.join(', ')}]`);
      return [layer.units];
    case 'conv': {
      const [height, width] = picture(layer.name, input);
      if (height < layer.size || width < layer.size)
        throw new RangeError(
          `conv layer ${layer.name} of size ${layer.size} does not fit in ${height} × ${width}`,
        );
      return [height - layer.size + 1, width - layer.size + 1, layer.filters];
    }
    case 'maxPool': {
      const [height, width, channels] = picture(layer.name, input);
      if (height < layer.size || width < layer.size)
        throw new RangeError(
          `pool layer ${layer.name} of size ${layer.size} does not fit in ${height} × ${width}`,
        );
      return [Math.floor(height / layer.size), Math.floor(width / layer.size), channels];
    }
    case 'flatten':
      return [sizeOf(input)];
    case 'batchNorm':
    case 'activation':
      return [...input];
    default:
      return layer satisfies never;
  }
}

function picture(name: string, input: readonly number[]): [number, number, number] {
  if (input.length !== 3)
    throw new RangeError(`layer ${name} needs pictures [height, width, channels], got [${input.join(', ')}]`);
  return [input[0], input[1], input[2]];
}

/** Shapes of one example at every layer: [input, after layer 0, …]. */
export function layerShapes(model: ModelSpec): number[][] {
  const shapes = [model.inputShape];
  for (const layer of model.layers) shapes.push(outputShape(layer, shapes[shapes.length - 1]));
  return shapes;
}

/** Number of outputs (classes) of `model`. */
export function outputCount(model: ModelSpec): number {
  const shapes = layerShapes(model);
  return sizeOf(shapes[shapes.length - 1]);
}

/** Every tensor that `model` owns, in the order in which engines and checkpoints keep them. */
export function parameterTensors(model: ModelSpec): ParameterTensor[] {
  const shapes = layerShapes(model);
  return model.layers.flatMap((layer, i) => {
    const input = shapes[i];
    const tensor = (role: ParameterTensor['role'], shape: number[], trainable = true): ParameterTensor => ({
      name: `${layer.name}.${role}`,
      layer: layer.name,
      role,
      shape,
      trainable,
    });
    switch (layer.kind) {
      case 'dense':
        return [
          tensor('weights', [input[0], layer.units]),
          ...(layer.bias === false ? [] : [tensor('bias', [layer.units])]),
        ];
      case 'conv':
        return [
          tensor('weights', [layer.size, layer.size, input[2], layer.filters]),
          tensor('bias', [layer.filters]),
        ];
      case 'batchNorm': {
        const channels = [input[input.length - 1]];
        return [
          tensor('scale', channels),
          tensor('shift', channels),
          tensor('runningMean', channels, false),
          tensor('runningVariance', channels, false),
        ];
      }
      case 'maxPool':
      case 'activation':
      case 'flatten':
        return [];
      default:
        return layer satisfies never;
    }
  });
}

/** Number of trainable parameters. */
export function parameterCount(model: ModelSpec): number {
  return parameterTensors(model).reduce((sum, t) => sum + (t.trainable ? sizeOf(t.shape) : 0), 0);
}
