/** Real data: from the bytes of the official files to a dataset. */
import { createRandom, permutation } from '../science/random.ts';
import type { DataSettings, Dataset, DatasetId, Split } from './dataset.ts';

/** The datasets that are downloaded. */
export type RealId = Extract<DatasetId, 'mnist' | 'fashion-mnist'>;

/** Pictures as their file has them: bytes [count, height, width] and a label each. */
export interface Pictures {
  pixels: Uint8Array;
  labels: Uint8Array;
  count: number;
  height: number;
  width: number;
}

/**
 * The official training pictures, or the first `settings.limit` of them, and the official test pictures as validation:
 * inputs float32 [count, height, width, 1], pixels / 255, each split shuffled by `settings.dataSeed` (random streams
 * "<id> training" and "<id> validation"). Throws RangeError where `limit` is no whole number from 0.
 */
export function realDataset(id: RealId, training: Pictures, test: Pictures, settings: DataSettings): Dataset {
  const { limit, dataSeed } = settings;
  if (!Number.isInteger(limit) || limit < 0)
    throw new RangeError(`limit must be a whole number from 0, got ${limit}`);
  const count = limit === 0 ? training.count : Math.min(limit, training.count);
  return {
    id,
    inputShape: [training.height, training.width, 1],
    classes: 10,
    training: shuffled(training, count, dataSeed, `${id} training`),
    validation: shuffled(test, test.count, dataSeed, `${id} validation`),
  };
}

function shuffled(pictures: Pictures, count: number, dataSeed: number, stream: string): Split {
  const width = pictures.height * pictures.width;
  const order = permutation(count, createRandom(dataSeed, stream));
  const inputs = new Float32Array(count * width);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const from = order[i] * width;
    const to = i * width;
    for (let k = 0; k < width; k++) inputs[to + k] = pictures.pixels[from + k] / 255;
    labels[i] = pictures.labels[order[i]];
  }
  return { inputs, labels, count };
}
