import { Suspense } from 'react';
import { useActiveRun } from '../../state/hooks.ts';
import { useAhead } from '../ahead.ts';
import { Failsafe } from '../Failsafe.tsx';
import { part } from '../part.ts';

const Prepared = part(async () => (await import('./Prepared.tsx')).Prepared);

/** While a run is under way: whether the controls say something else than it. */
export function ApplyNow() {
  const active = useActiveRun();
  useAhead(Prepared);
  if (!active) return null;
  return (
    <Failsafe what="The changes for the next run" card>
      <Suspense>
        <Prepared active={active} />
      </Suspense>
    </Failsafe>
  );
}
