import type { SweepTrainer, Phase } from '../../../state/sweepTrainer.ts';

interface RaceButtonsProps {
  trainer: SweepTrainer;
  phase: Phase;
  onStart(): void;
}

/** What can be done with the race now. */
export function RaceButtons({ trainer, phase, onStart }: RaceButtonsProps) {
  const over = phase === 'done' || phase === 'failed';
  if (phase === 'idle' || over)
    return (
      <div className="figure-buttons" role="group" aria-label="The race">
        <button type="button" className="primary" onClick={onStart}>
          {phase === 'failed' ? 'Try again' : over ? 'Run it again' : 'Run it here'}
        </button>
        {phase === 'idle' && (
          <span className="figure-keys">It trains over the recording, which stays dimmed.</span>
        )}
      </div>
    );
  const paused = phase === 'paused';
  return (
    <div className="figure-buttons" role="group" aria-label="The race">
      <button type="button" className="primary" onClick={() => (paused ? trainer.goOn() : trainer.pause())}>
        {paused ? 'Go on' : 'Pause'}
      </button>
      <button type="button" className="plain" onClick={() => trainer.cancel()}>
        Stop
      </button>
    </div>
  );
}
