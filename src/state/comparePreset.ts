/** Which preset a sweep may be called by. */
import type { SweepSpec } from '../experiment/sweep.ts';
import { encodeSweepLink } from '../experiment/sweepUrl.ts';
import { PRESETS } from '../sweep/presets.ts';

/** `id` where a preset of that name asks for exactly this sweep: its heading and its sentence would not be true of another. */
export function presetOf(id: string | undefined, spec: SweepSpec): string | undefined {
  const found = PRESETS.find((one) => one.id === id);
  return found && encodeSweepLink(found.spec) === encodeSweepLink(spec) ? id : undefined;
}
