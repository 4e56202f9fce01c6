/** Writes a plan into the module's memory, as the table that the module reads; fields as in assembly/fields.ts. */
import { BATCH_NORM } from '../../experiment/model.ts';
import type { OptimizerSpec } from '../../experiment/optimizer.ts';
import * as F from './assembly/fields.ts';
import type { Op } from './network.ts';
import type { Plan } from './plan.ts';

const KINDS = {
  dense: F.DENSE,
  conv: F.CONV,
  maxPool: F.POOL,
  batchNorm: F.NORM,
  activation: F.ACTIVATION,
} as const;
const FUNCTIONS = { relu: F.RELU, tanh: F.TANH, sigmoid: F.SIGMOID } as const;
const OPTIMIZERS = { sgd: F.SGD, momentum: F.MOMENTUM, adam: F.ADAM } as const;

export function writeProgram(memory: ArrayBuffer, plan: Plan, optimizer: OptimizerSpec): void {
  const view = new DataView(memory);
  const { parts, network } = plan;
  const table = parts.program.offset;
  const { ops, input, activations, model, classes } = network;
  new Uint8Array(memory, table, parts.program.bytes).fill(0);
  const put = (field: number, value: number): void => view.setUint32(table + field, value, true);
  const real = (field: number, value: number): void => view.setFloat64(table + field, value, true);
  const outputs = ops[ops.length - 1].y;
  const row = model.inputShape.reduce((a, b) => a * b, 1);
  const spread = input.period !== input.filled && input.numbers > input.period;

  put(F.OPS, ops.length);
  put(F.FIRST, network.first);
  put(F.DATA, parts.dataset.offset);
  put(F.ROW, row);
  put(F.DATA_LABELS, plan.at.labels);
  put(F.INDICES, parts.indices.offset);
  put(F.LOSSES, plan.at.losses);
  put(F.BATCH, parts.batch.offset);
  put(F.BATCH_STRIDE, 4 * activations[0]);
  put(F.BATCH_LABELS, plan.at.batchLabels);
  put(F.LOGITS, plan.at.activations[outputs]);
  put(F.LOGITS_STRIDE, 4 * activations[outputs]);
  put(F.LOGITS_GRADIENT, plan.at.gradients[outputs]);
  put(F.CLASSES, classes);
  put(F.LOSS, model.loss === 'squaredError' ? F.SQUARED : F.SOFTMAX);
  put(F.OPTIMIZER, OPTIMIZERS[optimizer.id]);
  put(F.WEIGHTS, parts.weights.offset);
  put(F.DECAYED, plan.decayed);
  put(F.UNDECAYED, plan.undecayed);
  put(F.GRADIENTS, parts.gradients.offset);
  put(F.SLOTS, parts.slots.offset);
  put(F.NORMS, parts.norms.offset);
  put(F.PART_NORMS, plan.at.partNorms);
  put(F.EXAMPLE_NORMS, plan.at.exampleNorms);
  put(F.ACCUMULATOR, parts.accumulator.offset);
  put(F.DATA_TARGETS, plan.at.targets);
  put(F.BATCH_TARGETS, plan.at.batchTargets);
  put(F.WORKSPACE, plan.at.scratch);
  put(F.CHANNELS, spread ? input.filled : 0);
  put(F.CHANNEL_STRIDE, spread ? input.period : 0);
  put(F.PIXELS, input.numbers / input.period);
  real(F.DECAY, optimizer.weightDecay);
  if (optimizer.id === 'momentum') real(F.BETA1, optimizer.momentum);
  if (optimizer.id === 'adam') {
    real(F.BETA1, optimizer.beta1);
    real(F.BETA2, optimizer.beta2);
    real(F.EPSILON, optimizer.epsilon);
  }
  ops.forEach((op, i) => writeOp(view, table + F.HEADER + i * F.OP, plan, op, i));
}

function writeOp(view: DataView, at: number, plan: Plan, op: Op, index: number): void {
  const { activations, first, tensors } = plan.network;
  const put = (field: number, value: number): void => view.setUint32(at + field, value, true);
  const pictured = op.input.shape.length === 3;
  put(F.KIND, KINDS[op.kind]);
  put(F.X, plan.at.activations[op.x]);
  put(F.X_STRIDE, 4 * activations[op.x]);
  put(F.Y, plan.at.activations[op.y]);
  put(F.Y_STRIDE, 4 * activations[op.y]);
  put(F.GX, index > first ? plan.at.gradients[op.x] : 0);
  put(F.GY, plan.at.gradients[op.y]);
  put(F.PIXEL, op.input.pixel);
  if (pictured) {
    put(F.HEIGHT, op.input.shape[0]);
    put(F.WIDTH, op.input.shape[1]);
    put(F.OUT_HEIGHT, op.output.shape[0]);
    put(F.OUT_WIDTH, op.output.shape[1]);
  }
  if ('tensor' in op) {
    const { parts, tensorOffsets } = plan;
    put(F.W, parts.weights.offset + tensorOffsets[op.tensor]);
    const bias = op.kind !== 'dense' || op.bias;
    put(F.B, bias ? parts.weights.offset + tensorOffsets[op.tensor + 1] : plan.at.zeros);
    put(F.DW, parts.gradients.offset + tensorOffsets[op.tensor]);
    put(F.DB, bias ? parts.gradients.offset + tensorOffsets[op.tensor + 1] : 0);
    put(F.UNITS, op.units);
  }
  switch (op.kind) {
    case 'dense': {
      const { numbers, period, filled } = op.input;
      put(F.INPUTS, numbers);
      put(F.LENGTH, numbers === period ? filled : numbers);
      put(F.FUNCTION, op.relu ? F.RELU : 0);
      return;
    }
    case 'conv':
      put(F.SIZE, op.size);
      put(F.FUNCTION, op.relu ? F.RELU : 0);
      return;
    case 'maxPool':
      put(F.SIZE, op.size);
      return;
    case 'batchNorm':
      put(F.STATS, plan.at.stats[index]);
      put(F.RUNNING, plan.parts.weights.offset + plan.tensorOffsets[op.tensor + 2]);
      if (tensors[op.tensor + 2].numbers !== op.units) throw new Error('running statistics do not fit');
      view.setFloat32(at + F.NORM_EPSILON, BATCH_NORM.epsilon, true);
      view.setFloat32(at + F.NORM_MOMENTUM, BATCH_NORM.momentum, true);
      return;
    case 'activation':
      put(F.FUNCTION, FUNCTIONS[op.fn]);
      put(F.UNITS, op.input.period);
      put(F.TRUE_UNITS, op.input.filled);
      return;
    default:
      op satisfies never;
  }
}
