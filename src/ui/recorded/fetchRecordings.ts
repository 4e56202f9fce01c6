/** Recorded results, fetched as the scripts that hand them over (docs/recordings.md). */
import { readRecording } from '../../recordings/read.ts';
import type { Recording } from '../../recordings/recording.ts';

type Page = typeof globalThis & { batchscopeRecording?: (json: unknown) => void };

/** Calls `then` as each arrives, or with `failed` where it does not, or cannot be read. */
export function fetchRecordings(
  ids: readonly string[],
  then: (id: string, found: Recording | 'failed') => void,
): void {
  const arrived = new Set<string>();
  (globalThis as Page).batchscopeRecording = (json) => {
    const found = readRecording(json);
    if (!('recording' in found) || !ids.includes(found.recording.preset)) return;
    arrived.add(found.recording.preset);
    then(found.recording.preset, found.recording);
  };
  for (const id of ids) {
    const script = document.createElement('script');
    script.src = new URL(`recordings/${id}.js`, document.baseURI).href;
    script.onload = script.onerror = () => {
      if (!arrived.has(id)) then(id, 'failed');
    };
    document.head.append(script);
  }
}
