/** What a frame can train: drawn data, on the engine that computes the same everywhere. */
import { isDownloaded } from '../../experiment/catalog.ts';
import type { SweepSpec } from '../../experiment/sweep.ts';

/** Drawn data are there; others would have to be downloaded, and an embed asks no other host for anything. */
export const isTrainable = ({ arms }: SweepSpec): boolean =>
  arms.every(({ dataset }) => !isDownloaded(dataset));

export const onCpu = (spec: SweepSpec): SweepSpec => ({ ...spec, base: { ...spec.base, engine: 'cpu' } });
