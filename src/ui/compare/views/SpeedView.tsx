/** Time per update against the batch size, and the examples a second that come of it. */
import { memo, useMemo } from 'react';
import { speedView } from '../../../sweep/analyse/speedView.ts';
import type { SpeedView as Speed } from '../../../sweep/views.ts';
import { LegendButtons } from '../../charts/compare/LegendButtons.tsx';
import { LineSample } from '../../charts/compare/LineSample.tsx';
import { SpeedChart, speedSeries } from '../../charts/compare/SpeedChart.tsx';
import type { Values } from '../../charts/compare/ValuesTable.tsx';
import { countText, groupName, rangedText } from '../../charts/compare/words.ts';
import { Figure } from './Figure.tsx';
import type { ViewProps } from './props.ts';
import { sameView } from './sameView.ts';
import { armNames, batchSizesOf, settingsLine, unique } from './sweepWords.ts';
import { useLook } from './useLook.ts';

const NOTHING_YET = 'No update time is measured yet. They are measured before the runs, each alone.';

export const SpeedView = memo(function SpeedView(props: ViewProps) {
  const { data, selection, on, size } = props;
  const look = useLook(props);
  const view = useMemo(() => speedView(data), [data]);
  const chart = <SpeedChart {...look} view={view} quantity="updateMs" />;
  if (size === 'thumb') return chart;
  return (
    <Figure
      id="speed"
      title="Where does a bigger batch stop being faster?"
      sentence={view.sentence}
      notes={unique(view.notes)}
      spec={data.spec}
      settings={settingsLine(data)}
      empty={view.points.length > 0 ? undefined : NOTHING_YET}
      legend={
        <LegendButtons
          batchSizes={batchSizesOf(view.points)}
          hidden={selection.hiddenBatches}
          theme={look.theme}
          arms={look.arms}
          onToggle={on.toggle}
          onHover={on.hover}
        />
      }
      below={
        view.fits.length > 0 && (
          <p className="cmp-key">
            <span>bars: quartiles</span>
            {view.fits.map((fit) => (
              <span key={`${fit.arm} ${fit.engine}`}>
                <LineSample index={speedSeries(view).indexOf(`${fit.arm} ${fit.engine}`)} />
                {nameOf(fit, view, look.arms)}
                {countText(fit.overheadMs)} ms + {countText(fit.perExampleMs)} ms × B; typically off by{' '}
                {countText(100 * fit.residual)}%
              </span>
            ))}
          </p>
        )
      }
      values={() => speedValues(view, armNames(data.spec))}
    >
      {chart}
      <SpeedChart {...look} view={view} quantity="examplesPerSecond" />
    </Figure>
  );
}, sameView);

const nameOf = (fit: Speed['fits'][number], view: Speed, arms: readonly string[]) =>
  view.fits.length > 1 ? `${arms.length > 1 ? `${arms[fit.arm]} ` : ''}${fit.engine}: ` : '';

export function speedValues(view: Speed, arms: readonly string[]): Values[] {
  return [
    {
      caption: 'Median time of one update (quartiles), and examples a second',
      columns: ['batch size', 'engine', 'ms for one update', 'examples a second'],
      rows: view.points.map((p) => [
        groupName(arms, p.arm, p.batchSize),
        p.engine,
        rangedText(p.updateMs, countText),
        countText(p.examplesPerSecond),
      ]),
    },
    {
      caption: 'Fit of t0 + c·B',
      columns: ['engine', 't0, ms', 'c, ms', 'B where both are equal', 'typical error'],
      rows: view.fits.map((f) => [
        arms.length > 1 ? `${arms[f.arm]}, ${f.engine}` : f.engine,
        countText(f.overheadMs),
        countText(f.perExampleMs),
        countText(f.saturation),
        `${countText(100 * f.residual)}%`,
      ]),
    },
  ];
}
