/** Links to the app with the experiment that a section is about. */
import { initialConfig } from '../../../experiment/draft.ts';
import { encodeSweepLink } from '../../../experiment/sweepUrl.ts';
import { encodeLink } from '../../../experiment/url.ts';
import { PRESETS } from '../../../sweep/presets.ts';
import { MEMORY } from '../figures/memorySetup.ts';
import type { RecordingId } from '../recordings.ts';
import type { Own } from './own.ts';

export const ownLink = ({ examples, batchSize, epochs }: Own): string =>
  encodeLink({ ...initialConfig(), size: examples, batchSize, epochs });

/** @throws Error where the preset is gone. */
export function presetLink(id: RecordingId): string {
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset) throw new Error(`there is no preset ${id}`);
  return encodeSweepLink(preset.spec, preset.id);
}

export const memoryLink = (): string => `${encodeLink(MEMORY)}&view=memory`;
