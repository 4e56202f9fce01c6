/** Initial weights, from the seed alone, so that every engine starts from the same numbers. */
import { createRandom } from '../science/random.ts';
import { trueWeights, weightsNear } from './linearTask.ts';
import { parameterTensors, sizeOf, type ModelSpec, type NearTruth, type ParameterTensor } from './model.ts';

/** Inputs and outputs that a weight tensor connects: dense [in, out], conv [k, k, in, out] with k*k places. */
function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  const places = sizeOf(shape.slice(0, -2));
  return { fanIn: places * shape[shape.length - 2], fanOut: places * shape[shape.length - 1] };
}

/**
 * Values for every tensor of `parameterTensors(model)`, same order: weights Glorot-uniform in
 * ±sqrt(6 / (fanIn + fanOut)) (Glorot & Bengio 2010, eq. 16), each tensor from its own stream `weights <name>`;
 * biases, shifts and running means 0; scales and running variances 1. A layer with `start` begins at w* + distance · u,
 * u a direction of length 1 from the same stream.
 */
export function initialWeights(model: ModelSpec, seed: number): Float32Array<ArrayBuffer>[] {
  const starts = new Map(
    model.layers.flatMap((layer) =>
      layer.kind === 'dense' && layer.start ? [[layer.name, layer.start]] : [],
    ),
  );
  return parameterTensors(model).map((tensor) => initialTensor(tensor, seed, starts.get(tensor.layer)));
}

function initialTensor(
  tensor: ParameterTensor,
  seed: number,
  start: NearTruth | undefined,
): Float32Array<ArrayBuffer> {
  if (start && tensor.role === 'weights')
    return weightsNear(
      trueWeights(tensor.shape[0], start.dataSeed),
      start.distance,
      seed,
      `weights ${tensor.name}`,
    );
  const values = new Float32Array(sizeOf(tensor.shape));
  switch (tensor.role) {
    case 'weights': {
      const { fanIn, fanOut } = fans(tensor.shape);
      const limit = Math.sqrt(6 / (fanIn + fanOut));
      const random = createRandom(seed, `weights ${tensor.name}`);
      for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * limit;
      return values;
    }
    case 'scale':
    case 'runningVariance':
      return values.fill(1);
    case 'bias':
    case 'shift':
    case 'runningMean':
      return values;
    default:
      return tensor.role satisfies never;
  }
}
