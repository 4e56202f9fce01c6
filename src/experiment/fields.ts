/**
 * The field table: label, unit, help, limits, default, parsing and formatting of every setting. Controls, validation
 * and links all read it, so that a setting has one name and one rule everywhere.
 */
import { DATASET_IDS, DATASETS, hasClasses } from './catalog.ts';
import type { ExperimentConfig } from './config.ts';
import type { DatasetInfo } from './data.ts';
import { trainingCount } from './derive.ts';
import { choice, numeric, type Field, type FieldKey, type Limits } from './fieldKinds.ts';
import { hidden } from './hiddenField.ts';

export type { ChoiceField, Field, FieldKey } from './fieldKinds.ts';
export { HIDDEN_LIMITS } from './hiddenField.ts';

const isLinear = (c: ExperimentConfig): boolean => !hasClasses(c.dataset);
const generated = (c: ExperimentConfig): boolean => DATASETS[c.dataset].controls.trainingSize;
const fraction = (openMin = false): Limits => ({ min: 0, max: 1, openMin, openMax: true });
const seedLimits: Limits = { min: 0, max: 4294967295 };
const LEARNING_RATES = { sgd: 0.1, momentum: 0.02, adam: 0.001 } as const;

/** Why `model` cannot learn from these data; undefined when it can. */
function refusedModel(model: string, { kind, name }: DatasetInfo): string | undefined {
  if (model === 'linear' && kind !== 'numbers')
    return `Model linear answers with a number and ${name} asks for classes; choose ${kind === 'points' ? 'softmax or mlp' : 'softmax, mlp or cnn'}.`;
  if (model !== 'linear' && kind === 'numbers')
    return `Model ${model} tells classes apart and ${name} asks for a number; choose linear.`;
  return model.startsWith('cnn') && kind === 'points'
    ? `Model ${model} needs pictures and ${name} are points; choose softmax or mlp.`
    : undefined;
}

