/** The race: the same runs over epochs, updates, examples or seconds. */
import { memo, useMemo, useState } from 'react';
import { raceView } from '../../../sweep/analyse/raceView.ts';
import type { RaceAxis, RaceSplit, RaceView as Race } from '../../../sweep/views.ts';
import { metricsOf } from '../../../sweep/analyse/question.ts';
import { armNames, settingsLine } from '../../../sweep/analyse/settingsWords.ts';
import { LegendButtons } from '../../charts/compare/LegendButtons.tsx';
import { RaceChart } from '../../charts/compare/RaceChart.tsx';
import { raceX, readAt } from '../../charts/compare/raceShape.ts';
import type { Values } from '../../charts/compare/ValuesTable.tsx';
import { groupName, metricText, placeText } from '../../charts/compare/words.ts';
import { createScale } from '../../charts/scale.ts';
import { Segmented } from '../../controls/Segmented.tsx';
import { Figure } from './Figure.tsx';
import type { ViewProps } from './props.ts';
import { sameView } from './sameView.ts';
import { Scrubber } from './Scrubber.tsx';
import { anyResult, batchSizesOf, seedNote, unique, whyEmpty } from './sweepWords.ts';
import { useLook } from './useLook.ts';

const AXES: readonly { value: RaceAxis; label: string }[] = [
  { value: 'epochs', label: 'epochs' },
  { value: 'updates', label: 'updates' },
  { value: 'examples', label: 'examples' },
  { value: 'seconds', label: 'seconds' },
];
const SPLITS: readonly { value: RaceSplit; label: string }[] = [
  { value: 'validation', label: 'validation' },
  { value: 'training', label: 'training' },
];

export const RaceView = memo(function RaceView(props: ViewProps) {
  const { data, selection, on, size, ghost } = props;
  const { axis, split, hiddenBatches, target, scrub } = selection;
  const metrics = metricsOf(data.spec);
  const metric = metrics.includes(selection.metric) ? selection.metric : metrics[0];
  const look = useLook(props);
  const [logs, setLogs] = useState<{ x?: boolean; y?: boolean }>({});
  const view = useMemo(() => raceView(data, { axis, metric, split }), [data, axis, metric, split]);
  // Updates differ by the ratio of the batch sizes: on an even axis the largest batches would be a line at its start.
  const logX = logs.x ?? axis === 'updates';
  const logY = (logs.y ?? false) && metric === 'loss';
  const chart = { ...look, view, logX, logY, target };
  if (size === 'thumb') return <RaceChart {...chart} scrub={undefined} />;
  if (size === 'bare') return <RaceChart {...chart} scrub={scrub} ghost={ghost} />;

  const ran = batchSizesOf(data.runs.filter((r) => r.trial.role === 'run').map((r) => r.trial.config));
  const visible = view.curves.filter((c) => !hiddenBatches.has(c.batchSize));
  const scale = createScale(raceX(visible, logX), 0, 1);
  const place = (share: number) => placeText(axis, scale.invert(share));
  return (
    <Figure
      id={`race-${axis}`}
      title="Which batch size learns fastest?"
      sentence={view.sentence}
      notes={anyResult(data) ? unique([...seedNote(data), ...view.notes]) : []}
      spec={data.spec}
      settings={settingsLine(data)}
      empty={whyEmpty(data, view.curves.length)}
      controls={
        <>
          <Segmented name="Horizontal axis" value={axis} options={AXES} onChange={on.axis} />
          {metrics.length > 1 && (
            <Segmented
              name="What is measured"
              value={metric}
              options={metrics.map((value) => ({ value, label: value }))}
              onChange={on.metric}
            />
          )}
          <Segmented name="On which examples" value={split} options={SPLITS} onChange={on.split} />
          <label>
            <input
              type="checkbox"
              checked={logX}
              onChange={(e) => setLogs({ ...logs, x: e.target.checked })}
            />{' '}
            log x
          </label>
          {metric === 'loss' && (
            <label>
              <input
                type="checkbox"
                checked={logY}
                onChange={(e) => setLogs({ ...logs, y: e.target.checked })}
              />{' '}
              log y
            </label>
          )}
        </>
      }
      legend={
        <LegendButtons
          batchSizes={ran}
          hidden={hiddenBatches}
          theme={look.theme}
          arms={look.arms}
          onToggle={on.toggle}
          onHover={on.hover}
        />
      }
      below={
        <div className="cmp-below">
          {visible.some((c) => c.seeds > 1) && (
            <p className="cmp-key">line: median of the seeds; band: least to greatest of the seeds</p>
          )}
          <Scrubber share={scrub} onShare={on.scrub} place={place} />
        </div>
      }
      values={() => raceValues(view, armNames(data.spec))}
    >
      <RaceChart {...chart} scrub={scrub} onTarget={on.target} />
    </Figure>
  );
}, sameView);

const PARTS = [0, 0.25, 0.5, 0.75, 1];

/** Every curve at five places of its own way. */
export function raceValues({ axis, metric, split, curves }: Race, arms: readonly string[]): Values[] {
  const spread = (low: number, high: number, middle: number) =>
    low === high
      ? metricText(metric, middle)
      : `${metricText(metric, middle)} (${metricText(metric, low)} to ${metricText(metric, high)})`;
  return [
    {
      caption: `Median ${split} ${metric} over the seeds (least to greatest), at quarters of each curve’s way along the axis`,
      columns: ['batch size', 'seeds', 'diverged', 'its end', 'start', '¼', '½', '¾', 'end'],
      rows: curves.map((c) => {
        const last = c.x[c.x.length - 1] ?? 0;
        return [
          groupName(arms, c.arm, c.batchSize),
          String(c.seeds),
          String(c.diverged),
          placeText(axis, last),
          ...PARTS.map((part) => {
            const read = (ys: readonly number[]) => readAt(c.x, ys, part * last) ?? NaN;
            return spread(read(c.low), read(c.high), read(c.median));
          }),
        ];
      }),
    },
  ];
}
