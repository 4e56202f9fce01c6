/** Small looks into a dataset, and what the network says of the examples in them. */
import type { Dataset } from '../datasets/dataset.ts';
import { previewOf as pickPreview } from '../datasets/preview.ts';
import type { EngineRun } from '../engine/engine.ts';
import type { Insight, Preview } from './protocol.ts';

/** Cells along each side of the decision regions. */
export const CELLS = 48;
/** The same where predictions take long. */
export const FEW_CELLS = 24;
export const PICTURES = 24;
const POINTS = 300;
const MARGIN = 0.08;

/** The first `count` examples of a split, as they are drawn. */
export function lookInto(
  dataset: Dataset,
  split: 'training' | 'validation',
  count: number,
): Preview | undefined {
  const { inputs, labels, count: all } = dataset[split];
  const n = Math.min(count, all);
  if (dataset.inputShape.length === 1 && dataset.inputShape[0] === 2)
    return {
      kind: 'points',
      points: inputs.slice(0, 2 * n),
      labels: labels.slice(0, n),
      count: n,
      extent: extentOf(dataset.training.inputs),
    };
  if (dataset.inputShape.length !== 3) return undefined;
  const [height, width, channels] = dataset.inputShape;
  const pixels = Uint8Array.from(inputs.subarray(0, n * height * width * channels), (x) =>
    Math.round(255 * Math.min(1, Math.max(0, x))),
  );
  return { kind: 'pictures', height, width, channels, pixels, labels: labels.slice(0, n), count: n };
}

/** What a page shows of a dataset before training: the classes in turn. */
export function previewOf(dataset: Dataset): Preview {
  const points = dataset.inputShape.length === 1;
  const picked = pickPreview(dataset, points ? POINTS : PICTURES);
  const { count } = picked;
  const labels = new Uint8Array(picked.labels);
  switch (picked.kind) {
    case 'points': {
      const extent = extentOf(dataset.training.targets ? picked.points : dataset.training.inputs);
      return { kind: 'points', points: new Float32Array(picked.points), labels, count, extent };
    }
    case 'pictures': {
      const { height, width } = picked;
      const pixels = new Uint8Array(picked.pixels);
      return { kind: 'pictures', height, width, channels: 1, pixels, labels, count };
    }
    default:
      return picked satisfies never;
  }
}

/** The smallest square that holds every point, with a margin. */
function extentOf(points: Float32Array): [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (const x of points) {
    if (x < min) min = x;
    if (x > max) max = x;
  }
  if (!(max > min)) return [min - 1, min + 1];
  const margin = MARGIN * (max - min);
  return [min - margin, max + margin];
}

/** Predictions that an insight asks for. */
export function insightSize({ inputShape, validation }: Dataset, cells: number): number {
  if (validation.targets) return Math.min(POINTS, validation.count);
  return inputShape.length === 3 ? Math.min(PICTURES, validation.count) : cells * cells;
}

/**
 * Predictions for the first validation pictures, the decision regions under the points in `cells` × `cells`, or answers
 * that are numbers beside their targets.
 */
export async function insightOf(
  dataset: Dataset,
  predict: EngineRun['predict'],
  cells = CELLS,
): Promise<Insight | undefined> {
  const { targets } = dataset.validation;
  if (targets) return { kind: 'answers', preview: await answersOf(dataset, targets, predict) };
  const pictures = dataset.inputShape.length === 3;
  const preview = lookInto(dataset, pictures ? 'validation' : 'training', pictures ? PICTURES : POINTS);
  switch (preview?.kind) {
    case undefined:
      return undefined;
    case 'pictures': {
      const size = preview.height * preview.width * preview.channels;
      const inputs = dataset.validation.inputs.slice(0, preview.count * size);
      return { kind: 'pictures', preview, ...best(await predict(inputs, preview.count), dataset.classes) };
    }
    case 'points': {
      const probabilities = await predict(grid(preview.extent, cells), cells * cells);
      return { kind: 'regions', preview, cells, ...best(probabilities, dataset.classes) };
    }
    default:
      return preview satisfies never;
  }
}

async function answersOf(
  { inputShape: [width], validation }: Dataset,
  targets: Float32Array,
  predict: EngineRun['predict'],
): Promise<Preview & { kind: 'points' }> {
  const count = Math.min(POINTS, validation.count);
  const answers = await predict(validation.inputs.slice(0, count * width), count);
  const points = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    points[2 * i] = answers[i];
    points[2 * i + 1] = targets[i];
  }
  return { kind: 'points', points, labels: new Uint8Array(count), count, extent: extentOf(points) };
}

/** Middles of cells × cells squares, the row with the largest second coordinate first: [cells * cells, 2]. */
export function grid([min, max]: [number, number], cells: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(2 * cells * cells);
  const step = (max - min) / cells;
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const at = 2 * (row * cells + column);
      values[at] = min + (column + 0.5) * step;
      values[at + 1] = max - (row + 0.5) * step;
    }
  return values;
}

function best(
  probabilities: Float32Array,
  classes: number,
): { predicted: Uint8Array<ArrayBuffer>; confidence: Float32Array<ArrayBuffer> } {
  const count = probabilities.length / classes;
  const predicted = new Uint8Array(count);
  const confidence = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let top = 0;
    for (let k = 1; k < classes; k++)
      if (probabilities[i * classes + k] > probabilities[i * classes + top]) top = k;
    predicted[i] = top;
    confidence[i] = probabilities[i * classes + top];
  }
  return { predicted, confidence };
}

/** The buffers of a preview or insight, to be transferred. */
export function buffersIn(look: Preview | Insight): ArrayBuffer[] {
  switch (look.kind) {
    case 'pictures':
      return 'preview' in look
        ? [...buffersIn(look.preview), look.predicted.buffer, look.confidence.buffer]
        : [look.pixels.buffer, look.labels.buffer];
    case 'regions':
      return [...buffersIn(look.preview), look.predicted.buffer, look.confidence.buffer];
    case 'answers':
      return buffersIn(look.preview);
    case 'points':
      return [look.points.buffer, look.labels.buffer];
    default:
      return look satisfies never;
  }
}
