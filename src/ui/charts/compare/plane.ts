/** Where a plot lies inside its SVG and how values map to it, in CSS pixels: the chart grows, its text does not. */
import { ticks } from '../domain.ts';
import { createScale, type Domain, type Scale } from '../scale.ts';
import { textWidth } from '../textWidth.ts';

export interface AxisSpec {
  domain: Domain;
  /** Values that may carry a tick (batch sizes that were measured); undefined: round numbers. */
  at?: readonly number[] | undefined;
  text(value: number): string;
  /** What is counted, with its unit. */
  title: string;
}

export interface Tick {
  at: number;
  text: string;
}

export interface Plane {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: Scale;
  y: Scale;
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
}

/** Of every text in a chart but the curves' ends; plot.css says the same. */
export const TICK_PX = 12;
/** Room above for the name of the y-axis, and below for ticks and the name of the x-axis. */
const TOP = 24;
const BOTTOM = 38;
const LEAST_RIGHT = 16;
/** Between two numbers under the axis. */
const AIR = 10;
const Y_EVERY = 38;
const Y_EVERY_LOG = 24;

/** `rightRoom`: width of the widest label at a curve's end. A thumb has a rim only. */
export function planeOf(
  size: { width: number; height: number },
  x: AxisSpec,
  y: AxisSpec,
  rightRoom: number,
  thumb: boolean,
): Plane {
  const { width, height } = size;
  if (thumb) {
    const box = { left: 5, right: width - 5, top: 6, bottom: height - 6 };
    return {
      ...{ width, height, ...box, xTicks: [], yTicks: [] },
      x: createScale(x.domain, box.left, box.right),
      y: createScale(y.domain, box.bottom, box.top),
    };
  }
  const bottom = Math.max(TOP + 40, height - BOTTOM);
  const every = y.domain.log ? Y_EVERY_LOG : Y_EVERY;
  const yScale = createScale(y.domain, bottom, TOP);
  const yTicks = valueTicks(y.domain, Math.max(2, (bottom - TOP) / every)).map((value) => ({
    at: yScale.at(value),
    text: y.text(value),
  }));
  const left = Math.ceil(Math.max(22, ...yTicks.map((t) => textWidth(t.text, TICK_PX)))) + 10;
  const room = Math.min(rightRoom + 10, width * 0.4);
  const right = Math.max(left + 40, width - Math.max(LEAST_RIGHT, room));
  const xScale = createScale(x.domain, left, right);
  return {
    ...{ width, height, left, right, top: TOP, bottom, x: xScale, y: yScale, yTicks },
    xTicks: fitting(x, xScale, width),
  };
}

/** Under a decade 1, 2 and 5 leave too few. */
function valueTicks(domain: Domain, count: number): number[] {
  const found = ticks(domain, count);
  return found.length < 4 && domain.log && domain.max < 10 * domain.min
    ? ticks({ ...domain, log: false }, Math.min(5, count)).filter((v) => v > 0)
    : found;
}

/** Ticks whose numbers do not touch: first the ends, then as many between as there is room for. */
function fitting(axis: AxisSpec, scale: Scale, width: number): Tick[] {
  const values = axis.at ?? roundTicks(axis, scale);
  const all = values.flatMap((value) => {
    const at = scale.at(value);
    if (!Number.isFinite(at) || at < scale.from - 1 || at > scale.to + 1) return [];
    const text = axis.text(value);
    return [{ at, text, half: textWidth(text, TICK_PX) / 2 }];
  });
  const order = [...all.slice(0, 1), ...all.slice(-1), ...all.slice(1, -1)];
  const kept: typeof all = [];
  for (const tick of new Set(order)) {
    const free = kept.every((other) => Math.abs(other.at - tick.at) >= other.half + tick.half + AIR);
    if (free) kept.push(tick);
  }
  return kept
    .sort((a, b) => a.at - b.at)
    .map(({ at, text, half }) => ({ at: Math.min(at, width - half - 1), text }));
}

function roundTicks(axis: AxisSpec, scale: Scale): number[] {
  const widest = Math.max(textWidth(axis.text(axis.domain.max), TICK_PX), 24);
  return ticks(axis.domain, Math.max(2, Math.min(7, (scale.to - scale.from) / (widest + 26))));
}
