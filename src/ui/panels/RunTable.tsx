import { Suspense } from 'react';
import { useExplorerState } from '../../state/hooks.ts';
import { useAhead } from '../ahead.ts';
import { Failsafe } from '../Failsafe.tsx';
import { part } from '../part.ts';
import './runTable.css';

const RunRows = part(async () => (await import('./RunRows.tsx')).RunRows);

/** The last runs, what differs between them, and what each reached. */
export function RunTable() {
  const any = useExplorerState((s) => s.runs.length > 0);
  useAhead(RunRows);
  return (
    <section className="card runs" aria-label="Runs">
      {any ? (
        <Failsafe what="The list of runs" card>
          <Suspense>
            <RunRows />
          </Suspense>
        </Failsafe>
      ) : (
        <p className="empty">
          Your runs are listed here, so that you can compare them. Press Train for the first.
        </p>
      )}
    </section>
  );
}
