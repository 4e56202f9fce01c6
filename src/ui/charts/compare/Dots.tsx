/** Measured points: mark, bar of their interval, number. An open mark with an arrow stands at a lower bound. */
import { placeDotLabels, type Taken } from '../dotLabels.ts';
import { textWidth } from '../textWidth.ts';
import { inkOf, type ChartLook } from './look.ts';
import { markPath } from './paths.ts';
import { TICK_PX, type Plane } from './plane.ts';

export interface Dot {
  key: string;
  arm: number;
  batchSize: number;
  /** Values on the axes; `x` is the batch size unless the chart says otherwise. */
  x: number;
  y: number;
  low?: number | undefined;
  high?: number | undefined;
  /** Stands for "at least this". */
  atLeast?: boolean;
  /** What a readout says of it in place of the number. */
  note?: string;
  /** Drawn empty. */
  open?: boolean;
  /** Pixels to the side, where several marks share a place. */
  shift?: number;
  /** Ringed: the one to look at. */
  ringed?: boolean;
  text: string;
}

const HEIGHT = 14;
const RADIUS = 4.5;
const NARROW = 420;

export interface Spot extends Dot {
  atX: number;
  atY: number;
}

/** Marks that share a place move less to the side where the plot is narrow. */
export const shiftIn = (plane: Plane, { shift = 0 }: Pick<Dot, 'shift'>): number =>
  plane.width < NARROW ? shift / 2 : shift;

/** Where the dots lie in the plane; those that an axis cannot show are left out. */
export const spotsOf = (dots: readonly Dot[], plane: Plane): Spot[] =>
  dots
    .map((dot) => ({ ...dot, atX: plane.x.at(dot.x) + shiftIn(plane, dot), atY: plane.y.at(dot.y) }))
    .filter((s) => Number.isFinite(s.atX) && Number.isFinite(s.atY));

interface DotsProps {
  dots: readonly Dot[];
  plane: Plane;
  look: ChartLook;
  /** Whether the points go up from left to right: numbers then stand above left and below right. */
  rising: boolean;
  /** What else is drawn there. */
  taken?: Taken | undefined;
}

export function Dots({ dots, plane, look, rising, taken }: DotsProps) {
  const spots = spotsOf(dots, plane);
  const r = look.thumb ? 2.5 : RADIUS;
  const inside = (y: number) => Math.max(plane.top - 4, Math.min(plane.bottom, y));
  return (
    <g className="cmp-dots">
      {spots.map((s) => {
        const { colour, strong } = inkOf(s.batchSize, look);
        const [low, high] = [plane.y.at(s.low ?? NaN), plane.y.at(s.high ?? NaN)];
        const down = Number.isFinite(low) ? low : plane.bottom;
        const bar = s.low !== undefined && s.high !== undefined && Number.isFinite(high);
        return (
          <g key={s.key} stroke={colour} fill="none">
            {bar && !look.thumb && (
              <path
                strokeWidth={strong ? 2.5 : 1.5}
                d={`M${s.atX} ${inside(down)}V${inside(high)}M${s.atX - 4} ${inside(high)}h8M${s.atX - 4} ${inside(down)}h8`}
              />
            )}
            {s.atLeast && !look.thumb && (
              <path strokeWidth={1.5} d={`M${s.atX} ${s.atY - r}v-14m-4 5l4 -5l4 5`} />
            )}
            {s.ringed && !look.thumb && <circle cx={s.atX} cy={s.atY} r={r + 5} strokeWidth={1.5} />}
            <path
              d={markPath(s.arm, s.atX, s.atY, strong ? r + 1.5 : r)}
              {...(s.open || s.atLeast
                ? { fill: 'var(--card)', strokeWidth: 2 }
                : { fill: colour, stroke: 'var(--card)', strokeWidth: 1 })}
            />
          </g>
        );
      })}
      {!look.thumb && <DotTexts {...{ spots, plane, look, rising, taken }} />}
    </g>
  );
}

/** Numbers beside the dots where they cover nothing; the one pointed at and the ringed ones choose first. */
function DotTexts({
  spots,
  plane,
  look,
  rising,
  taken,
}: Omit<DotsProps, 'dots'> & { spots: readonly Spot[] }) {
  const first = (s: Spot) => (s.batchSize === look.hoverBatch ? 0 : s.ringed ? 1 : 2);
  const ordered = spots.filter((s) => s.text !== '').sort((a, b) => first(a) - first(b));
  const others = spots.filter((s) => s.text === '');
  const placed = placeDotLabels(
    [
      ...ordered.map((s) => ({ x: s.atX, y: s.atY, width: textWidth(s.text, TICK_PX, 600) + 2 })),
      ...others.map((s) => ({ x: s.atX, y: s.atY, width: Infinity })),
    ],
    { left: plane.left, right: plane.width, top: plane.top - 10, bottom: plane.bottom },
    HEIGHT,
    rising,
    taken,
  );
  return ordered.map((s, i) => {
    const spot = placed[i];
    if (!spot) return null;
    return (
      <text key={s.key} x={spot.left} y={spot.y} style={{ fill: inkOf(s.batchSize, look).colour }}>
        {s.text}
      </text>
    );
  });
}
