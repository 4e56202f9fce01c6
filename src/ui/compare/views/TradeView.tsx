/** Time and memory: what each batch size takes to the target against what its updates hold. */
import { memo, useDeferredValue, useMemo } from 'react';
import { armNames, settingsLine } from '../../../sweep/analyse/settingsWords.ts';
import { tradeView } from '../../../sweep/analyse/tradeView.ts';
import { withinWords } from '../../../sweep/analyse/words.ts';
import type { TradeUnit, TradeView as Trade } from '../../../sweep/views.ts';
import { LegendButtons } from '../../charts/compare/LegendButtons.tsx';
import { TradeChart } from '../../charts/compare/TradeChart.tsx';
import type { Values } from '../../charts/compare/ValuesTable.tsx';
import {
  bytesText,
  countText,
  groupName,
  NOTHING,
  rangedText,
  secondsText,
  targetText,
} from '../../charts/compare/words.ts';
import { Segmented } from '../../controls/Segmented.tsx';
import { chosenTarget } from './chosenTarget.ts';
import { Figure } from './Figure.tsx';
import type { ViewProps } from './props.ts';
import { Sample } from './Sample.tsx';
import { sameView } from './sameView.ts';
import { anyResult, batchSizesOf, seedNote, unique, whyEmpty } from './sweepWords.ts';
import { TargetControl } from './TargetControl.tsx';
import { useLook } from './useLook.ts';

const UNITS: readonly { value: TradeUnit; label: string }[] = [
  { value: 'seconds', label: 'seconds' },
  { value: 'updates', label: 'updates' },
];

export const TradeView = memo(function TradeView(props: ViewProps) {
  const { data, selection, on, size } = props;
  const look = useLook(props);
  const unit: TradeUnit = selection.axis === 'updates' ? 'updates' : 'seconds';
  const target = useMemo(() => chosenTarget(data, selection.target), [data, selection.target]);
  const settled = useDeferredValue(target);
  const view = useMemo(() => tradeView(data, settled, unit), [data, settled, unit]);
  const budget = `not ${withinWords(data.spec, target)}`;
  const chart = <TradeChart {...look} view={view} budget={budget} />;
  if (size === 'thumb') return chart;
  const drawn = view.points.some((p) => p.cost !== undefined || p.atLeast !== undefined);
  return (
    <Figure
      id={`memory-${unit}`}
      title={`What does reaching ${targetText(target)} cost in time and in memory?`}
      sentence={view.sentence}
      notes={anyResult(data) ? unique([...seedNote(data), ...view.notes]) : []}
      spec={data.spec}
      settings={`target: validation ${target.metric} ${targetText(target)} · ${settingsLine(data)}`}
      empty={whyEmpty(data, view.points.length)}
      controls={<Segmented name="What is counted" value={unit} options={UNITS} onChange={on.axis} />}
      legend={
        <div className="cmp-set">
          <TargetControl data={data} target={target} range={view.range} onTarget={on.target} />
          <LegendButtons
            batchSizes={batchSizesOf(view.points)}
            hidden={selection.hiddenBatches}
            theme={look.theme}
            arms={look.arms}
            onToggle={on.toggle}
            onHover={on.hover}
          />
        </div>
      }
      below={drawn && <Key view={view} budget={budget} />}
      values={() => tradeValues(view, armNames(data.spec), budget)}
    >
      {drawn ? chart : <p className="cmp-empty">No update times are measured, so seconds cannot be told.</p>}
    </Figure>
  );
}, sameView);

function Key({ view, budget }: { view: Trade; budget: string }) {
  const { points, unit } = view;
  const some = (is: (p: Trade['points'][number]) => boolean): boolean => points.some(is);
  return (
    <p className="cmp-key">
      {view.fronts.some((front) => front.length > 0) && (
        <span>
          <Sample>
            <path d="M1 0V5H13V9H26" />
          </Sample>
          Pareto front: nothing measured here is better in both
        </span>
      )}
      {some((p) => p.cost?.low !== undefined) && (
        <span>bars: 95% interval over the seeds{unit === 'seconds' && ' and the update times'}</span>
      )}
      {some((p) => p.measuredBytes !== undefined && p.measuredBytes !== p.predictedBytes) && (
        <span>
          <Sample>
            <path d="M3 1V9M3 5H20" />
          </Sample>
          from the predicted memory to the measured
        </span>
      )}
      {some((p) => p.accumulated) && (
        <span>
          <Sample>
            <circle cx="13" cy="5" r="4.5" />
          </Sample>
          ringed: in micro-batches
        </span>
      )}
      {some((p) => p.atLeast !== undefined) && (
        <span>
          <Sample>
            <circle cx="13" cy="6" r="3.5" />
          </Sample>
          open: {budget}, at least this much
        </span>
      )}
    </p>
  );
}

export function tradeValues(view: Trade, arms: readonly string[], budget: string): Values[] {
  const text = view.unit === 'seconds' ? secondsText : countText;
  return [
    {
      caption: `To validation ${view.target.metric} ${targetText(view.target)}, with 95% intervals over the seeds, and the memory of an update`,
      columns: [
        'batch size',
        'reached by',
        view.unit,
        'memory, measured',
        'memory, predicted',
        'on the Pareto front',
      ],
      rows: view.points.map((p) => [
        `${groupName(arms, p.arm, p.batchSize)}${p.accumulated ? ' (in micro-batches)' : ''}`,
        `${p.reached} of ${p.seeds}`,
        p.cost
          ? rangedText(p.cost, text)
          : p.atLeast === undefined
            ? NOTHING
            : `more than ${text(p.atLeast)} (${budget}${p.reached > 0 ? ' with every seed' : ''})`,
        bytesText(p.measuredBytes),
        bytesText(p.predictedBytes),
        view.fronts[p.arm]?.includes(p.batchSize) ? 'yes' : 'no',
      ]),
    },
  ];
}
