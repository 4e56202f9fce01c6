/** One batch's gradient against that of all examples: the cosine between them, or its length over the full one's. */
import { useMemo } from 'react';
import type { NoiseView } from '../../../sweep/views.ts';
import { batchAxis, linearDomain, logDomain } from './axes.ts';
import { BatchPlot } from './BatchPlot.tsx';
import { shiftIn, type Dot } from './Dots.tsx';
import { EndLabels } from './EndLabels.tsx';
import type { ChartLook } from './look.ts';
import { linePath } from './paths.ts';
import type { AxisSpec, Plane } from './plane.ts';
import { countText, rangedText } from './words.ts';

export interface GradientChartProps extends ChartLook {
  gradients: NoiseView['gradients'];
  quantity: 'cosine' | 'length';
}

type Moment = NoiseView['gradients'][number]['moment'];

const TITLES = {
  cosine: 'cosine with the full gradient',
  length: 'length ÷ full gradient’s',
} as const;

/** The look of a moment: filled and joined by a line at the start, open and dashed at the end. */
const DASH = { start: undefined, end: '4 3' } as const;
const SHIFT = { start: -3, end: 3 } as const;

export function GradientChart(props: GradientChartProps) {
  const { gradients, quantity, hidden, thumb } = props;
  const dots = useMemo(
    () =>
      gradients.flatMap(({ moment, points }) =>
        points.map((p): Dot => {
          const { value, low, high } = p[quantity];
          return {
            ...{ key: `${moment} ${p.batchSize}`, arm: 0, batchSize: p.batchSize, x: p.batchSize },
            ...{ y: value, low, high, open: moment === 'end', shift: SHIFT[moment], text: '' },
          };
        }),
      ),
    [gradients, quantity],
  );
  const x = useMemo(() => batchAxis(dots.map((d) => d.batchSize)), [dots]);
  const y = useMemo<AxisSpec>(() => {
    const values = dots.flatMap((d) => [d.y, d.low ?? d.y, d.high ?? d.y]);
    const domain =
      quantity === 'length' ? logDomain([1, ...values]) : { ...linearDomain([0, 1, ...values]), max: 1.04 };
    return {
      domain: { ...domain, min: quantity === 'cosine' ? Math.min(0, domain.min + 0.2) : domain.min },
      text: countText,
      title: TITLES[quantity],
    };
  }, [dots, quantity]);
  const joined = (moment: Moment, plane: Plane) =>
    dots
      .filter((d) => d.open === (moment === 'end') && !hidden.has(d.batchSize))
      .map((d) => [plane.x.at(d.x) + shiftIn(plane, d), plane.y.at(d.y)] as const);
  return (
    <BatchPlot
      look={{ ...props, arms: [''] }}
      name={`${TITLES[quantity]} against batch size`}
      {...{ x, y, dots }}
      rightRoom={thumb ? 0 : 26}
      rising={quantity === 'cosine'}
      say={(dot) =>
        `${dot.open ? 'end' : 'start'}: ${rangedText({ value: dot.y, low: dot.low, high: dot.high }, countText)}`
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
          {gradients.map(({ moment }) => {
            const dash = DASH[moment];
            return (
              <path
                key={moment}
                className="cmp-join"
                d={linePath(joined(moment, plane))}
                strokeWidth={1}
                {...(dash ? { strokeDasharray: dash } : {})}
              />
            );
          })}
          {!thumb && (
            <EndLabels
              plane={plane}
              labels={gradients.flatMap(({ moment }) => {
                const last = joined(moment, plane).at(-1);
                const plain = { name: '', value: moment, colour: 'var(--ink)', strong: false };
                return last ? [{ key: moment, x: last[0] + 2, y: last[1], ...plain }] : [];
              })}
            />
          )}
        </>
      )}
    </BatchPlot>
  );
}
