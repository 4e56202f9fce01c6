/** Loss or accuracy of several runs while they train. Axes in SVG, drawn anew at a low rate, curves on a canvas. */
import { useCallback, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { RunId } from '../../experiment/run.ts';
import type { SeriesStore } from '../../state/series.ts';
import type { XAxis } from '../../state/store.ts';
import type { Theme } from './batchColor.ts';
import { Term } from '../controls/Tip.tsx';
import { ChartFrame } from './ChartFrame.tsx';
import { ChartKey } from './ChartKey.tsx';
import type { ChartKind, ChartRun } from './chartRun.ts';
import { labelWidth } from './endLabels.ts';
import type { Domains, LivePlot, PlotView } from './livePlot.ts';
import { accuracyDomain, lossDomain, reachDomain } from './plotDomain.ts';
import { plotLayout, xScale, yScale } from './plotLayout.ts';
import { Readout, readingText, type Hairline } from './Readout.tsx';
import { useLivePlot, useThrottledState } from './useLivePlot.ts';
import { useSize } from './useSize.ts';
import './charts.css';

export interface LiveChartProps {
  title: string;
  kind: ChartKind;
  runs: readonly ChartRun[];
  series: SeriesStore;
  axis: XAxis;
  logX: boolean;
  /** Only for loss. */
  logY: boolean;
  theme: Theme;
  /** Drawn strong; without it, the run that trains or else the first. */
  focusId?: RunId | undefined;
  /** What the chart shows, in a sentence or two, for those who cannot see it. */
  summary: string;
}

/** How often the text alternative changes at most. */
const ALTERNATIVE_MS = 4000;

export function LiveChart(props: LiveChartProps) {
  const { title, kind, runs, series, axis, logX, logY, theme, focusId, summary } = props;
  const [box, size] = useSize<HTMLDivElement>();
  const [domains, setDomains] = useState<Domains>(() => ({
    x: reachDomain([], logX),
    y: kind === 'accuracy' ? accuracyDomain([]) : lossDomain([], logY),
  }));
  const [hairline, setHairline] = useState<Hairline | undefined>();
  const [empty, setEmpty] = useState(true);
  const [words, setWords] = useThrottledState('', ALTERNATIVE_MS);

  const widest = Math.max(0, ...runs.filter((r) => !r.hidden).map((r) => labelWidth(r.label)));
  const layout = useMemo(() => plotLayout(size.width, size.height, widest), [size, widest]);
  const view = useMemo<PlotView>(
    () => ({ kind, runs, axis, logX, logY, theme, focusId, layout, domains }),
    [kind, runs, axis, logX, logY, theme, focusId, layout, domains],
  );

  const drawn = useCallback(
    (plot: LivePlot, shown: PlotView) => {
      const ends = plot.read(shown, shown.domains.x.max);
      setEmpty(!ends.some((r) => r.training !== undefined || r.validation !== undefined));
      setWords(
        ends.length > 0 ? readingText(shown.kind, shown.axis, { at: shown.domains.x.max, rows: ends }) : '',
      );
      setHairline((old) => old && { at: old.at, rows: plot.read(shown, old.at) });
    },
    [setWords],
  );
  const { back, front, labels, read } = useLivePlot(series, view, setDomains, drawn);

  const x = xScale(layout, domains.x);
  const show = (pixel: number) => {
    const at = x.invert(Math.min(layout.right, Math.max(layout.left, pixel)));
    setHairline({ at, rows: read(at) });
  };
  const hide = () => setHairline(undefined);
  const onPointer = (event: PointerEvent<HTMLDivElement>) =>
    show(event.clientX - event.currentTarget.getBoundingClientRect().left);
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return hide();
    const from = hairline ? x.at(hairline.at) : layout.right;
    const to = keyTarget(event, from, layout.left, layout.right);
    if (to === undefined) return;
    event.preventDefault();
    show(to);
  };

  const said = hairline ? readingText(kind, axis, hairline) : `${summary} Arrow keys read the values.`;
  return (
    <figure className="plot">
      <figcaption className="plot-head">
        <h2>
          <Term name={kind}>{title}</Term>
        </h2>
        <ChartKey kind={kind} />
      </figcaption>
      <div
        ref={box}
        className="plot-area"
        role="slider"
        tabIndex={0}
        aria-label={`${title}, read by ${axis === 'seconds' ? 'second' : axis}`}
        aria-valuemin={domains.x.min}
        aria-valuemax={domains.x.max}
        aria-valuenow={hairline?.at ?? domains.x.max}
        aria-valuetext={said}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={(event) => event.pointerType === 'mouse' && hide()}
        onBlur={hide}
        onKeyDown={onKey}
      >
        {size.width > 0 && size.height > 0 ? (
          <div aria-hidden="true">
            <ChartFrame kind={kind} axis={axis} layout={layout} x={domains.x} y={domains.y} />
          </div>
        ) : null}
        <canvas ref={back} aria-hidden="true" />
        <canvas ref={front} aria-hidden="true" />
        <div ref={labels} className="plot-ends" aria-hidden="true" />
        {empty ? (
          <p className="plot-hint">
            {runs.length > 0 && runs.every((run) => run.hidden) ? 'All runs are hidden.' : HINTS[kind]}
          </p>
        ) : null}
        {hairline && !empty ? (
          <Readout {...{ kind, axis, theme, layout, hairline, x }} y={yScale(layout, domains.y)} />
        ) : null}
      </div>
      <p className="plot-alternative">
        {summary} {words}
      </p>
    </figure>
  );
}

const HINTS = {
  loss: 'Press Train: the loss of every update will be drawn here.',
  accuracy: 'The share of validation examples it gets right will be drawn here.',
} as const;

/** Where a key takes the hairline, in pixels; undefined for other keys. */
function keyTarget(
  { key, shiftKey }: { key: string; shiftKey: boolean },
  from: number,
  left: number,
  right: number,
): number | undefined {
  const step = ((right - left) / 60) * (shiftKey ? 5 : 1);
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return from - step;
    case 'ArrowRight':
    case 'ArrowUp':
      return from + step;
    case 'PageDown':
      return from - 10 * step;
    case 'PageUp':
      return from + 10 * step;
    case 'Home':
      return left;
    case 'End':
      return right;
    default:
      return undefined;
  }
}
