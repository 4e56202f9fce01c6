/** The networks, first weights and examples that all train on. */
import { initialWeights } from '../../src/experiment/weights.ts';
import { createRandom } from '../../src/science/random.ts';

export const EXAMPLES = 2048;
/** Labels that are wrong, so that a long run does not end in gradients of zero. */
const WRONG = 0.05;

const flat = (widths, fn) => ({
  inputShape: [widths[0]],
  loss: 'softmaxCrossEntropy',
  layers: widths
    .slice(1)
    .flatMap((units, i) => [
      { kind: 'dense', name: `dense${i}`, units },
      ...(i + 2 < widths.length ? [{ kind: 'activation', name: `act${i}`, fn }] : []),
    ]),
});

const block = (i, filters) => [
  { kind: 'conv', name: `conv${i}`, filters, size: 5 },
  { kind: 'activation', name: `act${i}`, fn: 'relu' },
  { kind: 'maxPool', name: `pool${i}`, size: 2 },
];

const MODELS = {
  tiny: flat([2, 4, 2, 2], 'tanh'),
  mlp: flat([784, 128, 10], 'relu'),
  cnn: {
    inputShape: [28, 28, 1],
    loss: 'softmaxCrossEntropy',
    layers: [
      ...block(1, 8),
      ...block(2, 16),
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'output', units: 10 },
    ],
  },
};

export const modelFor = (name) => MODELS[name];

/** The same for all, in the layout of `parameterTensors`. */
export const weightsFor = (name) => initialWeights(MODELS[name], 1);

/** `{inputs, labels, count, classes, inputShape}`; inputs are rows of [height, width, channels]. */
export function dataFor(name) {
  const { inputShape } = MODELS[name];
  const classes = name === 'tiny' ? 2 : 10;
  const size = inputShape.reduce((a, b) => a * b);
  const random = createRandom(1, `peers ${name}`);
  const inputs = new Float32Array(EXAMPLES * size);
  const labels = new Uint8Array(EXAMPLES);
  for (let i = 0; i < EXAMPLES; i++) {
    const row = inputs.subarray(i * size, (i + 1) * size);
    const label = name === 'tiny' ? fillPoint(row, random) : fillPicture(row, random);
    labels[i] = random.uniform() < WRONG ? random.integer(classes) : label;
  }
  return { inputs, labels, count: EXAMPLES, classes, inputShape };
}

/** A point of a square; the classes lie on the two sides of a diagonal. */
function fillPoint(row, random) {
  row[0] = 2 * random.uniform() - 1;
  row[1] = 2 * random.uniform() - 1;
  return row[0] + row[1] > 0 ? 1 : 0;
}

/** 28 × 28, about a fifth of it not 0, as in written digits: specks, and a patch whose place tells the class. */
function fillPicture(row, random) {
  const label = random.integer(10);
  const [top, left] = [2 + 8 * Math.floor(label / 4) + (label > 7 ? 1 : 0), 1 + 7 * (label % 4)];
  for (let i = 0; i < row.length; i++) {
    const [y, x] = [Math.floor(i / 28) - top, (i % 28) - left];
    const inside = y >= 0 && y < 6 && x >= 0 && x < 6;
    const on = random.uniform() < (inside ? 0.9 : 0.15);
    row[i] = on ? (inside ? 0.6 : 0.1) + 0.4 * random.uniform() : 0;
  }
  return label;
}

/** 0 … count - 1, shuffled. */
export function orderOf(count) {
  const random = createRandom(1, 'peers order');
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const k = random.integer(i + 1);
    [order[i], order[k]] = [order[k], order[i]];
  }
  return order;
}
