/** Validation accuracy and the gap to training accuracy against the batch size, with verdicts on pairs. */
import { memo, useMemo } from 'react';
import { formatFixed, formatNumber, formatPercent } from '../../../experiment/format.ts';
import type { SweepData } from '../../../experiment/sweep.ts';
import { generalisationView } from '../../../sweep/analyse/generalisationView.ts';
import { budgetWords } from '../../../sweep/analyse/words.ts';
import type { GeneralisationView as Generalisation, PairVerdict } from '../../../sweep/views.ts';
import { GeneralisationChart } from '../../charts/compare/GeneralisationChart.tsx';
import { metricsOf } from '../../../sweep/analyse/question.ts';
import { armNames, settingsLine } from '../../../sweep/analyse/settingsWords.ts';
import { LegendButtons } from '../../charts/compare/LegendButtons.tsx';
import type { Values } from '../../charts/compare/ValuesTable.tsx';
import { groupName, rangedText } from '../../charts/compare/words.ts';
import { judgedOn } from '../judgedOn.ts';
import { Figure } from './Figure.tsx';
import type { ViewProps } from './props.ts';
import { Research } from './Research.tsx';
import { sameView } from './sameView.ts';
import { anyResult, batchSizesOf, seedNote, unique, whyEmpty } from './sweepWords.ts';
import { useLook } from './useLook.ts';

export const GeneralisationView = memo(function GeneralisationView(props: ViewProps) {
  const { data, selection, on, size } = props;
  const { hiddenBatches } = selection;
  const look = useLook(props);
  const view = useMemo(() => generalisationView(data), [data]);
  const chart = { ...look, points: view.points };
  if (size !== 'full') return <GeneralisationChart {...chart} quantity="accuracy" />;
  const numbers = !metricsOf(data.spec).includes('accuracy');
  const noted = !numbers && anyResult(data);
  return (
    <Figure
      id="generalisation"
      title={`Does a small batch generalise better after ${budgetWords(data.spec.budget)}?`}
      sentence={view.sentence}
      notes={noted ? unique([...seedNote(data), ...atTheEnd(data), ...view.notes]) : []}
      spec={data.spec}
      settings={settingsLine(data)}
      empty={numbers ? NO_ACCURACY : whyEmpty(data, view.points.length)}
      legend={
        <LegendButtons
          batchSizes={batchSizesOf(view.points)}
          hidden={hiddenBatches}
          theme={look.theme}
          arms={look.arms}
          onToggle={on.toggle}
          onHover={on.hover}
        />
      }
      below={
        <>
          {view.points.some((p) => p.validation.low !== undefined) && (
            <p className="cmp-key">dots: mean of the seeds; bars: 95% interval</p>
          )}
          <div className="cmp-verdicts">
            <Pairs pairs={view.pairs} />
            <Research />
          </div>
        </>
      }
      values={() => generalisationValues(view, armNames(data.spec))}
    >
      <GeneralisationChart {...chart} quantity="accuracy" />
      <GeneralisationChart {...chart} quantity="gap" />
    </Figure>
  );
}, sameView);

const NO_ACCURACY =
  'This task is to tell a number, and accuracy is not defined for numbers: there is only a loss, which the race shows.';

/** The race looks at fewer examples than the end does, so its numbers differ. */
function atTheEnd({ runs }: SweepData): string[] {
  const done = runs.filter((r) => r.trial.role === 'run' && r.status === 'finished');
  const { way, end } = judgedOn(done);
  return way !== undefined && end !== undefined && way < end
    ? [
        `Mean of the seeds at the end, on all ${formatNumber(end)} validation examples; the race shows the median, and looks at ${formatNumber(way)} on the way.`,
      ]
    : [];
}

/** Pairs shown before the rest is asked for; decided ones first. */
const FIRST = 4;

function Pairs({ pairs }: { pairs: readonly PairVerdict[] }) {
  if (pairs.length === 0) return null;
  const ordered = [...pairs].sort((a, b) => Number(b.decided) - Number(a.decided));
  const rest = ordered.slice(FIRST);
  return (
    <div className="cmp-pairs">
      <h3>Pair by pair, seed by seed</h3>
      <List pairs={ordered.slice(0, FIRST)} />
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          <List pairs={rest} />
        </details>
      )}
    </div>
  );
}

const List = ({ pairs }: { pairs: readonly PairVerdict[] }) => (
  <ul>
    {pairs.map((p) => (
      <li key={`${p.arm} ${p.better} ${p.worse}`} className={p.decided ? '' : 'is-open'}>
        {p.words}
      </li>
    ))}
  </ul>
);

export function generalisationValues(view: Generalisation, arms: readonly string[]): Values[] {
  const percent = (v: number) => formatPercent(v, 2);
  const points = (v: number) => formatFixed(100 * v, 2).replace('-', '−');
  return [
    {
      caption: 'Accuracy at the end, with 95% intervals over the seeds',
      columns: ['batch size', 'seeds', 'validation', 'training', 'gap, percentage points'],
      rows: view.points.map((p) => [
        groupName(arms, p.arm, p.batchSize),
        String(p.seeds),
        rangedText(p.validation, percent),
        rangedText(p.training, percent),
        rangedText(p.gap, points),
      ]),
    },
    ...(view.pairs.length > 0
      ? [
          {
            caption: 'Pairs over equal seeds, corrected for their number',
            columns: ['pair', 'verdict'],
            rows: view.pairs.map((p) => [
              `${groupName(arms, p.arm, p.better)} against ${groupName(arms, p.arm, p.worse)}`,
              p.words,
            ]),
          },
        ]
      : []),
  ];
}
