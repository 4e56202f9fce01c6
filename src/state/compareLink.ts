/** What the address says about the sweep to be shown. */
import type { SweepSpec } from '../experiment/sweep.ts';
import { decodeSweepLink } from '../experiment/sweepUrl.ts';
import { presetOf } from './comparePreset.ts';

export interface CompareLink {
  /** undefined: the link names no sweep. */
  spec: SweepSpec | undefined;
  /** Only where the spec is that of the preset. */
  preset: string | undefined;
  notes: readonly string[];
}

export function readCompareLink(search: string): CompareLink {
  const { spec, preset: named, notes } = decodeSweepLink(search);
  if (!new URLSearchParams(search).has('batchSizes')) return { spec: undefined, preset: undefined, notes };
  const preset = presetOf(named, spec);
  const other = named !== undefined && preset === undefined;
  const note = `preset=${named ?? ''} has other settings than this link, and was left out.`;
  return { spec, preset, notes: other ? [...notes, note] : notes };
}
