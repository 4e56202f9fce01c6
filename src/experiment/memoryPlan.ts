/** The memory that training a model needs at least, from its description. */
import { predictMemory, type MemoryParts } from '../science/memory.ts';
import { layerShapes, parameterTensors, sizeOf, type ModelSpec } from './model.ts';
import { slotCount, type OptimizerId } from './optimizer.ts';

/**
 * Bytes of one update of `model` at `batchSize`. Counted as activations: every layer's output for every example of the
 * batch, logits and outputs of activation functions included, since the backward pass reads them; a flatten layer's
 * output is the same array as its input and counts nothing. The input itself is `batch`; labels and workspace are left
 * out.
 */
export function memoryOf(model: ModelSpec, optimizer: OptimizerId, batchSize: number): MemoryParts {
  const shapes = layerShapes(model);
  const tensors = parameterTensors(model);
  const count = (trainable: boolean): number =>
    tensors.reduce((sum, t) => sum + (t.trainable === trainable ? sizeOf(t.shape) : 0), 0);
  return predictMemory({
    parameters: count(true),
    stateTensors: count(false),
    slots: slotCount(optimizer),
    activationsPerExample: model.layers.reduce(
      (sum, layer, i) => sum + (layer.kind === 'flatten' ? 0 : sizeOf(shapes[i + 1])),
      0,
    ),
    inputPerExample: sizeOf(model.inputShape),
    batchSize,
  });
}
