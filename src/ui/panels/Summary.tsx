import { Suspense } from 'react';
import { useActiveRun, useFocusedRun } from '../../state/hooks.ts';
import { useAhead } from '../ahead.ts';
import { Failsafe } from '../Failsafe.tsx';
import { part } from '../part.ts';
import './notices.css';

const RunSummary = part(async () => (await import('./RunSummary.tsx')).RunSummary);

/** What is said of the run in focus when it is done and no other is under way. */
export function Summary() {
  const active = useActiveRun();
  const focused = useFocusedRun();
  useAhead(RunSummary, active !== undefined);
  if (focused?.status !== 'finished' || active) return null;
  return (
    <Failsafe what="The summary" card>
      <Suspense>
        <RunSummary focused={focused} />
      </Suspense>
    </Failsafe>
  );
}
