/** Small pictures of a dataset, to show what it is. */
import type { Dataset, Split } from './dataset.ts';

/** Pictures: bytes [count, height, width]. Points: [count, 2]. A label each. Of the linear task: x · w* and y. */
export type Preview =
  | { kind: 'pictures'; count: number; height: number; width: number; pixels: Uint8Array; labels: Uint8Array }
  | { kind: 'points'; count: number; points: Float32Array; labels: Uint8Array };

/** More than this are a smear. */
const MOST_POINTS = 300;

/**
 * Up to `count` training examples, of points at most MOST_POINTS: one of each class after another, as long as it has any
 * left. The same dataset gives the same preview.
 */
export function previewOf(dataset: Dataset, count: number): Preview {
  const { inputShape, training } = dataset;
  if (training.targets)
    return answers(dataset, training.targets, Math.min(count, MOST_POINTS, training.count));
  if (inputShape.length === 1) {
    const picked = inTurn(training, dataset.classes, Math.min(count, MOST_POINTS));
    const points = new Float32Array(2 * picked.length);
    picked.forEach((example, i) => points.set(training.inputs.subarray(2 * example, 2 * example + 2), 2 * i));
    return { kind: 'points', count: picked.length, points, labels: labelsOf(training, picked) };
  }
  const [height, width] = inputShape;
  const area = height * width;
  const picked = inTurn(training, dataset.classes, count);
  const pixels = new Uint8Array(area * picked.length);
  picked.forEach((example, i) => {
    for (let k = 0; k < area; k++)
      pixels[i * area + k] = Math.round(255 * training.inputs[example * area + k]);
  });
  return {
    kind: 'pictures',
    count: picked.length,
    height,
    width,
    pixels,
    labels: labelsOf(training, picked),
  };
}

/** The first examples of the linear task as points (x · w*, y): without noise they would lie on the diagonal. */
function answers(
  { training, truth = new Float64Array() }: Dataset,
  targets: Float32Array,
  count: number,
): Preview {
  const points = new Float32Array(2 * count);
  const width = training.inputs.length / training.count;
  for (let i = 0; i < count; i++) {
    points[2 * i] = truth.reduce((sum, w, k) => sum + w * training.inputs[i * width + k], 0);
    points[2 * i + 1] = targets[i];
  }
  return { kind: 'points', count, points, labels: new Uint8Array(count) };
}

function inTurn(split: Split, classes: number, count: number): number[] {
  const wanted = Math.ceil(count / classes);
  const byClass: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < split.count; i++) {
    const members = byClass[split.labels[i]];
    if (members.length < wanted) members.push(i);
  }
  const picked: number[] = [];
  for (let turn = 0; turn < wanted; turn++)
    for (const members of byClass)
      if (turn < members.length && picked.length < count) picked.push(members[turn]);
  return picked;
}

function labelsOf(split: Split, picked: readonly number[]): Uint8Array {
  return Uint8Array.from(picked, (example) => split.labels[example]);
}
