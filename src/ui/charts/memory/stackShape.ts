/** The stacked areas of an update's memory against the batch size. */
import { STACK_PARTS, type PredictedMemory, type StackPart } from '../../../experiment/memoryPrediction.ts';
import type { Plane } from '../compare/plane.ts';

export interface Layered {
  layer: string;
  bytes: number;
}

export interface StackSample {
  batchSize: number;
  memory: PredictedMemory;
  /** Of the activations; empty where they are not shown layer by layer. */
  layers: readonly Layered[];
}

export interface Area {
  key: string;
  part: StackPart;
  /** Undefined for the part as a whole. */
  layer: string | undefined;
  /** Bytes below and above it at every sample. */
  low: number[];
  high: number[];
}

/** Areas from the bottom up; activations in one, or one for each layer. */
export function areasOf(samples: readonly StackSample[]): Area[] {
  const floor = samples.map(() => 0);
  const areas: Area[] = [];
  const put = (key: string, part: StackPart, layer: string | undefined, bytes: readonly number[]): void => {
    if (bytes.every((b) => b === 0)) return;
    const low = [...floor];
    bytes.forEach((b, i) => (floor[i] += b));
    areas.push({ key, part, layer, low, high: [...floor] });
  };
  for (const part of STACK_PARTS) {
    const names = part === 'activations' ? (samples[0]?.layers ?? []).map(({ layer }) => layer) : [];
    if (names.length === 0)
      put(
        part,
        part,
        undefined,
        samples.map(({ memory }) => memory.parts[part]),
      );
    names.forEach((layer, k) =>
      put(
        `${part} ${layer}`,
        part,
        layer,
        samples.map(({ layers }) => layers[k]?.bytes ?? 0),
      ),
    );
  }
  return areas;
}

/** An edge of an area between two samples. */
export function bytesAt(samples: readonly StackSample[], edge: readonly number[], batchSize: number): number {
  const after = samples.findIndex((s) => s.batchSize >= batchSize);
  if (after <= 0) return edge[after === 0 ? 0 : edge.length - 1];
  const [from, to] = [samples[after - 1].batchSize, samples[after].batchSize];
  return edge[after - 1] + ((batchSize - from) / (to - from)) * (edge[after] - edge[after - 1]);
}

/** Pixel of so many bytes, kept inside the plot. */
export const yAt = (plane: Plane, bytes: number): number =>
  Math.max(plane.top, Math.min(plane.bottom, plane.y.at(Math.max(bytes, plane.y.min))));

const SAMPLES = 97;

/** Batch sizes at which the curve is reckoned: even along the axis, with both ends. */
export function sampleSizes(most: number, log: boolean): number[] {
  const at = (share: number): number => Math.round(log ? most ** share : 1 + share * (most - 1));
  return [...new Set(Array.from({ length: SAMPLES }, (_, i) => at(i / (SAMPLES - 1))))];
}
