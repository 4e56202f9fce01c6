/** Draws a race: loss or accuracy of every batch size along one axis, median over the seeds, band from least to greatest. */
import { useMemo, type ReactNode } from 'react';
import type { Target } from '../../../experiment/sweep.ts';
import type { RaceCurve, RaceView } from '../../../sweep/views.ts';
import { EndLabels, endLabelWidth, type EndLabel } from './EndLabels.tsx';
import { inkOf, type ChartLook } from './look.ts';
import type { AxisSpec, Plane } from './plane.ts';
import { PlotArea, type PlotAreaProps } from './PlotArea.tsx';
import { Ghost, RaceCurves, type Runner } from './RaceCurves.tsx';
import { raceX, raceY, readAt } from './raceShape.ts';
import { TargetLine } from './TargetLine.tsx';
import { AXIS_TITLES, groupName, metricText, metricTick, targetText } from './words.ts';
import { shortNumber } from '../ticksText.ts';

export interface RacePlotProps extends ChartLook {
  view: RaceView;
  /** An earlier race, dimmed behind this one; of the same axis, metric and split. */
  ghost?: RaceView | undefined;
  /** Share of the axis shown, in [0, 1]; undefined: all. */
  scrub: number | undefined;
  logX: boolean;
  logY: boolean;
  /** A line to be reached, drawn where it is of this metric. */
  target?: Target | undefined;
  onPoint?: PlotAreaProps['onPoint'];
  overlay?: (plane: Plane) => ReactNode;
}

/** The curves of a race that are drawn. */
export const curvesOf = (view: RaceView, hidden: ReadonlySet<number>): RaceCurve[] =>
  view.curves.filter((c) => !hidden.has(c.batchSize) && c.x.length > 0);

/** The pixel up to which a race is shown. */
export const reachOf = (plane: Plane, scrub: number | undefined): number =>
  plane.left + (scrub ?? 1) * (plane.right - plane.left);

/** The target where it is of what a race shows. */
export const targetOf = ({ metric, split }: RaceView, target: Target | undefined): Target | undefined =>
  target?.metric === metric && split === 'validation' ? target : undefined;

export function RacePlot(props: RacePlotProps) {
  const { view, ghost, scrub, logX, logY, target, hidden, arms, thumb, onPoint, overlay } = props;
  const { axis, metric, split } = view;
  const curves = useMemo(() => curvesOf(view, hidden), [view, hidden]);
  const behind = useMemo(() => (ghost ? curvesOf(ghost, hidden) : []), [ghost, hidden]);
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
  const runnersOf = (plane: Plane): Runner[] =>
    curves.map((curve) => {
      const place = Math.min(plane.x.invert(reachOf(plane, scrub)), curve.x[curve.x.length - 1]);
      const value = readAt(curve.x, curve.median, place) ?? 0;
      const y = plane.y.at(value);
      return {
        curve,
        x: Math.max(plane.left, plane.x.at(place) || plane.left),
        y: Number.isFinite(y) ? Math.max(plane.top, Math.min(plane.bottom, y)) : plane.bottom,
      };
    });
  const shown = targetOf(view, target);

  return (
    <PlotArea
      name={`${view.split} ${metric} by ${axis}, one curve for each batch size`}
      {...{ x, y, rightRoom, thumb }}
      {...(onPoint && { onPoint })}
      {...(overlay && { overlay })}
    >
      {(plane) => {
        const runners = runnersOf(plane);
        const labels: EndLabel[] = runners.map(({ curve, x: across, y: down }) => {
          const { colour, strong } = inkOf(curve.batchSize, props);
          const place = Math.min(plane.x.invert(reachOf(plane, scrub)), curve.x[curve.x.length - 1]);
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
            <RaceCurves plane={plane} look={props} runners={runners} reach={reachOf(plane, scrub)} />
            {!thumb && <EndLabels labels={labels} plane={plane} />}
          </>
        );
      }}
    </PlotArea>
  );
}
