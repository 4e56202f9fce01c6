/**
 * How long an update may take, before one was timed: for the watchdog and for the notice that updates will be slow.
 * Pessimistic on purpose, and no measure of any device.
 */
import type { EngineName } from '../experiment/config.ts';
import type { ModelSpec } from '../experiment/model.ts';
import { flopsOf } from './flops.ts';

interface Pace {
  /** Milliseconds of an update of the smallest network. */
  overheadMs: number;
  /** Operations a second that a slow device of the kind still reaches. */
  flopsPerSecond: number;
}

const PACES: Readonly<Record<EngineName, Pace>> = {
  cpu: { overheadMs: 0.1, flopsPerSecond: 1e9 },
  webgl: { overheadMs: 30, flopsPerSecond: 5e9 },
  webgpu: { overheadMs: 30, flopsPerSecond: 5e9 },
};
const EMULATED_PACES: Readonly<Record<EngineName, Pace>> = {
  cpu: { overheadMs: 2, flopsPerSecond: 1e8 },
  webgl: { overheadMs: 150, flopsPerSecond: 1e8 },
  webgpu: { overheadMs: 800, flopsPerSecond: 1e8 },
};

/** Milliseconds that one update at `batchSize` examples takes on a slow device; `software` for an emulated GPU. */
export function predictedUpdateMs(
  model: ModelSpec,
  batchSize: number,
  engine: EngineName,
  software: boolean,
): number {
  const { overheadMs, flopsPerSecond } = (software ? EMULATED_PACES : PACES)[engine];
  const { forwardPerExample, backwardPerExample, perUpdate } = flopsOf(model);
  const work = batchSize * (forwardPerExample + backwardPerExample) + perUpdate;
  return overheadMs + (1000 * work) / flopsPerSecond;
}
