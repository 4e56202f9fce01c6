import type { DataSettings, DatasetId, Dataset } from '../../src/datasets/dataset.ts';
import { DATASETS } from '../../src/datasets/registry.ts';

/** The default settings of a dataset, but for `other`. */
export function settingsOf(dataset: DatasetId, other: Partial<DataSettings> = {}): DataSettings {
  const { size, noise = 0, inputShape } = DATASETS[dataset];
  const validationShare = size.validation / size.training;
  return {
    dataset,
    dataSeed: 1,
    size: size.training,
    noise,
    dimension: inputShape[0],
    validationShare,
    limit: 0,
    ...other,
  };
}

/** Validation accuracy, a share of 1, of the classifier that picks the class with the nearest mean. */
export function nearestCentroid({ classes, training, validation }: Dataset): number {
  const width = training.inputs.length / training.count;
  const means = new Float64Array(classes * width);
  const counts = new Float64Array(classes);
  training.labels.forEach((label, i) => {
    counts[label]++;
    for (let k = 0; k < width; k++) means[label * width + k] += training.inputs[i * width + k];
  });
  for (let i = 0; i < means.length; i++) means[i] /= counts[Math.floor(i / width)];
  let right = 0;
  validation.labels.forEach((label, i) => {
    let nearest = 0;
    let least = Infinity;
    for (let c = 0; c < classes; c++) {
      let distance = 0;
      for (let k = 0; k < width; k++)
        distance += (validation.inputs[i * width + k] - means[c * width + k]) ** 2;
      if (distance < least) [least, nearest] = [distance, c];
    }
    if (nearest === label) right++;
  });
  return right / validation.count;
}

/** How often each class occurs. */
export function tally(labels: Uint8Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]++;
  return counts;
}
