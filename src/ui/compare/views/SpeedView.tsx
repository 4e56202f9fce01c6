/** Time per update against the batch size, and the examples a second that come of it. */
import { memo, useMemo } from 'react';
import type { EngineName } from '../../../experiment/config.ts';
import { speedView } from '../../../sweep/analyse/speedView.ts';
import { armNames, settingsLine } from '../../../sweep/analyse/settingsWords.ts';
import type { SpeedView as Speed } from '../../../sweep/views.ts';
import { LegendButtons } from '../../charts/compare/LegendButtons.tsx';
import { LineSample } from '../../charts/compare/LineSample.tsx';
import { SpeedChart, speedSeries } from '../../charts/compare/SpeedChart.tsx';
import type { Values } from '../../charts/compare/ValuesTable.tsx';
import { countText, groupName, rangedText } from '../../charts/compare/words.ts';
import { Figure } from './Figure.tsx';
import type { ViewProps } from './props.ts';
import { sameView } from './sameView.ts';
import { batchSizesOf, unique } from './sweepWords.ts';
import { useLook } from './useLook.ts';

const NOTHING_YET = 'No update time is measured yet. They are measured before the runs, each alone.';

export const SpeedView = memo(function SpeedView(props: ViewProps) {
  const { data, selection, on, size } = props;
  const look = useLook(props);
  const view = useMemo(() => speedView(data), [data]);
  const chart = <SpeedChart {...look} view={view} quantity="updateMs" />;
  if (size !== 'full') return chart;
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
        view.points.length > 0 && (
          <p className="cmp-key">
            <span>bars: quartiles</span>
            {speedSeries(view).map((key, index, all) => {
              const one = view.points.find((p) => `${p.arm} ${p.engine}` === key);
              const fit = view.fits.find((f) => `${f.arm} ${f.engine}` === key);
              return (
                (fit ?? all.length > 1) && (
                  <span key={key}>
                    <LineSample index={index} />
                    {[
                      ...(one && all.length > 1 ? [nameOf(one, view, look.arms)] : []),
                      ...(fit ? [lawText(fit)] : []),
                    ].join(': ')}
                  </span>
                )
              );
            })}
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

const nameOf = (one: Speed['points'][number], view: Speed, arms: readonly string[]): string =>
  `${arms.length > 1 ? `${arms[one.arm]} ` : ''}${view.names[one.engine] ?? one.engine}`;

const lawText = ({ overheadMs, perExampleMs, residual }: Speed['fits'][number]): string =>
  `${countText(overheadMs)} ms + ${countText(perExampleMs)} ms × B; typically off by ${countText(100 * residual)}%`;

export function speedValues(view: Speed, arms: readonly string[]): Values[] {
  const name = ({ engine }: { engine: EngineName }) => view.names[engine] ?? engine;
  return [
    {
      caption: 'Median time of one update (quartiles), and examples a second',
      columns: ['batch size', 'engine', 'ms for one update', 'examples a second'],
      rows: view.points.map((p) => [
        groupName(arms, p.arm, p.batchSize),
        name(p),
        rangedText(p.updateMs, countText),
        countText(p.examplesPerSecond),
      ]),
    },
    {
      caption: 'Fit of t0 + c·B',
      columns: ['engine', 't0, ms', 'c, ms', 'B where both are equal', 'typical error'],
      rows: view.fits.map((f) => [
        arms.length > 1 ? `${arms[f.arm]}, ${name(f)}` : name(f),
        countText(f.overheadMs),
        countText(f.perExampleMs),
        countText(f.saturation),
        `${countText(100 * f.residual)}%`,
      ]),
    },
  ];
}
