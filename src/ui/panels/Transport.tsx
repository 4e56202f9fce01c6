import { useRef, type KeyboardEvent } from 'react';
import { continues } from '../../state/explorer.ts';
import { useActiveRun, useDraftReading, useExplorer, useExplorerState } from '../../state/hooks.ts';
import './transport.css';

/**
 * Train or Pause, one update, one epoch, back to the start. What cannot be pressed now is only marked so: a button that is
 * disabled under the finger would lose the keyboard's focus.
 */
export function Transport() {
  const explorer = useExplorer();
  const active = useActiveRun();
  const { errors } = useDraftReading();
  const invalid = Object.keys(errors).length > 0;
  const busy = active !== undefined && active.status !== 'paused';
  const waits = busy || invalid;
  return (
    <div className="transport" role="group" aria-label="Transport">
      <TrainOrPause busy={busy} invalid={invalid} />
      <button
        type="button"
        className="plain"
        title="One update"
        aria-disabled={waits}
        onClick={() => !waits && explorer.train('update')}
      >
        Step
      </button>
      <button
        type="button"
        className="plain"
        title="To the end of this epoch"
        aria-disabled={waits}
        onClick={() => !waits && explorer.train('epoch')}
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

type Meaning = 'train' | 'pause' | 'nothing';

/** One button, which means what it said when it was pressed down: a run may end before it is let go. */
function TrainOrPause({ busy, invalid }: { busy: boolean; invalid: boolean }) {
  const explorer = useExplorer();
  const active = useActiveRun();
  const { config } = useDraftReading();
  const justEnded = useExplorerState((s) => s.justEnded);
  const pressed = useRef<Meaning>(undefined);
  const pausing = active?.pausing === true;
  const meaning: Meaning = busy
    ? pausing
      ? 'nothing'
      : 'pause'
    : invalid || justEnded
      ? 'nothing'
      : 'train';
  const press = (): void => {
    pressed.current = meaning;
  };
  const pressKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    if (!event.repeat) press();
    // Held down, Enter would press the button again and again.
    else if (event.key === 'Enter') event.preventDefault();
  };
  const click = (): void => {
    const meant = pressed.current ?? meaning;
    pressed.current = undefined;
    if (meant !== meaning) return;
    if (meant === 'pause') explorer.pause();
    if (meant === 'train') explorer.train('end');
  };
  const goesOn = active?.status === 'paused' && continues(active, config);
  const title = goesOn ? 'Go on from here' : 'Start a run with these settings';
  return (
    <button
      type="button"
      className="primary"
      aria-disabled={meaning === 'nothing'}
      title={busy ? undefined : title}
      onPointerDown={press}
      onKeyDown={pressKey}
      onClick={click}
    >
      {!busy ? 'Train' : pausing ? 'Pausing…' : 'Pause'}
    </button>
  );
}
