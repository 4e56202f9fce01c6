import { continues } from '../../state/explorer.ts';
import { useActiveRun, useDraftReading, useExplorer } from '../../state/hooks.ts';
import './transport.css';

/** Train or Pause, one update, one epoch, back to the start. */
export function Transport() {
  const explorer = useExplorer();
  const active = useActiveRun();
  const { config, errors } = useDraftReading();
  const invalid = Object.keys(errors).length > 0;
  const busy = active !== undefined && active.status !== 'paused';
  const goesOn = active?.status === 'paused' && continues(active, config);
  return (
    <div className="transport" role="group" aria-label="Transport">
      {busy ? (
        <button type="button" className="primary" onClick={() => explorer.pause()}>
          Pause
        </button>
      ) : (
        <button
          type="button"
          className="primary"
          disabled={invalid}
          title={goesOn ? 'Go on from here' : 'Start a run with these settings'}
          onClick={() => explorer.train('end')}
        >
          Train
        </button>
      )}
      <button
        type="button"
        className="plain"
        title="One update"
        disabled={busy || invalid}
        onClick={() => explorer.train('update')}
      >
        Step
      </button>
      <button
        type="button"
        className="plain"
        title="To the end of this epoch"
        disabled={busy || invalid}
        onClick={() => explorer.train('epoch')}
      >
        Epoch
      </button>
      <button
        type="button"
        className="plain"
        title="Back to the start; the run stays in the list"
        onClick={() => explorer.reset()}
      >
        Reset
      </button>
      {invalid && <span className="visually-hidden">Mend the marked settings before you start.</span>}
    </div>
  );
}
