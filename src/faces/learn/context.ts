/** What all parts of the page share. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Recording } from '../../recordings/recording.ts';
import type { Progress, ProgressStore } from './progress.ts';
import type { RecordingId } from './recordings.ts';

/** `failed`: it did not come; missing: it is on its way. */
export type Recordings = Readonly<Partial<Record<RecordingId, Recording | 'failed'>>>;

export interface LearnTools {
  progress: ProgressStore;
  recordings: Recordings;
  /** On paper nothing waits for the reader. */
  printing: boolean;
}

export const LearnContext = createContext<LearnTools | undefined>(undefined);

export function useLearn(): LearnTools {
  const tools = useContext(LearnContext);
  if (!tools) throw new Error('useLearn needs a LearnContext above it');
  return tools;
}

export const useProgress = <T>(select: (progress: Progress) => T): T => useStore(useLearn().progress, select);

/** Undefined while it is not there. */
export function useRecording(id: RecordingId): Recording | undefined {
  const found = useLearn().recordings[id];
  return found === 'failed' ? undefined : found;
}
