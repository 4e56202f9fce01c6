/** Results that came with the address. */
import { useEffect, useState } from 'react';
import { unpackSweep } from '../../../experiment/packed/packedSweep.ts';
import type { SweepData } from '../../../experiment/sweep.ts';

export interface Linked {
  data?: SweepData;
  notes: readonly string[];
  error?: string;
}

const NONE: Linked = { notes: [] };

export function useLinked(packed: string | undefined): Linked {
  const [linked, setLinked] = useState(NONE);
  useEffect(() => {
    if (packed === undefined) return;
    void unpackSweep(packed).then((found) =>
      setLinked(
        'error' in found ? { notes: [], error: found.error } : { data: found.data, notes: found.notes },
      ),
    );
  }, [packed]);
  return linked;
}
