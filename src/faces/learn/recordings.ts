/** The recorded results, fetched as the scripts that hand them over. */
import { readRecording } from '../../recordings/read.ts';
import type { Recording } from '../../recordings/recording.ts';

export const RECORDING_IDS = ['race', 'race-tuned', 'target', 'speed', 'generalise', 'noise'] as const;
export type RecordingId = (typeof RECORDING_IDS)[number];

type Page = typeof globalThis & { batchscopeRecording?: (json: unknown) => void };

const isKnown = (id: string): id is RecordingId => RECORDING_IDS.some((known) => known === id);

/** Calls `then` as each arrives, or with `failed` where it does not, or cannot be read. */
export function fetchRecordings(then: (id: RecordingId, found: Recording | 'failed') => void): void {
  const arrived = new Set<RecordingId>();
  (globalThis as Page).batchscopeRecording = (json) => {
    const found = readRecording(json);
    if (!('recording' in found) || !isKnown(found.recording.preset)) return;
    arrived.add(found.recording.preset);
    then(found.recording.preset, found.recording);
  };
  for (const id of RECORDING_IDS) {
    const script = document.createElement('script');
    script.src = new URL(`recordings/${id}.js`, document.baseURI).href;
    script.onload = script.onerror = () => {
      if (!arrived.has(id)) then(id, 'failed');
    };
    document.head.append(script);
  }
}
