import { updatesPerEpoch } from '../../../science/batch.ts';
import type { Anatomy } from '../../../state/anatomy.ts';
import { Dial } from '../parts/Dial.tsx';
import { Computed } from '../parts/Numbers.tsx';
import { ANATOMY } from './anatomySetup.ts';

interface AnatomyControlsProps {
  anatomy: Anatomy;
  batchSize: number;
  playing: boolean;
  /** Nothing runs before the reader has guessed. */
  guessed: boolean;
  started: boolean;
}

export function AnatomyControls({ anatomy, batchSize, playing, guessed, started }: AnatomyControlsProps) {
  const updates = updatesPerEpoch(ANATOMY.size, batchSize, 'keep');
  const when = (act: () => void) => () => {
    if (guessed) act();
  };
  return (
    <>
      <p className="figure-sentence">
        <Computed value={ANATOMY.size} /> examples in batches of{' '}
        <Dial
          label="Batch size of the epoch"
          value={batchSize}
          min={1}
          max={ANATOMY.size}
          onChange={anatomy.setBatchSize}
        />{' '}
        make <Computed value={updates} /> {updates === 1 ? 'update' : 'updates'} an epoch.
      </p>
      <div className="figure-buttons" role="group" aria-label="Epoch anatomy">
        <button
          type="button"
          className="primary"
          aria-disabled={!guessed}
          onClick={when(() => {
            anatomy.pause();
            void anatomy.step();
          })}
        >
          One batch
        </button>
        <button
          type="button"
          className="plain"
          aria-disabled={!guessed}
          onClick={when(() => (playing ? anatomy.pause() : anatomy.play()))}
        >
          {playing ? 'Pause' : 'Play'}
        </button>
        {started && (
          <button type="button" className="plain" onClick={() => anatomy.restart()}>
            Start again
          </button>
        )}
        <span className="figure-keys">
          <kbd>→</kbd> takes the next one
        </span>
      </div>
    </>
  );
}
