/** A race that is read with the pointer, and whose target can be dragged. */
import { useMemo, useState } from 'react';
import type { Target } from '../../../experiment/sweep.ts';
import { inkOf } from './look.ts';
import type { Plane } from './plane.ts';
import { curvesOf, RacePlot, reachOf, targetOf, type RacePlotProps } from './RacePlot.tsx';
import { readAt } from './raceShape.ts';
import { Readout } from './Readout.tsx';
import { TargetHandle } from './TargetHandle.tsx';
import { groupName, metricText, placeText, targetText } from './words.ts';

export interface RaceChartProps extends Omit<RacePlotProps, 'onPoint' | 'overlay'> {
  /** With it the target can be dragged. */
  onTarget?: ((target: Target) => void) | undefined;
}

/** Farthest from a curve that pointing still means it, in pixels. */
const NEAR = 28;

export function RaceChart(props: RaceChartProps) {
  const { view, scrub, target, onTarget, hidden, hoverBatch, onHover, arms } = props;
  const { axis, metric } = view;
  const [at, setAt] = useState<number>();
  const curves = useMemo(() => curvesOf(view, hidden), [view, hidden]);
  const shown = targetOf(view, target);

  const onPoint = (point: { x: number; y: number } | undefined, plane: Plane) => {
    if (!point || point.x > plane.right + 4) {
      setAt(undefined);
      return onHover(undefined);
    }
    const pixel = Math.max(plane.left, Math.min(reachOf(plane, scrub), point.x));
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
        at={Math.min(reachOf(plane, scrub), plane.x.at(at))}
        title={placeText(axis, at)}
        rows={rows
          .sort((a, b) => ((b.value ?? 0) - (a.value ?? 0)) * (metric === 'accuracy' ? 1 : -1))
          .map(({ curve, value, ended }) => ({
            key: `${curve.arm} ${curve.batchSize}`,
            name: groupName(arms, curve.arm, curve.batchSize),
            colour: inkOf(curve.batchSize, { theme: props.theme, hoverBatch: undefined }).colour,
            strong: curve.batchSize === hoverBatch,
            value: `${metricText(metric, value)}${ended ? ' at its end' : ''}`,
          }))}
      />
    );
  };

  return (
    <RacePlot
      {...props}
      onPoint={onPoint}
      overlay={(plane) => (
        <>
          {readout(plane)}
          {shown && onTarget && (
            <TargetHandle plane={plane} target={shown} text={targetText(shown)} onTarget={onTarget} />
          )}
        </>
      )}
    />
  );
}
