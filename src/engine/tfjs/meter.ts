/**
 * Bytes of tensors inside an update, looked at after every kernel. With a limit it stops the update at the first tensor
 * beyond it, as a device with no more memory would.
 */
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { formatBytes } from '../../experiment/format.ts';
import type { PartName } from '../engine.ts';
import { EngineFailureError } from '../failure.ts';
import { nameOfPart } from '../partNames.ts';

interface Meter {
  /** Bytes that do not count, such as the dataset's. */
  besideBytes: number;
  limitBytes: number;
  peakBytes: number;
  part: PartName;
  layer: string | undefined;
}

let meter: Meter | undefined;

export function startMeter(besideBytes: number, limitBytes = Infinity): void {
  meter = { besideBytes, limitBytes, peakBytes: 0, part: 'batch', layer: undefined };
  note(undefined);
}

/** Ends the measurement that `startMeter` began; the most bytes held. */
export function stopMeter(): number {
  const bytes = meter?.peakBytes ?? 0;
  meter = undefined;
  return bytes;
}

/** What the kernels from here on work at. */
export function workAt(part: PartName, layer?: string): void {
  if (!meter) return;
  meter.part = part;
  meter.layer = layer;
}

/** To be called with what a kernel made. @throws EngineFailureError when there was no room for it. */
export function note(made: Tensor | undefined): void {
  if (!meter) return;
  const held = engine().state.numBytes - meter.besideBytes;
  const { limitBytes, part, layer } = meter;
  if (held > limitBytes) {
    const bytes = made ? Math.min(held, 4 * made.size) : held;
    const left = Math.max(0, limitBytes - (held - bytes));
    throw new EngineFailureError({
      code: 'out-of-memory',
      message: `of ${formatBytes(limitBytes)} ${formatBytes(left)} are left for ${nameOfPart({ part, layer })}, ${formatBytes(bytes)} wanted`,
      lacking: { part, bytes, left, ...(layer !== undefined && { layer }) },
    });
  }
  meter.peakBytes = Math.max(meter.peakBytes, held);
}
