import { formatDuration, formatNumber } from '../../experiment/format.ts';
import type { Position } from '../../experiment/run.ts';
import { useActiveRun, useFocusedRun, useExplorerState, useSeries } from '../../state/hooks.ts';
import { compareSpeed } from '../../experiment/speed.ts';
import { GLOSSARY } from '../glossary.ts';
import { Term } from '../controls/Tip.tsx';
import './cards.css';

/** Examples a second, time per update, and what the runs together say about larger batches on this engine. */
export function SpeedPanel() {
  const active = useActiveRun();
  const focused = useFocusedRun();
  const run = focused ?? active;
  const live = useSeries(run?.id, 400)?.live;
  const runs = useExplorerState((s) => s.runs);
  const sentence = run ? compareSpeed(run, runs) : undefined;
  return (
    <section className="card speed" aria-labelledby="speed-title">
      <h2 id="speed-title">
        Speed <em>{run?.engine ? `${run.engine.got}, measured` : ''}</em>
      </h2>
      {!live?.examplesPerSecond ? (
        <p className="empty">
          {run?.status === 'finished' && live
            ? 'Too quick to measure: all its updates together took hardly a tick of the browser’s clock.'
            : 'Measured while it trains.'}
        </p>
      ) : (
        <>
          <p className="big">
            {formatNumber(Math.round(live.examplesPerSecond))}{' '}
            <small>
              <Term name="examplesPerSecond" text={wholeRun(live.position)}>
                examples/s
              </Term>
            </small>
          </p>
          <p className="card-text">
            {formatDuration(live.updateMs)} an update of {formatNumber(run?.batchSize ?? 0)}{' '}
            <Term name="lately">lately</Term>. {sentence ?? 'Train a second batch size to compare.'}
          </p>
        </>
      )}
    </section>
  );
}

/** What the counters above come to, which count the slow first updates too. */
const wholeRun = ({ examples, seconds }: Position): string =>
  seconds > 0
    ? `${GLOSSARY.examplesPerSecond.slice(0, -1)}: ${formatNumber(Math.round(examples / seconds))} over all its training time, slow first updates too.`
    : GLOSSARY.examplesPerSecond;
