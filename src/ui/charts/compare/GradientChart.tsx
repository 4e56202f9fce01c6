/** One batch's gradient against that of all examples: the cosine between them, or its length over the full one's. */
import { useMemo } from 'react';
import type { GradientCurve } from '../../../sweep/views.ts';
import { batchColor } from '../batchColor.ts';
import { batchAxis, linearDomain, logDomain } from './axes.ts';
import { BatchPlot } from './BatchPlot.tsx';
import { shiftIn, type Dot } from './Dots.tsx';
import { EndLabels, endLabelWidth } from './EndLabels.tsx';
import type { ChartLook } from './look.ts';
import { linePath } from './paths.ts';
import type { AxisSpec, Plane } from './plane.ts';
import { countText, rangedText } from './words.ts';

export interface GradientChartProps extends ChartLook {
  gradients: readonly GradientCurve[];
  quantity: 'cosine' | 'length';
}

const TITLES = {
  cosine: 'cosine with the full gradient',
  length: 'length ÷ full gradient’s',
} as const;

/** The look of a moment: filled and joined by a line at the start, open and dashed at the end. */
const DASH = { start: undefined, end: '4 3' } as const;
const SHIFT = { start: -3, end: 3 } as const;

/** Ends of intervals farther away than this are not worth the room. */
const FACTOR = 4;

const NONE: ReadonlySet<number> = new Set();

/** "start", "end", or "end, 8" where several batch sizes were trained. */
export const curveName = ({ moment, trainedWith }: GradientCurve, several: boolean): string =>
  several && trainedWith !== undefined ? `${moment}, ${countText(trainedWith)}` : moment;

export const severalEnds = (gradients: readonly GradientCurve[]): boolean =>
  gradients.filter(({ moment }) => moment === 'end').length > 1;

export function GradientChart(props: GradientChartProps) {
  const { gradients, quantity, hidden, theme, thumb } = props;
  const several = severalEnds(gradients);
  const curves = useMemo(
    () =>
      gradients
        .filter(({ trainedWith }) => trainedWith === undefined || !hidden.has(trainedWith))
        .map((curve) => ({
          ...curve,
          name: curveName(curve, several),
          dots: curve.points.map((p): Dot => {
            const { value, low, high } = p[quantity];
            const name = curveName(curve, several);
            return {
              ...{ key: `${name} ${p.batchSize}`, arm: 0, batchSize: p.batchSize, x: p.batchSize },
              ...{ y: value, low, high, open: curve.moment === 'end', shift: SHIFT[curve.moment], text: '' },
            };
          }),
        })),
    [gradients, quantity, hidden, several],
  );
  const dots = useMemo(() => curves.flatMap((curve) => curve.dots), [curves]);
  const nameOf = (dot: Dot) => curves.find((curve) => curve.dots.includes(dot))?.name ?? '';
  const x = useMemo(() => batchAxis(dots.map((d) => d.batchSize)), [dots]);
  const y = useMemo<AxisSpec>(() => {
    const values = dots.map((d) => d.y);
    const near = dots.flatMap((d) => [
      Math.max(d.y / FACTOR, d.low ?? d.y),
      Math.min(d.y * FACTOR, d.high ?? d.y),
    ]);
    const domain =
      quantity === 'length'
        ? logDomain([1, ...values, ...near])
        : { ...linearDomain([0, 1, ...values, ...dots.map((d) => d.low ?? d.y)]), max: 1.04 };
    return {
      domain: { ...domain, min: quantity === 'cosine' ? Math.min(0, domain.min + 0.2) : domain.min },
      text: countText,
      title: TITLES[quantity],
    };
  }, [dots, quantity]);
  const joined = (own: readonly Dot[], plane: Plane) =>
    own.map((d) => [plane.x.at(d.x) + shiftIn(plane, d), plane.y.at(d.y)] as const);
  const strokeOf = ({ trainedWith }: GradientCurve) =>
    several && trainedWith !== undefined ? batchColor(trainedWith, theme) : undefined;
  return (
    <BatchPlot
      // The points are of drawn batches; the legend switches whole curves.
      look={{ ...props, arms: [''], hidden: NONE }}
      name={`${TITLES[quantity]} against batch size`}
      {...{ x, y, dots }}
      rightRoom={
        thumb ? 0 : Math.max(...curves.map(({ name }) => endLabelWidth({ name: '', value: name })), 0)
      }
      rising={quantity === 'cosine'}
      say={(dot) =>
        `${nameOf(dot)}: ${rangedText({ value: dot.y, low: dot.low, high: dot.high }, countText)}`
      }
    >
      {(plane) => (
        <>
          {!thumb && (
            <line
              className="cmp-zero"
              x1={plane.left}
              x2={plane.right}
              y1={plane.y.at(1)}
              y2={plane.y.at(1)}
            />
          )}
          {curves.map((curve) => {
            const dash = DASH[curve.moment];
            const stroke = strokeOf(curve);
            return (
              <path
                key={curve.name}
                className="cmp-join"
                d={linePath(joined(curve.dots, plane))}
                strokeWidth={1}
                {...(dash ? { strokeDasharray: dash } : {})}
                {...(stroke ? { style: { stroke } } : {})}
              />
            );
          })}
          {!thumb && (
            <EndLabels
              plane={plane}
              labels={curves.flatMap((curve) => {
                const last = joined(curve.dots, plane).at(-1);
                const { name } = curve;
                const plain = {
                  name: '',
                  value: name,
                  colour: strokeOf(curve) ?? 'var(--ink)',
                  strong: false,
                };
                return last ? [{ key: name, x: last[0] + 2, y: last[1], ...plain }] : [];
              })}
            />
          )}
        </>
      )}
    </BatchPlot>
  );
}
