import { DATASETS } from '../../experiment/catalog.ts';
import { formatNumber, formatPercent } from '../../experiment/format.ts';
import type { Insight } from '../../worker/protocol.ts';
import { useActiveRun, useDraftReading, useFocusedRun, useSeries } from '../../state/hooks.ts';
import { Term } from '../controls/Tip.tsx';
import { Picture } from './Picture.tsx';
import { PointsPlot } from './PointsPlot.tsx';
import './cards.css';
import './predictions.css';

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
      {insight?.kind === 'pictures' && <PictureGrid insight={insight} names={names} />}
      {insight?.kind === 'answers' && (
        <figure className="answers">
          <PointsPlot
            points={insight.preview}
            diagonal
            label={`Targets of ${insight.preview.count} validation examples against the model’s answers`}
          />
          <figcaption className="hint">Up: target. Right: the model’s answer.</figcaption>
        </figure>
      )}
      {insight?.kind === 'regions' && (
        <PointsPlot
          points={insight.preview}
          regions={insight}
          label={`Decision regions of the network under the points; ${names.length} classes, each with a colour and a mark of its own`}
        />
      )}
    </section>
  );
}

function PictureGrid({ insight, names }: { insight: Insight & { kind: 'pictures' }; names: string[] }) {
  const { preview, predicted, confidence } = insight;
  const items = Array.from({ length: preview.count }, (_, i) => i);
  const right = items.filter((i) => predicted[i] === preview.labels[i]).length;
  return (
    <>
      <p className="visually-hidden">
        {right} of these {preview.count} right.
      </p>
      <ul className="pictures">
        {items.map((i) => {
          const ok = predicted[i] === preview.labels[i];
          const said = names[predicted[i]];
          const truth = names[preview.labels[i]];
          const words = `${ok ? 'Right' : 'Wrong'}: ${truth} read as ${said}, ${formatPercent(confidence[i], 0)} sure`;
          return (
            <li key={i} className={ok ? '' : 'wrong'} title={words}>
              <Picture pictures={preview} index={i} />
              <span aria-hidden="true">{shortName(said)}</span>
              <span className="visually-hidden">{words}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

const shortName = (name: string): string => (name.length > 5 ? `${name.slice(0, 4)}.` : name);
