/** The bytes of an update in words: what a reader sees at the pointer and hears at the cursor. */
import { formatBytes, formatNumber } from '../../../experiment/format.ts';
import type { StackPart } from '../../../experiment/memoryPrediction.ts';
import { PART_NAMES } from './partNames.ts';
import { areasOf, type StackSample } from './stackShape.ts';

export interface PartReading {
  key: string;
  part: StackPart;
  name: string;
  bytes: number;
}

/** More layers than this are told as the largest ones and the rest of them together. */
const MOST_LAYERS = 5;

/** The parts at one batch size as they are stacked, from the top down. */
export function readStack(sample: StackSample): PartReading[] {
  const read = areasOf([sample]).map(({ key, part, layer, low, high }) => ({
    key,
    part,
    layer,
    name: layer === undefined ? PART_NAMES[part] : `${layer} keeps`,
    bytes: high[0] - low[0],
  }));
  const layers = read.filter(({ layer }) => layer !== undefined);
  if (layers.length <= MOST_LAYERS) return read.reverse();
  const told = [...layers].sort((a, b) => b.bytes - a.bytes).slice(0, MOST_LAYERS - 1);
  const rest = layers.filter((layer) => !told.includes(layer));
  const others = {
    ...rest[0],
    name: `${rest.length} other layers`,
    bytes: rest.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  const whole = read.filter(({ layer }) => layer === undefined);
  return [...whole, others, ...layers.filter((layer) => told.includes(layer))].reverse();
}

/** "batch size 100, 1.2 MB: activations 0.8 MB, input batch 313 kB, …" */
export function stackText(sample: StackSample): string {
  const parts = readStack(sample).map(({ name, bytes }) => `${name} ${formatBytes(bytes)}`);
  return `batch size ${formatNumber(sample.batchSize)}, ${formatBytes(sample.memory.total)}: ${parts.join(', ')}`;
}
