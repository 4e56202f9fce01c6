/** The recordings that a talk shows, all fetched at its beginning, so that no scene waits for the network. */
import { useEffect, useState } from 'react';
import type { Recording } from '../../recordings/recording.ts';
import { PRESETS } from '../../sweep/presets.ts';
import { fetchRecordings } from '../../ui/recorded/fetchRecordings.ts';

/** `failed`: it did not come; missing: it is on its way. */
export type Recordings = Readonly<Record<string, Recording | 'failed'>>;

export function useRecordings(): Recordings {
  const [found, setFound] = useState<Recordings>({});
  useEffect(
    () =>
      fetchRecordings(
        PRESETS.map(({ id }) => id),
        (id, one) => setFound((before) => ({ ...before, [id]: one })),
      ),
    [],
  );
  return found;
}
