import { useCompare, useSweepReading } from '../../state/compareHooks.ts';
import { useDraftReading } from '../../state/hooks.ts';
import { countOf } from '../../sweep/plan.ts';
import { plural } from '../../sweep/analyse/words.ts';
import type { SweepSpec } from '../../experiment/sweep.ts';
import { forecastWords } from './durations.ts';
import { useForecast } from './useForecast.ts';

/** How many runs there will be, how long they take, and the button that starts them. */
export function Outlook() {
  const { spec, errors } = useSweepReading();
  const { errors: taskErrors } = useDraftReading();
  const wrong = Object.keys(errors).length + Object.keys(taskErrors).length;
  const ready = spec !== undefined && wrong === 0;
  return (
    <div className="outlook">
      <p role="status">
        {ready ? (
          <Ahead spec={spec} />
        ) : (
          `${wrong === 1 ? 'One setting' : `${wrong} settings`} to mend before this can start.`
        )}
      </p>
      <button type="submit" className="primary" disabled={!ready}>
        Start
      </button>
    </div>
  );
}

function Ahead({ spec }: { spec: SweepSpec }) {
  const compare = useCompare();
  const seconds = useForecast(spec, true);
  const measured = spec.arms.every((_, arm) => compare.speeds.of(spec).some((one) => one.arm === arm));
  const { runs, tuning, speeds } = countOf(spec);
  const what =
    spec.kind === 'speed'
      ? `${plural(speeds, 'batch size')} to be timed`
      : `${plural(runs, 'run')}${tuning > 0 ? ` and ${plural(tuning, 'shorter run')} to find the rates` : ''}`;
  return (
    <>
      <b>{what}</b>
      {seconds === undefined
        ? '; timing an update to say how long that takes …'
        : `, ${forecastWords(spec, seconds)} ${measured ? 'by update times measured here' : 'by forecast: nothing has been timed yet'}.`}
    </>
  );
}
