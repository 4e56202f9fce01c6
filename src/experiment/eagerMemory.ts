/**
 * Bytes of tensors that TensorFlow.js holds at the fullest moment of an update, as a model: what each step of the update
 * must hold by the shapes alone, and two fitted constants for what an eager framework holds beyond that.
 */
import { BYTES_PER_NUMBER } from '../science/memory.ts';
import { layerShapes, outputCount, parameterTensors, sizeOf, type ModelSpec } from './model.ts';
import { slotCount, type OptimizerId } from './optimizer.ts';

/** The same for every backend, since it is tensors that are counted and not what a driver makes of them. */
export interface EagerConstants {
  /** New weights and slots that stand beside the old ones when the optimiser is at work, as a share of the old. */
  copies: number;
  /** Arrays of its output's size that batch normalisation holds on the way back, besides its gradients. */
  normalising: number;
}

/** Fitted on mlp and cnn-bn and held to the other models by tests/experiment/eagerMemory.test.ts. */
export const EAGER: EagerConstants = { copies: 1, normalising: 2.17 };

/** How far from a measurement the model is at most, at batch sizes from 32 on; the same test holds it to that. */
export const EAGER_ERROR = 0.1;

/** The fullest moment of an update, by what it holds; `total` is the sum of the others. */
export interface EagerMemory {
  weights: number;
  gradients: number;
  optimizer: number;
  /** Outputs of layers kept for the backward pass. */
  activations: number;
  /** Gradients of activations on their way back. */
  workspace: number;
  /** Inputs and targets. */
  batch: number;
  total: number;
  /** Whether it is the backward pass or the optimiser that holds most. */
  moment: 'backward' | 'descent';
}

/** One step of the network as the engine makes it: a layer with the activation function that is fused into it. */
interface Step {
  layer: string;
  inputs: number;
  outputs: number;
  parameters: number;
  activated: boolean;
  normalises: boolean;
  /** Arrays kept of the outputs' size. */
  kept: number;
}

function stepsOf(model: ModelSpec): Step[] {
  const shapes = layerShapes(model);
  const tensors = parameterTensors(model);
  const steps: Step[] = [];
  model.layers.forEach((layer, i) => {
    if (layer.kind === 'flatten') return;
    const before = model.layers[i - 1]?.kind;
    if (layer.kind === 'activation' && (before === 'dense' || before === 'conv')) {
      steps[steps.length - 1].activated = true;
      return;
    }
    const own = tensors.filter((t) => t.layer === layer.name && t.trainable);
    const normalises = layer.kind === 'batchNorm';
    steps.push({
      layer: layer.name,
      inputs: sizeOf(shapes[i]),
      outputs: sizeOf(shapes[i + 1]),
      parameters: own.reduce((sum, t) => sum + sizeOf(t.shape), 0),
      activated: false,
      normalises,
      kept: normalises ? 2 : 1,
    });
  });
  return steps;
}

/** Bytes that each layer keeps for the backward pass. */
export function eagerLayerBytes(
  model: ModelSpec,
  batchSize: number,
  microBatch = Infinity,
): { layer: string; bytes: number }[] {
  const rows = Math.min(batchSize, microBatch);
  return stepsOf(model).map(({ layer, kept, outputs }) => ({
    layer,
    bytes: BYTES_PER_NUMBER * kept * outputs * rows,
  }));
}

/**
 * The model's bytes for one update of `batchSize` examples; larger ones than `microBatch` go through the network in parts,
 * while the sum of their gradients waits.
 */
export function eagerMemoryOf(
  model: ModelSpec,
  optimizer: OptimizerId,
  batchSize: number,
  microBatch = Infinity,
  { copies, normalising }: EagerConstants = EAGER,
): EagerMemory {
  const steps = stepsOf(model);
  const tensors = parameterTensors(model);
  const count = (trainable: boolean): number =>
    tensors.reduce((sum, t) => sum + (t.trainable === trainable ? sizeOf(t.shape) : 0), 0);
  const parameters = count(true);
  const slots = slotCount(optimizer);
  const rows = Math.min(batchSize, microBatch);
  const batch = rows * (sizeOf(model.inputShape) + outputCount(model) + 1);
  const waiting = rows < batchSize ? parameters : 0;
  const held = { weights: parameters + count(false), optimizer: parameters * slots };

  const firstTrained = steps.findIndex((step) => step.parameters > 0);
  let kept = steps.reduce((sum, step) => sum + step.kept * step.outputs, 0);
  let gradients = 0;
  let backward = { gradients: 0, activations: 0, workspace: 0 };
  for (let i = steps.length - 1; i >= firstTrained; i--) {
    const { inputs, outputs, activated, normalises, parameters: own } = steps[i];
    const last = i === steps.length - 1;
    const back = i > firstTrained ? inputs : 0;
    const flowing = outputs * (activated ? 2 : 1) + back;
    const workspace = flowing + (normalises ? normalising * outputs : 0);
    gradients += own;
    const activations = last ? kept - outputs : kept;
    const now = {
      gradients: gradients + waiting,
      activations: rows * activations,
      workspace: rows * workspace,
    };
    if (sum(now) > sum(backward)) backward = now;
    kept -= steps[i].kept * outputs;
  }
  const descent = {
    weights: held.weights + copies * held.weights,
    optimizer: held.optimizer + copies * held.optimizer,
    gradients: parameters,
  };
  const inBackward = sum(held) + sum(backward) + batch;
  const inDescent = sum(descent);
  const parts =
    inBackward > inDescent
      ? { ...held, ...backward, batch, moment: 'backward' as const }
      : { ...descent, activations: 0, workspace: 0, batch: 0, moment: 'descent' as const };
  const { moment, ...numbers } = parts;
  const bytes = Object.fromEntries(
    Object.entries(numbers).map(([key, value]) => [key, BYTES_PER_NUMBER * value]),
  ) as Omit<EagerMemory, 'total' | 'moment'>;
  return { ...bytes, total: sum(bytes), moment };
}

const sum = (parts: object): number =>
  Object.values(parts as Record<string, number>).reduce((a, b) => a + b, 0);
