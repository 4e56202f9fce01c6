/** Loss or accuracy of every batch size along one axis: median over the seeds, band from least to greatest. */
import { useMemo, useState } from 'react';
import type { Target } from '../../../experiment/sweep.ts';
import type { RaceCurve, RaceView } from '../../../sweep/views.ts';
import { EndLabels, endLabelWidth, type EndLabel } from './EndLabels.tsx';
import { inkOf, type ChartLook } from './look.ts';
import type { AxisSpec, Plane } from './plane.ts';
import { PlotArea } from './PlotArea.tsx';
import { Ghost, RaceCurves, type Runner } from './RaceCurves.tsx';
import { raceX, raceY, readAt } from './raceShape.ts';
import { Readout } from './Readout.tsx';
import { TargetHandle, TargetLine } from './TargetLine.tsx';
import { AXIS_TITLES, groupName, metricText, metricTick, placeText, targetText } from './words.ts';
import { shortNumber } from '../ticksText.ts';

export interface RaceChartProps extends ChartLook {
  view: RaceView;
  /** An earlier race, dimmed behind this one; of the same axis, metric and split. */
  ghost?: RaceView | undefined;
  /** Share of the axis shown, in [0, 1]; undefined: all. */
  scrub: number | undefined;
  logX: boolean;
  logY: boolean;
  /** A line to be reached, drawn where it is of this metric; with `onTarget` it can be dragged. */
  target?: Target | undefined;
  onTarget?: ((target: Target) => void) | undefined;
}

/** Farthest from a curve that pointing still means it, in pixels. */
const NEAR = 28;

export function RaceChart(props: RaceChartProps) {
  const { view, ghost, scrub, logX, logY, target, onTarget, hidden, hoverBatch, onHover, arms, thumb } =
    props;
  const { axis, metric, split } = view;
  const [at, setAt] = useState<number>();
  const curves = useMemo(
    () => view.curves.filter((c) => !hidden.has(c.batchSize) && c.x.length > 0),
    [view, hidden],
  );
  const behind = useMemo(
    () => (ghost?.curves ?? []).filter((c) => !hidden.has(c.batchSize) && c.x.length > 0),
    [ghost, hidden],
  );
  const drawn = useMemo(() => [...curves, ...behind], [curves, behind]);
  const x = useMemo<AxisSpec>(
    () => ({ domain: raceX(drawn, logX), text: (v) => shortNumber(v, 1e4), title: AXIS_TITLES[axis] }),
    [drawn, logX, axis],
  );
  const y = useMemo<AxisSpec>(
    () => ({
      domain: raceY(drawn, metric, logY),
      text: (v) => metricTick(metric, v),
      title: `${split} ${metric}`,
    }),
    [drawn, metric, split, logY],
  );
  const nameOf = (c: RaceCurve) => groupName(arms, c.arm, c.batchSize);
  const valueOf = (c: RaceCurve, value: number | undefined) =>
    c.diverged === c.seeds ? 'diverged' : metricText(metric, value);
  const rightRoom = useMemo(
    () =>
      Math.max(
        0,
        ...drawn.map((c) =>
          endLabelWidth({
            name: groupName(arms, c.arm, c.batchSize),
            value: c.diverged === c.seeds ? 'diverged' : metricText(metric, 0.8888),
          }),
        ),
      ),
    [drawn, arms, metric],
  );
  const reachOf = (plane: Plane) => plane.left + (scrub ?? 1) * (plane.right - plane.left);
  const runnersOf = (plane: Plane): Runner[] =>
    curves.map((curve) => {
      const place = Math.min(plane.x.invert(reachOf(plane)), curve.x[curve.x.length - 1]);
      const value = readAt(curve.x, curve.median, place) ?? 0;
      const y = plane.y.at(value);
      return {
        curve,
        x: Math.max(plane.left, plane.x.at(place) || plane.left),
        y: Number.isFinite(y) ? Math.max(plane.top, Math.min(plane.bottom, y)) : plane.bottom,
      };
    });
  const shown =
    target !== undefined && target.metric === metric && split === 'validation' ? target : undefined;

  const onPoint = (point: { x: number; y: number } | undefined, plane: Plane) => {
    if (!point || point.x > plane.right + 4) {
      setAt(undefined);
      return onHover(undefined);
    }
    const pixel = Math.max(plane.left, Math.min(reachOf(plane), point.x));
    const place = plane.x.invert(pixel);
    setAt(place);
    let [best, least] = [undefined as number | undefined, NEAR];
    for (const curve of curves) {
      if (place > curve.x[curve.x.length - 1]) continue;
      const value = readAt(curve.x, curve.median, place);
      const away = value === undefined ? Infinity : Math.abs(plane.y.at(value) - point.y);
      if (away < least) [best, least] = [curve.batchSize, away];
    }
    onHover(best);
  };

  const readout = (plane: Plane) => {
    if (at === undefined || curves.length === 0) return null;
    const rows = curves.flatMap((curve) => {
      const value = readAt(curve.x, curve.median, at);
      const ended = at > curve.x[curve.x.length - 1];
      return [{ curve, value, ended }];
    });
    return (
      <Readout
        plane={plane}
        at={Math.min(reachOf(plane), plane.x.at(at))}
        title={placeText(axis, at)}
        rows={rows
          .sort((a, b) => ((b.value ?? 0) - (a.value ?? 0)) * (metric === 'accuracy' ? 1 : -1))
          .map(({ curve, value, ended }) => ({
            key: `${curve.arm} ${curve.batchSize}`,
            name: nameOf(curve),
            colour: inkOf(curve.batchSize, { theme: props.theme, hoverBatch: undefined }).colour,
            strong: curve.batchSize === hoverBatch,
            value: `${metricText(metric, value)}${ended ? ' at its end' : ''}`,
          }))}
      />
    );
  };

  return (
    <PlotArea
      name={`${view.split} ${metric} by ${axis}, one curve for each batch size`}
      {...{ x, y, rightRoom, thumb, onPoint }}
      overlay={(plane) => (
        <>
          {readout(plane)}
          {shown && onTarget && (
            <TargetHandle plane={plane} target={shown} text={targetText(shown)} onTarget={onTarget} />
          )}
        </>
      )}
    >
      {(plane) => {
        const runners = runnersOf(plane);
        const labels: EndLabel[] = runners.map(({ curve, x: across, y: down }) => {
          const { colour, strong } = inkOf(curve.batchSize, props);
          const place = Math.min(plane.x.invert(reachOf(plane)), curve.x[curve.x.length - 1]);
          const value = valueOf(curve, readAt(curve.x, curve.median, place));
          return {
            key: `${curve.arm} ${curve.batchSize}`,
            x: across,
            y: down,
            name: nameOf(curve),
            value,
            colour,
            strong,
          };
        });
        return (
          <>
            {shown && !thumb && (
              <TargetLine plane={plane} value={shown.value} text={`target ${targetText(shown)}`} />
            )}
            {behind.length > 0 && <Ghost plane={plane} curves={behind} theme={props.theme} />}
            <RaceCurves plane={plane} look={props} runners={runners} reach={reachOf(plane)} />
            {!thumb && <EndLabels labels={labels} plane={plane} />}
          </>
        );
      }}
    </PlotArea>
  );
}