/** The fields in the order in which they depend on each other: a field's rule reads only those before it. */
export const FIELDS: { readonly [K in FieldKey]: Field<K> } = {
  dataset: choice(
    'dataset',
    'Dataset',
    'The examples that the network learns from.',
    DATASET_IDS.map((id) => ({ value: id, label: DATASETS[id].name })),
    'digits',
  ),
  size: numeric(
    'integer',
    'size',
    'Training examples',
    'How many examples there are to train on: N.',
    (c) => DATASETS[c.dataset].size.training,
    (c) => ({ min: 20, max: DATASETS[c.dataset].size.trainingMax }),
    { applies: generated },
  ),
  dimension: numeric(
    'integer',
    'dimension',
    'Dimension',
    'How many numbers each example has, and as many weights there are: d.',
    DATASETS.linear.inputShape[0],
    { min: 1, max: 256 },
    { applies: isLinear },
  ),
  noise: numeric(
    'number',
    'noise',
    'Noise',
    'How much randomness is mixed into the examples; more noise (σ of Linear) makes the task harder.',
    (c) => DATASETS[c.dataset].noise ?? 0,
    (c) => ({ min: 0, max: isLinear(c) ? 10 : 1 }),
    { applies: (c) => DATASETS[c.dataset].controls.noise },
  ),
  validationShare: numeric(
    'number',
    'validationShare',
    'Validation share',
    'Validation examples, never trained on, as a share of the training examples and drawn besides them.',
    0.2,
    { min: 0.01, max: 1 },
    { applies: (c) => DATASETS[c.dataset].controls.validationShare },
  ),
  limit: numeric(
    'integer',
    'limit',
    'Only the first',
    'Train on only the first so many training examples; 0 means all of them.',
    0,
    (c) => ({ min: 0, max: DATASETS[c.dataset].size.trainingMax }),
    { unit: 'examples', applies: (c) => DATASETS[c.dataset].controls.limit },
  ),
  dataSeed: numeric(
    'integer',
    'dataSeed',
    'Data seed',
    'Fixes the generated examples and the split, so that runs with different seeds stay comparable.',
    1,
    seedLimits,
  ),
  model: choice(
    'model',
    'Model',
    'The network that is trained.',
    [
      { value: 'softmax', label: 'Softmax regression' },
      { value: 'mlp', label: 'Multilayer perceptron' },
      { value: 'cnn', label: 'Convolutional network' },
      { value: 'cnn-bn', label: 'Convolutional network, batch norm' },
      { value: 'linear', label: 'Linear regression' },
    ],
    (c) => (isLinear(c) ? 'linear' : 'mlp'),
    { refuse: (model, c) => refusedModel(model, DATASETS[c.dataset]) },
  ),
  hidden,
  activation: choice(
    'activation',
    'Activation',
    'The bend after each hidden layer; without it all layers would act as one.',
    [
      { value: 'relu', label: 'ReLU' },
      { value: 'tanh', label: 'tanh' },
      { value: 'sigmoid', label: 'sigmoid' },
    ],
    'relu',
    { applies: (c) => c.model !== 'softmax' && c.model !== 'linear' },
  ),
  distance: numeric(
    'number',
    'distance',
    'Starting distance',
    'How far the initial weights are from the true weights w*, in a direction that the seed draws.',
    1,
    { min: 0, max: 100 },
    { applies: (c) => c.model === 'linear' },
  ),
  optimizer: choice(
    'optimizer',
    'Optimizer',
    'The rule that turns a gradient into a change of the weights.',
    [
      { value: 'sgd', label: 'SGD' },
      { value: 'momentum', label: 'Momentum' },
      { value: 'adam', label: 'Adam' },
    ],
    'sgd',
  ),
  learningRate: numeric(
    'number',
    'learningRate',
    'Learning rate',
    'How far each update moves the weights along the gradient.',
    (c) => LEARNING_RATES[c.optimizer],
    { min: 0, max: 1000, openMin: true },
  ),
  momentum: numeric(
    'number',
    'momentum',
    'Momentum',
    'How much of the last step is carried on into the next.',
    0.9,
    fraction(),
    { applies: (c) => c.optimizer === 'momentum' },
  ),
  beta1: numeric('number', 'beta1', 'Beta 1', 'Memory of Adam’s average gradient.', 0.9, fraction(), {
    applies: (c) => c.optimizer === 'adam',
  }),
  beta2: numeric(
    'number',
    'beta2',
    'Beta 2',
    'Memory of Adam’s average squared gradient.',
    0.999,
    fraction(),
    {
      applies: (c) => c.optimizer === 'adam',
    },
  ),
  epsilon: numeric(
    'number',
    'epsilon',
    'Epsilon',
    'Keeps Adam from dividing by zero; the larger it is, the more its steps follow the size of the gradient.',
    1e-8,
    { min: 1e-12, max: 1 },
    { applies: (c) => c.optimizer === 'adam' },
  ),
  weightDecay: numeric(
    'number',
    'weightDecay',
    'Weight decay',
    'Pulls every weight towards zero a little with each update; 0 switches it off.',
    0,
    { min: 0, max: 1 },
  ),
  batchSize: numeric(
    'integer',
    'batchSize',
    'Batch size',
    'How many examples are averaged into one update of the weights.',
    (c) => Math.min(100, trainingCount(c)),
    (c) => ({ min: 1, max: trainingCount(c) }),
    { boundName: 'all training examples' },
  ),
  microBatch: numeric(
    'integer',
    'microBatch',
    'Micro-batch',
    'Larger batches are computed in parts of so many examples, whose gradients are added up for the one update; 0 means in one piece.',
    0,
    (c) => ({ min: 0, max: trainingCount(c) }),
    { unit: 'examples' },
  ),
  memoryLimit: numeric(
    'number',
    'memoryLimit',
    'Memory limit',
    'The most memory that an update may hold, as on a small device; 0 means no limit but those of engine and device.',
    0,
    { min: 0, max: 1_000_000 },
    { unit: 'MB' },
  ),
  remainder: choice(
    'remainder',
    'Last, smaller batch',
    'When N is not a multiple of the batch size, the epoch’s last batch is smaller: train on it or leave it out.',
    [
      { value: 'keep', label: 'keep' },
      { value: 'drop', label: 'drop' },
    ],
    'keep',
  ),
  epochs: numeric('integer', 'epochs', 'Epochs', 'How many times the training visits every example.', 5, {
    min: 1,
    max: 1000,
  }),
  seed: numeric(
    'integer',
    'seed',
    'Seed',
    'Fixes the initial weights and the order of the batches: same seed, same curve.',
    1,
    seedLimits,
  ),
  engine: choice(
    'engine',
    'Engine',
    'What computes the updates: the graphics processor (WebGPU, WebGL) or the processor (CPU).',
    [
      { value: 'auto', label: 'Auto' },
      { value: 'webgpu', label: 'WebGPU' },
      { value: 'webgl', label: 'WebGL' },
      { value: 'cpu', label: 'CPU' },
    ],
    'auto',
  ),
};

export const FIELD_ORDER = Object.keys(FIELDS) as FieldKey[];
