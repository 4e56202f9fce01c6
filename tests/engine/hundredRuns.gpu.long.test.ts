import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { startWebgl } from '../../src/engine/tfjs/webgl.ts';
import { startWebgpu } from '../../src/engine/tfjs/webgpu.ts';
import { manyRuns } from './checks.ts';

/** What TensorFlow.js tells of the device; each of its backends has a word of its own for it. */
interface OnDevice {
  numTensors: number;
  numBytesInGPUAllocated?: number;
  numBytesAllocatedInGPU?: number;
}

const least = (values: readonly number[]): number => Math.min(...values);

describe.each<[string, () => Promise<Engine>]>([
  ['webgl', startWebgl],
  ['webgpu', startWebgpu],
])('%s engine', (_, start) => {
  it('holds no tensor and no texture or buffer more after 100 runs across all optimisers', async () => {
    const engine = await start();
    const tensors = new Set<number>();
    const deviceBytes: number[] = [];
    const before = memory();
    await manyRuns(engine, 100, () => {
      const now = memory() as unknown as OnDevice;
      tensors.add(now.numTensors);
      deviceBytes.push(now.numBytesInGPUAllocated ?? now.numBytesAllocatedInGPU ?? NaN);
    });
    expect([...tensors]).toEqual([before.numTensors]);
    expect(memory().numBytes).toBe(before.numBytes);
    // A buffer may be given back a moment late, so that single runs hold a little more.
    expect(least(deviceBytes.slice(60))).toBeLessThanOrEqual(least(deviceBytes.slice(20, 60)));
    engine.dispose();
  });
});
