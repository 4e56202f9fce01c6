import type { SweepData } from '../../experiment/sweep.ts';
import type { Progress } from '../../state/compareStore.ts';
import { useCompare, useCompareState } from '../../state/compareHooks.ts';
import { countOf } from '../../sweep/plan.ts';
import { isTimed, timingsOf } from '../../sweep/timings.ts';
import { plural } from '../../sweep/analyse/words.ts';
import { leftWords } from './durations.ts';

/** How far the sweep is, what is under way, and the buttons that hold, go on and end it. */
export function SweepProgress({ data }: { data: SweepData }) {
  const progress = useCompareState((s) => s.progress);
  if (!progress) return <Unfinished data={data} />;
  return <UnderWay progress={progress} />;
}

function UnderWay({ progress }: { progress: Progress }) {
  const compare = useCompare();
  const { status, done, total, active, error } = progress;
  const share = (done + active.reduce((sum, one) => sum + one.share, 0)) / Math.max(1, total);
  return (
    <div className="progress-row">
      <Announcer progress={progress} />
      <div className="progress-main">
        <progress aria-label="Comparison" value={share} max={1} />
        <p className="progress-words">
          <b>
            {done} of {total}
          </b>{' '}
          runs and timings, {stateWords(progress)}
        </p>
      </div>
      <ul className="active" aria-label="Under way">
        {active.map((one) => (
          <li key={one.id}>
            {one.label}
            <progress aria-label={one.label} value={one.share} max={1} />
            {one.secondsLeft !== undefined && <small>{leftWords(one.secondsLeft)}</small>}
          </li>
        ))}
      </ul>
      {error && (
        <p className="notice bad" role="alert">
          <b>{error.message}</b> {error.advice}
        </p>
      )}
      <div className="transport" role="group" aria-label="Comparison control">
        {status === 'running' ? (
          <button type="button" className="primary" onClick={() => compare.pause()}>
            Pause
          </button>
        ) : (
          <button type="button" className="primary" onClick={() => void compare.goOn()}>
            {status === 'failed' ? 'Try again' : 'Resume'}
          </button>
        )}
        <button type="button" className="plain" onClick={() => compare.cancel()}>
          Cancel
        </button>
      </div>
    </div>
  );
}

function stateWords({ status, done, active, secondsLeft }: Progress): string {
  if (status === 'paused') return 'paused';
  if (status === 'failed') return 'stopped';
  return done === 0 && active.length === 0 ? 'getting the data ready' : leftWords(secondsLeft);
}

/** A sweep that was interrupted: by a reload, by Cancel, or in another browser session. */
function Unfinished({ data }: { data: SweepData }) {
  const compare = useCompare();
  const { runs, tuning } = countOf(data.spec);
  const timings = timingsOf(data);
  const timed = timings.filter((one) => isTimed(data, one)).length;
  return (
    <div className="progress-row">
      <p className="verdict">
        {data.spec.kind === 'speed'
          ? `This comparison was not finished: ${timed} of ${plural(timings.length, 'update time')} are measured.`
          : `This comparison was not finished: ${data.runs.length} of ${plural(runs + tuning, 'run')} are done.`}
      </p>
      <div className="transport" role="group" aria-label="Comparison control">
        <button type="button" className="primary" onClick={() => void compare.goOn()}>
          Go on
        </button>
        <button type="button" className="plain" onClick={() => void compare.remove(data.id)}>
          Discard
        </button>
      </div>
    </div>
  );
}

/** Says only the beginning, the quarters, pauses and the end. */
function Announcer({ progress }: { progress: Progress }) {
  const { status, done, total } = progress;
  const quarter = Math.floor((4 * done) / Math.max(1, total));
  const text =
    status === 'paused'
      ? 'Paused.'
      : status === 'failed'
        ? 'Stopped.'
        : quarter === 0
          ? 'The comparison has begun.'
          : `${25 * quarter}% done.`;
  return (
    <span className="visually-hidden" role="status">
      {text}
    </span>
  );
}
