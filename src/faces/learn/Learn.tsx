import { useEffect, useMemo, useState } from 'react';
import { Failsafe } from '../../ui/Failsafe.tsx';
import { LearnContext, type Recordings } from './context.ts';
import { useAnatomy } from './figures/AnatomyFigure.tsx';
import { createProgress } from './progress.ts';
import { fetchRecordings } from './recordings.ts';
import { LearnText } from './LearnText.tsx';
import { usePrinting } from './usePrinting.ts';

/** The page Learn with what it needs from the browser. */
export function Learn() {
  const [progress] = useState(() => createProgress(() => localStorage));
  const [recordings, setRecordings] = useState<Recordings>({});
  const printing = usePrinting();
  const anatomy = useAnatomy();
  useEffect(
    () => fetchRecordings((id, found) => setRecordings((before) => ({ ...before, [id]: found }))),
    [],
  );
  const tools = useMemo(() => ({ progress, recordings, printing }), [progress, recordings, printing]);
  return (
    <Failsafe what="This page">
      <LearnContext value={tools}>
        <LearnText anatomy={anatomy} />
      </LearnContext>
    </Failsafe>
  );
}
