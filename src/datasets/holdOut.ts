/** Examples held out of training for what the tool itself chooses, such as a tuned learning rate. */
import { holdOutCount } from '../experiment/derive.ts';
import { createRandom, permutation } from '../science/random.ts';
import type { Dataset, Split } from './dataset.ts';
import { firstExamples } from './split.ts';

/**
 * The same dataset for choosing: its validation split is `count` of the training examples, picked by `dataSeed`, and its
 * training split the others. The real validation examples are nowhere in it, so that a choice made here has not seen
 * them. Of data without end the held-out examples are in no epoch anyway. Throws RangeError unless
 * 1 ≤ count < training examples.
 */
export function holdOut(
  dataset: Dataset,
  dataSeed: number,
  count: number = holdOutCount(dataset.training.count),
): Dataset {
  const all = dataset.training;
  if (!Number.isInteger(count) || count < 1 || count >= all.count)
    throw new RangeError(`count must be a whole number from 1 to ${all.count - 1}, got ${count}`);
  const order = permutation(all.count, createRandom(dataSeed, `${dataset.id} held out`));
  const left = all.count - count;
  const { fresh } = dataset;
  return {
    ...dataset,
    ...(fresh && { fresh: (seed, epoch) => firstExamples(fresh(seed, epoch), left) }),
    training: pick(all, order.subarray(count).sort()),
    validation: pick(all, order.subarray(0, count)),
  };
}

function pick(from: Split, order: Uint32Array): Split {
  const width = from.inputs.length / from.count;
  const inputs = new Float32Array(order.length * width);
  const labels = new Uint8Array(order.length);
  order.forEach((example, i) => {
    inputs.set(from.inputs.subarray(example * width, (example + 1) * width), i * width);
    labels[i] = from.labels[example];
  });
  const { targets } = from;
  return {
    inputs,
    labels,
    count: order.length,
    ...(targets && { targets: Float32Array.from(order, (example) => targets[example]) }),
  };
}
