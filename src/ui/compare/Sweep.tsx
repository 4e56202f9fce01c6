import { Suspense, useMemo, useState } from 'react';
import { useCompare, useCompareState, useShownSweep, useWithoutHidden } from '../../state/compareHooks.ts';
import { viewOf } from '../../sweep/analyse/question.ts';
import { verdict } from '../../sweep/analyse/verdict.ts';
import { plural } from '../../sweep/analyse/words.ts';
import { brokenRuns } from '../../state/compareRuns.ts';
import { isDone } from '../../sweep/plan.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import { PRESETS } from '../../sweep/presets.ts';
import { FromLink, Held } from './FromLink.tsx';
import { MoreEngines } from './MoreEngines.tsx';
import { NotKept } from './SavedSweeps.tsx';
import { Stage } from './parts.ts';
import { forecastWords } from './durations.ts';
import { SaidContext } from './said.ts';
import { setupLine } from './setupWords.ts';
import { SweepProgress } from './SweepProgress.tsx';
import { useForecast } from './useForecast.ts';
import './sweep.css';

/** A sweep: what is asked, how far it is, what it shows and what follows from it. */
export function Sweep() {
  const compare = useCompare();
  const { data, status } = useShownSweep() ?? { data: undefined, status: undefined };
  const shown = useWithoutHidden(data);
  const notKept = useCompareState((s) => s.notKept);
  const linked = useCompareState((s) => s.linked);
  const done =
    data !== undefined &&
    (linked !== undefined || status === 'done' || (status === undefined && isDone(data)));
  const sentence = useMemo(() => (done && shown ? verdict(shown) : undefined), [done, shown]);
  if (!data || !shown) return <main className="sweep" />;
  const preset = PRESETS.find(({ id }) => id === data.preset);
  const busy = status === 'running';
  return (
    <main className="sweep">
      <div className="sweep-head">
        <h2 tabIndex={-1}>{preset?.question ?? 'Your comparison'}</h2>
        <p className="setup">{setupLine(data.spec)}</p>
        {!busy && (
          <div className="sweep-ways">
            <button type="button" className="link" onClick={() => compare.build(data.spec)}>
              Change it
            </button>
            <button type="button" className="link" onClick={() => compare.questions()}>
              All questions
            </button>
          </div>
        )}
      </div>
      {linked && <FromLink createdAt={data.createdAt} notes={linked.notes} />}
      {notKept !== undefined && <NotKept why={notKept} />}
      <div className="sweep-said">
        {sentence === undefined ? (
          <SweepProgress data={data} />
        ) : (
          <Verdict sentence={sentence} data={data} next={preset?.next} />
        )}
      </div>
      <Held data={data} done={done} />
      <HiddenRuns count={data.runs.length - shown.runs.length} />
      <SaidContext value={sentence}>
        <Suspense fallback={<div className="figure-space" />}>
          <Stage />
        </Suspense>
      </SaidContext>
    </main>
  );
}

/** What the reader hid changes what is said: said as long as it does. */
function HiddenRuns({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p className="setup">
      {plural(count, 'run')} hidden in the table of runs: no sentence, fit or chart counts{' '}
      {count === 1 ? 'it' : 'them'}.
    </p>
  );
}

interface VerdictProps {
  sentence: string;
  data: SweepData;
  /** Id of the preset to offer. */
  next: string | undefined;
}

/** What came out, large while the view that says it is shown, and what to ask next. */
function Verdict({ sentence, data, next }: VerdictProps) {
  const compare = useCompare();
  const aside = useCompareState((s) => s.view !== viewOf(data));
  const linked = useCompareState((s) => s.linked !== undefined);
  const broken = linked ? 0 : brokenRuns(data).length;
  const untimed = linked ? 0 : data.speeds.filter(({ failed }) => failed !== undefined).length;
  const following = PRESETS.find(({ id }) => id === next);
  const seconds = useForecast(following?.spec);
  return (
    <>
      <Said key={sentence} sentence={sentence} aside={aside} />
      {broken > 0 && (
        <button type="button" className="plain" onClick={() => void compare.retry()}>
          Make {plural(broken, 'failed run')} again
        </button>
      )}
      {untimed > 0 && (
        <button type="button" className="plain" onClick={() => void compare.retry()}>
          Measure {plural(untimed, 'failed time')} again
        </button>
      )}
      <MoreEngines data={data} />
      {following && (
        <div className="follow-bar">
          <button type="button" className="plain follow" onClick={() => compare.startPreset(following.id)}>
            {following.question}
            {seconds !== undefined && <small>{forecastWords(following.spec, seconds)}</small>}
          </button>
        </div>
      )}
    </>
  );
}

/** More characters than these are folded on a phone, where they would push the chart out of sight. */
const LONG = { said: 170, aside: 50 };

function Said({ sentence, aside }: { sentence: string; aside: boolean }) {
  const [whole, setWhole] = useState(false);
  const long = sentence.length > (aside ? LONG.aside : LONG.said);
  const classes = ['verdict', aside && 'aside', long && !whole && 'is-folded'];
  return (
    <>
      <p className={classes.filter(Boolean).join(' ')} role="status">
        {sentence}
      </p>
      {long && (
        <button
          type="button"
          className="link verdict-more"
          aria-expanded={whole}
          aria-label={whole ? 'Less of the answer' : 'Read on in the answer'}
          onClick={() => setWhole(!whole)}
        >
          {whole ? 'Less' : 'Read on'}
        </button>
      )}
    </>
  );
}
