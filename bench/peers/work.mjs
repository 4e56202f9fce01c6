/** The first weights and examples that all train on. */
import { initialWeights } from '../../src/experiment/weights.ts';
import { createRandom } from '../../src/science/random.ts';
import { NETWORKS } from '../networks.mjs';

export const EXAMPLES = 2048;
/** Labels that are wrong, so that a long run does not end in gradients of zero. */
const WRONG = 0.05;

export const modelFor = (name) => NETWORKS[name];

/** The same for all, in the layout of `parameterTensors`. */
export const weightsFor = (name) => initialWeights(NETWORKS[name], 1);

/** `{inputs, labels, count, classes, inputShape}`; inputs are rows of [height, width, channels]. */
export function dataFor(name) {
  const { inputShape } = NETWORKS[name];
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
