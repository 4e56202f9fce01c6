/** To the target: what each batch size needs, perfect scaling, the critical batch size, the fastest one. */
import { memo, useDeferredValue, useMemo } from 'react';
import { targetView } from '../../../sweep/analyse/targetView.ts';
import { withinWords } from '../../../sweep/analyse/words.ts';
import { armNames, settingsLine } from '../../../sweep/analyse/settingsWords.ts';
import type { Fastest, RaceAxis, TargetView as ToTarget } from '../../../sweep/views.ts';
import { LegendButtons } from '../../charts/compare/LegendButtons.tsx';
import { TargetChart } from '../../charts/compare/TargetChart.tsx';
import type { TargetUnit } from '../../charts/compare/targetShape.ts';
import type { Values } from '../../charts/compare/ValuesTable.tsx';
import {
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
import { updateTimesOf } from './times.ts';
import { useLook } from './useLook.ts';

const UNITS: readonly { value: TargetUnit; label: string }[] = [
  { value: 'updates', label: 'updates' },
  { value: 'examples', label: 'examples' },
  { value: 'seconds', label: 'seconds' },
];

/** Epochs count examples. */
const unitOf = (axis: RaceAxis): TargetUnit => (axis === 'epochs' ? 'updates' : axis);

export const TargetView = memo(function TargetView(props: ViewProps) {
  const { data, selection, on, size } = props;
  const { axis, hiddenBatches } = selection;
  const look = useLook(props);
  const target = useMemo(() => chosenTarget(data, selection.target), [data, selection.target]);
  // While the target is dragged the slider goes first, the analysis follows.
  const settled = useDeferredValue(target);
  const view = useMemo(() => targetView(data, settled), [data, settled]);
  const times = useMemo(() => updateTimesOf(data), [data]);
  const unit = unitOf(axis);
  const budget = `not ${withinWords(data.spec, target)}`;
  const chart = <TargetChart {...look} view={view} unit={unit} times={times} budget={budget} />;
  if (size !== 'full') return chart;

  const timed = unit !== 'seconds' || view.points.some((p) => p.seconds !== undefined);
  return (
    <Figure
      id={`target-${unit}`}
      title={`How much does it take to reach ${targetText(target)}?`}
      sentence={view.sentence}
      notes={
        anyResult(data)
          ? unique([
              ...seedNote(data),
              ...reasons(view, look.arms).filter((reason) => !view.sentence.includes(reason)),
              ...view.notes,
            ])
          : []
      }
      spec={data.spec}
      settings={`target: validation ${target.metric} ${targetText(target)} · ${settingsLine(data)}`}
      empty={whyEmpty(data, view.points.length)}
      controls={<Segmented name="What is counted" value={unit} options={UNITS} onChange={on.axis} />}
      legend={
        <div className="cmp-set">
          <TargetControl data={data} target={target} range={view.range} onTarget={on.target} />
          <LegendButtons
            batchSizes={batchSizesOf(view.points)}
            hidden={hiddenBatches}
            theme={look.theme}
            arms={look.arms}
            onToggle={on.toggle}
            onHover={on.hover}
          />
        </div>
      }
      below={<Key view={view} unit={unit} budget={budget} />}
      values={() => targetValues(view, armNames(data.spec), budget)}
    >
      {timed ? chart : <p className="cmp-empty">No update times are measured, so seconds cannot be told.</p>}
    </Figure>
  );
}, sameView);

/** Why there is no critical batch size, where there is none. */
const reasons = (view: ToTarget, arms: readonly string[]): string[] =>
  view.fits.flatMap((fit, arm) =>
    fit.status === 'none' ? [arms.length > 1 ? `${arms[arm]}: ${fit.reason}` : fit.reason] : [],
  );

function Key({ view, unit, budget }: { view: ToTarget; unit: TargetUnit; budget: string }) {
  const missed = view.points.some((p) => p.missed.length > 0);
  const fitted = view.fits.some((f) => f.status === 'fitted');
  const barred = view.points.some((p) => p[unit]?.low !== undefined);
  return (
    <p className="cmp-key">
      {barred && (
        <span>bars: 95% interval over the seeds{unit === 'seconds' && ' and the update times'}</span>
      )}
      {view.perfect.some((line) => line.length > 1) && (
        <span>
          <Sample>
            <path d="M0 5H26" strokeDasharray="2 4" />
          </Sample>
          perfect scaling: twice the batch, half the updates
        </span>
      )}
      {fitted && (
        <span>
          <Sample>
            <path d="M0 5H26" strokeWidth="1.5" />
          </Sample>
          fit: updates = S(1 + Bc ÷ B)
        </span>
      )}
      {missed && (
        <span>
          <Sample>
            <circle cx="13" cy="6" r="3.5" />
          </Sample>
          {budget}: at least this much
        </span>
      )}
    </p>
  );
}

const fastestText = (found: Fastest | undefined): string => {
  if (found?.measured === undefined) return NOTHING;
  if (found.unsure !== undefined) return `${countText(found.measured)} (chance not known)`;
  return found.best.map(countText).join(' or ');
};

export function targetValues(view: ToTarget, arms: readonly string[], budget: string): Values[] {
  return [
    {
      caption: `To validation ${view.target.metric} ${targetText(view.target)}, with 95% intervals over the seeds`,
      columns: ['batch size', 'reached by', 'updates', 'examples', 'seconds'],
      rows: view.points.map((p) => [
        groupName(arms, p.arm, p.batchSize),
        `${p.reached} of ${p.seeds}`,
        p.updates
          ? rangedText(p.updates, countText)
          : `more than ${countText(p.atLeastUpdates)} (${budget}${p.reached > 0 ? ' with every seed' : ''})`,
        p.examples ? rangedText(p.examples, countText) : NOTHING,
        p.seconds ? rangedText(p.seconds, secondsText) : NOTHING,
      ]),
    },
    {
      caption: 'Critical batch size and fastest batch size',
      columns: ['task', 'critical batch size', 'fastest, measured', 'fastest, by formula'],
      rows: view.fits.map((fit, arm) => [
        arms[arm] ?? '',
        fit.status === 'fitted' ? rangedText(fit.criticalBatch, countText) : fit.reason,
        fastestText(view.fastest[arm]),
        countText(view.fastest[arm]?.formula),
      ]),
    },
  ];
}
