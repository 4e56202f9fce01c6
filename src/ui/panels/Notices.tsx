import { Suspense, useState } from 'react';
import { formatBytes, formatDuration, formatNumber } from '../../experiment/format.ts';
import { useActiveRun, useExplorer, useExplorerState, useFocusedRun } from '../../state/hooks.ts';
import type { RunRecord } from '../../state/store.ts';
import type { Phase } from '../../worker/protocol.ts';
import { isDownloadError, wayOn } from './resumable.ts';
import { Failsafe } from '../Failsafe.tsx';
import { part } from '../part.ts';
import './notices.css';

/** Fetched when a run has run out of memory. */
const OutOfMemory = part(async () => (await import('./OutOfMemory.tsx')).OutOfMemory);
/** A browser may take a context that is out of memory away, and not say why. */
const OF_MEMORY = /^(out-of-memory|context-lost)$/;
const SLOW_UPDATE_MS = 2000;

/** What the reader must know now: corrections of the link, progress, slow updates, faults and their remedies. */
export function Notices() {
  const active = useActiveRun();
  const focused = useFocusedRun();
  return (
    <div className="notices">
      <LinkNotes />
      {active && <Progress run={active} />}
      {active && <SlowUpdate run={active} />}
      {focused?.error && <Failure run={focused} />}
      {focused && focused.notes.length > 0 && <p className="notice">{focused.notes.join(' ')}</p>}
    </div>
  );
}

function LinkNotes() {
  const notes = useExplorerState((s) => s.linkNotes);
  const [shown, setShown] = useState(true);
  if (!shown || notes.length === 0) return null;
  return (
    <div className="notice" role="status">
      <p>Some of this link could not be used as it is:</p>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <button type="button" className="link" onClick={() => setShown(false)}>
        Dismiss
      </button>
    </div>
  );
}

const PREPARING: Partial<Record<Phase['name'], string>> = {
  'loading-data': 'Loading the data',
  'starting-engine': 'Starting the engine',
  measuring: 'Measuring how long an update takes',
};

function Progress({ run }: { run: RunRecord }) {
  const explorer = useExplorer();
  const phase = run.phase;
  if (run.status !== 'preparing' || !phase) return null;
  const text = PREPARING[phase.name] ?? 'Starting';
  const bytes =
    phase.name === 'loading-data' && phase.receivedBytes > 0
      ? `${phase.detail} ${formatBytes(phase.receivedBytes)}${phase.totalBytes ? ` of ${formatBytes(phase.totalBytes)}` : ''}`
      : '…';
  const known = phase.name === 'loading-data' && phase.totalBytes !== undefined;
  return (
    <div className="notice progress">
      <span role="status">{text}</span>
      <span>{bytes}</span>
      {known ? (
        <progress aria-label={text} value={phase.receivedBytes} max={phase.totalBytes} />
      ) : (
        <progress aria-label={text} />
      )}
      <button type="button" className="plain" onClick={() => explorer.reset()}>
        Stop
      </button>
    </div>
  );
}

function SlowUpdate({ run }: { run: RunRecord }) {
  const explorer = useExplorer();
  if (!run.pace || run.pace.updateMs < SLOW_UPDATE_MS) return null;
  return (
    <div className="notice" role="status">
      <span>
        One update of {formatNumber(run.batchSize)} examples will take about{' '}
        {formatDuration(run.pace.updateMs)} on this engine.
      </span>
      <button type="button" className="plain" onClick={() => explorer.reset()}>
        Stop
      </button>
    </div>
  );
}

/** Of downloads the error itself says it. */
const WAYS = {
  resume: 'Resume goes on from the last checkpoint in a fresh worker.',
  retry: 'Retry trains from the beginning.',
};

function Failure({ run }: { run: RunRecord }) {
  const explorer = useExplorer();
  const { error } = run;
  if (!error) return null;
  const download = isDownloadError(error.code);
  const way = wayOn(run, explorer);
  // Data too large for a device is not mended by a smaller batch; that error comes before there is a position.
  const tooLarge = OF_MEMORY.test(error.code) && (error.lacking !== undefined || run.position !== undefined);
  return (
    <div className="notice bad" role="alert">
      <p>
        <b>{error.message}</b> {way && !download && `${WAYS[way]} `}
        {error.advice}
      </p>
      <div className="notice-actions">
        {way === 'resume' ? (
          <button type="button" className="plain" onClick={() => explorer.resumeRun(run.id)}>
            Resume
          </button>
        ) : (
          way === 'retry' && (
            <button
              type="button"
              className="plain"
              onClick={() => {
                explorer.restore(run.id);
                explorer.train('end');
              }}
            >
              Retry
            </button>
          )
        )}
        {download && (
          <button
            type="button"
            className="plain"
            onClick={() => {
              explorer.edit('dataset', 'digits');
              explorer.focus(undefined);
            }}
          >
            Use digits instead
          </button>
        )}
      </div>
      {tooLarge && (
        <Failsafe what="What would help" card>
          <Suspense>
            <OutOfMemory run={run} />
          </Suspense>
        </Failsafe>
      )}
    </div>
  );
}
