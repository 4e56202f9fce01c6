import { pressed } from './pressed.ts';
import type { Replay } from './useReplay.ts';

interface Props {
  replay: Replay;
  /** Motion is reduced: a press goes on by a step. */
  still: boolean;
  /** Where what is shown comes from. */
  from: string;
  /** Undefined where there is nothing to train. */
  onHere?: () => void;
  training: boolean;
  /** How far the training here is. */
  status: string;
}

const STEPS = 200;

/** Plays the scene, and has it trained here. */
export function SceneBar({ replay, still, from, onHere, training, status }: Props) {
  const { share, playing, speed } = replay;
  return (
    <div className="scene-bar">
      <button type="button" className="primary" onClick={pressed(replay.toggle)}>
        {playing ? 'Hold' : still && share < 1 ? 'Step' : share >= 1 ? 'Play again' : 'Play'}
      </button>
      <input
        type="range"
        aria-label="Moment of the recording"
        min={0}
        max={STEPS}
        value={Math.round(share * STEPS)}
        aria-valuetext={`${Math.round(100 * share)}%`}
        onChange={(event) => replay.to(Number(event.currentTarget.value) / STEPS)}
      />
      <span className="speed">
        <button type="button" aria-label="Slower" onClick={pressed(() => replay.change(-1))}>
          −
        </button>
        <output aria-label="Speed">{speed}×</output>
        <button type="button" aria-label="Faster" onClick={pressed(() => replay.change(1))}>
          +
        </button>
      </span>
      {onHere && (
        <button type="button" onClick={pressed(onHere)}>
          {training ? 'Stop' : 'Run it here'}
        </button>
      )}
      <span className="from" role="status">
        {status || from}
      </span>
    </div>
  );
}
