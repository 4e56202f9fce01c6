/** Outputs in evaluation mode, in parts small enough that evaluating needs little memory. */
import { dispose, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { TfjsDevice } from './device.ts';
import type { Network } from './network.ts';
import { gatherBatch } from './ops.ts';
import type { DeviceSplit } from './splits.ts';

const PART_ROWS = 500;

/**
 * Outputs [count, classes] of the first `count` rows of `split`. Everything is asked of the device before this
 * returns, so that later updates change nothing.
 * @throws EngineFailureError when the device fails meanwhile.
 */
export async function inferRows(
  { watch, inspect }: TfjsDevice,
  network: Network,
  split: DeviceSplit,
  weights: readonly Tensor[],
  startShare: number,
  count: number,
  classes: number,
): Promise<Float32Array<ArrayBuffer>> {
  const parts: Tensor[] = [];
  for (let start = 0; start < count; start += PART_ROWS) {
    const rows = Math.min(PART_ROWS, count - start);
    parts.push(
      tidy(() => network.infer(gatherBatch(split.inputs, split.order, start, rows), weights, startShare)),
    );
  }
  const outputs = new Float32Array(count * classes);
  try {
    const read = await watch.guard(Promise.all(parts.map((part) => part.data<'float32'>())));
    read.forEach((values, i) => outputs.set(values, i * PART_ROWS * classes));
  } finally {
    dispose(parts);
  }
  inspect();
  watch.check();
  return outputs;
}
