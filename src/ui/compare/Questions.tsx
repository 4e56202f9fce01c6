import { useEffect } from 'react';
import { formatNumber } from '../../experiment/format.ts';
import { useCompare } from '../../state/compareHooks.ts';
import { useTraining } from '../../state/hooks.ts';
import { PRESETS, type Preset } from '../../sweep/presets.ts';
import { batchColor } from '../charts/batchColor.ts';
import { useTheme } from '../theme.ts';
import { forecastWords } from './durations.ts';
import { Stage } from './parts.ts';
import { SavedSweeps } from './SavedSweeps.tsx';
import { useForecast } from './useForecast.ts';
import './questions.css';

/** The page is drawn first. */
const WARM_UP_MS = 200;

/** What Compare opens with: questions, each answered by one click. */
export function Questions() {
  const compare = useCompare();
  const training = useTraining();
  useEffect(() => {
    if (training) return;
    const timer = setTimeout(() => {
      void compare.warmUp();
      void Stage.preload();
    }, WARM_UP_MS);
    return () => {
      clearTimeout(timer);
      compare.coolDown();
    };
  }, [compare, training]);
  const first = PRESETS.filter(({ id }) => !PRESETS.some(({ next }) => next === id));
  return (
    <main className="questions">
      <h2 tabIndex={-1}>What do you want to find out?</h2>
      <p className="lead">
        Each question trains networks here, in this page, and is answered by what they did.
      </p>
      <ul className="question-list">
        {first.map((preset) => (
          <li key={preset.id}>
            <Question preset={preset} />
          </li>
        ))}
      </ul>
      <p className="own">
        <button type="button" className="plain" onClick={() => compare.build()}>
          Or build your own comparison
        </button>
      </p>
      <SavedSweeps />
    </main>
  );
}

function Question({ preset }: { preset: Preset }) {
  const compare = useCompare();
  const theme = useTheme();
  const seconds = useForecast(preset.spec);
  return (
    <button type="button" className="question" onClick={() => compare.startPreset(preset.id)}>
      <strong>{preset.question}</strong>
      <span className="question-why">{preset.explain}</span>
      <span className="question-foot">
        <span className="sizes" aria-hidden="true">
          {few(preset.spec.batchSizes).map((size, i) => (
            <span key={i} style={size === undefined ? undefined : { color: batchColor(size, theme) }}>
              {size === undefined ? '…' : formatNumber(size)}
            </span>
          ))}
        </span>
        <span>{seconds === undefined ? 'not timed yet' : forecastWords(preset.spec, seconds)}</span>
      </span>
    </button>
  );
}

/** All of up to six, else the first three, a gap and the last. */
const few = (sizes: readonly number[]): (number | undefined)[] =>
  sizes.length > 6 ? [...sizes.slice(0, 3), undefined, sizes[sizes.length - 1]] : [...sizes];
