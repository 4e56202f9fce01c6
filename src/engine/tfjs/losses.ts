/** Losses of updates, kept on the device and read back in groups. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { concat } from './ops.ts';

/** Tensors joined before a read-back; a fixed number, so that few shaders are compiled. */
const GROUP = 16;

export interface LossLog {
  /** Takes over `perExample` [batch, 1]. */
  push(perExample: Tensor): void;
  /** Mean of every tensor pushed since the last call, in order. */
  drain(): Promise<Float32Array>;
  dispose(): void;
}

/** Reads tensors of one shape [batch, 1] with one read-back for every 16; disposes them. */
function readGroup(tensors: Tensor[], join: boolean): Promise<Float32Array> {
  const batch = tensors[0].shape[0];
  const used = tensors.length * batch;
  const padded = [...tensors];
  while (join && padded.length < GROUP) padded.push(tensors[0]);
  const whole = padded.length === 1 ? tensors[0] : concat(padded);
  for (const t of tensors) if (t !== whole) t.dispose();
  return whole.data<'float32'>().then(
    (values) => {
      whole.dispose();
      return values.subarray(0, used);
    },
    (error: unknown) => {
      whole.dispose();
      throw error;
    },
  );
}

function means(values: Float32Array, batch: number): number[] {
  return Array.from({ length: values.length / batch }, (_, k) => {
    let sum = 0;
    for (let i = k * batch; i < (k + 1) * batch; i++) sum += values[i];
    return sum / batch;
  });
}

/** @param join whether one joined read-back is cheaper than one for each tensor (true on a GPU). */
export function createLossLog(join: boolean): LossLog {
  let pending: Tensor[] = [];
  return {
    push: (perExample) => void pending.push(perExample),
    async drain() {
      const groups: Tensor[][] = [];
      for (const t of pending) {
        const last = groups.at(-1);
        const fits = join && last !== undefined && last.length < GROUP && last[0].shape[0] === t.shape[0];
        if (fits) last.push(t);
        else groups.push([t]);
      }
      pending = [];
      const reads = groups.map((group) => {
        const batch = group[0].shape[0];
        return readGroup(group, join && group.length > 1).then((values) => means(values, batch));
      });
      return Float32Array.from((await Promise.all(reads)).flat());
    },
    dispose() {
      for (const t of pending) t.dispose();
      pending = [];
    },
  };
}
