import { Suspense } from 'react';
import { DATASETS } from '../../experiment/catalog.ts';
import { formatNumber, formatPercent } from '../../experiment/format.ts';
import { useActiveRun, useDraftReading, useFocusedRun, useSeries } from '../../state/hooks.ts';
import { useAhead } from '../ahead.ts';
import { Term } from '../controls/Tip.tsx';
import { Failsafe } from '../Failsafe.tsx';
import { part } from '../part.ts';
import './cards.css';
import './predictions.css';

const InsightView = part(async () => (await import('./InsightView.tsx')).InsightView);

const TITLES = {
  points: 'Decision regions',
  pictures: 'Validation pictures',
  numbers: 'Answers and targets',
} as const;
const TERMS = { points: 'decisionRegions', pictures: 'validationPictures', numbers: 'answers' } as const;
const PROMISES = {
  points: 'Which class the network gives every place of the plane.',
  pictures: 'What the network makes of pictures it never trained on.',
  numbers: 'What the model answers to validation examples, beside what is right.',
} as const;

/** What the network says now: pictures with its reading of them, or the regions it draws between points. */
export function Predictions() {
  useAhead(InsightView);
  const active = useActiveRun();
  const focused = useFocusedRun();
  const run = focused ?? active;
  const insight = useSeries(run?.id, 500)?.insight;
  const accuracy = run?.lastAccuracy;
  const { config } = useDraftReading();
  const { kind } = DATASETS[(run?.config ?? config).dataset];
  const names = run ? DATASETS[run.config.dataset].classNames : [];
  return (
    <section className="card predictions" aria-labelledby="predictions-title">
      <h2 id="predictions-title">
        <Term name={TERMS[kind]}>{TITLES[kind]}</Term>
        {accuracy !== undefined && (
          <em title={`of ${formatNumber(run?.lastCount ?? 0)} validation examples`}>
            {formatPercent(accuracy)} right
          </em>
        )}
      </h2>
      {insight === undefined && <p className="empty">{PROMISES[kind]}</p>}
      {insight && (
        <Failsafe what="This picture" card>
          <Suspense>
            <InsightView {...{ insight, names }} />
          </Suspense>
        </Failsafe>
      )}
    </section>
  );
}
