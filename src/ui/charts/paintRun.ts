/** One run's curves on the canvas. */
import type { Evaluation } from '../../experiment/run.ts';
import type { Series } from '../../state/series.ts';
import type { XAxis } from '../../state/store.ts';
import type { LossTrace } from './lossTrace.ts';
import {
  cross,
  dots,
  paintExtent,
  perColumn,
  strokeColumns,
  strokeLine,
  type Pen,
  type Spot,
} from './paint.ts';
import type { PlotLayout } from './plotLayout.ts';
import type { Scale } from './scale.ts';

export interface RunInk {
  colour: string;
  paper: string;
  focused: boolean;
}

export interface RunPicture {
  series: Series;
  /** The loss curves; undefined on the accuracy chart. */
  trace: LossTrace | undefined;
  axis: XAxis;
  x: Scale;
  y: Scale;
  ink: RunInk;
  layout: PlotLayout;
}

/** Draws a run and says where its main curve ends, if it has one. */
export function paintRun(pen: Pen, picture: RunPicture): Spot | undefined {
  const { x, y, ink, trace, layout } = picture;
  pen.save();
  pen.beginPath();
  pen.rect(layout.left, layout.top - 4, layout.right - layout.left + 4, layout.bottom - layout.top + 5);
  pen.clip();
  pen.lineJoin = 'round';
  pen.strokeStyle = ink.colour;
  const end = trace ? paintLoss(pen, picture, trace) : paintAccuracy(pen, picture);
  pen.restore();
  return end && { x: end.x, y: Math.max(y.to, Math.min(y.from, end.y)) };

  function paintLoss(pen: Pen, { series }: RunPicture, { raw, smoothed }: LossTrace): Spot | undefined {
    pen.globalAlpha = ink.focused ? 0.2 : 0.1;
    pen.lineWidth = 1;
    pen.fillStyle = ink.colour;
    paintExtent(pen, raw, x, y);
    pen.globalAlpha = 1;
    const validation = spots(picture, 'validation', (e) => e.loss);
    pen.lineWidth = 1;
    strokeLine(pen, validation, [3, 3]);
    pen.lineWidth = ink.focused ? 2.25 : 1.25;
    strokeColumns(pen, smoothed, x, y);
    dots(pen, validation, ink.focused ? 2.5 : 1.75, 14, ink.colour);
    const end = lastSpot(smoothed, x, y) ?? validation.at(-1);
    const { length, columns } = series;
    if (end && length > 0 && !Number.isFinite(columns.loss[length - 1])) {
      pen.lineWidth = 2;
      cross(pen, { x: end.x, y: Math.max(y.to + 5, Math.min(y.from, end.y)) }, 4);
    }
    return end;
  }

  function paintAccuracy(pen: Pen, _: RunPicture): Spot | undefined {
    const validation = spots(picture, 'validation', (e) => e.accuracy);
    pen.lineWidth = ink.focused ? 2.25 : 1.25;
    strokeLine(pen, validation);
    if (validation.length === 1) dots(pen, validation, 2.5, 0, ink.colour);
    const training = spots(picture, 'training', (e) => e.accuracy);
    pen.lineWidth = 1.25;
    dots(pen, training, ink.focused ? 3.25 : 2.5, 8, undefined);
    return validation.at(-1) ?? training.at(-1);
  }
}

function spots(
  { series, axis, x, y }: RunPicture,
  split: Evaluation['split'],
  value: (e: Evaluation) => number | undefined,
): Spot[] {
  const result: Spot[] = [];
  for (const e of series.evaluations) {
    if (e.split !== split) continue;
    const spot = { x: x.at(e[axis]), y: y.at(value(e) ?? NaN) };
    if (Number.isFinite(spot.x) && Number.isFinite(spot.y)) result.push(spot);
  }
  return perColumn(result);
}

function lastSpot(cache: LossTrace['smoothed'], x: Scale, y: Scale): Spot | undefined {
  for (let i = cache.to - 1; i >= cache.from; i--) {
    if (cache.count[i] === 0) continue;
    const spot = { x: x.from + cache.lastX[i], y: y.at(cache.last[i]) };
    if (Number.isFinite(spot.y)) return spot;
  }
  return undefined;
}
