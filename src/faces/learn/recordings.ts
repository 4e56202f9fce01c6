/** The recorded results that the page shows. */
import type { Recording } from '../../recordings/recording.ts';
import { fetchRecordings as fetchAll } from '../../ui/recorded/fetchRecordings.ts';

export const RECORDING_IDS = ['race', 'race-tuned', 'target', 'speed', 'generalise', 'noise'] as const;
export type RecordingId = (typeof RECORDING_IDS)[number];

const isKnown = (id: string): id is RecordingId => RECORDING_IDS.some((known) => known === id);

/** Calls `then` as each arrives, or with `failed` where it does not, or cannot be read. */
export const fetchRecordings = (then: (id: RecordingId, found: Recording | 'failed') => void): void =>
  fetchAll(RECORDING_IDS, (id, found) => {
    if (isKnown(id)) then(id, found);
  });
