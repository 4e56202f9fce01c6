/** Accuracy on both splits, or the gap between them, against the batch size, with 95% intervals over the seeds. */
import { useMemo } from 'react';
import { formatFixed, formatNumber, formatPercent } from '../../../experiment/format.ts';
import type { GeneralisationPoint, Ranged } from '../../../sweep/views.ts';
import { batchAxis, linearDomain } from './axes.ts';
import { BatchPlot } from './BatchPlot.tsx';
import { shiftIn, type Dot } from './Dots.tsx';
import type { ChartLook } from './look.ts';
import { dashOf, linePath } from './paths.ts';
import type { AxisSpec } from './plane.ts';
import { rangedText } from './words.ts';

export interface GeneralisationChartProps extends ChartLook {
  points: readonly GeneralisationPoint[];
  quantity: 'accuracy' | 'gap';
}

const SHIFT = 16;
const SPLIT_SHIFT = { validation: -4, training: 4, gap: 0 } as const;
const percent = (v: number) => formatPercent(v);
/** Percentage points, signed. */
const signed = (v: number) => `${v < 0 ? '−' : '+'}${formatFixed(Math.abs(100 * v), 2)}`;

type Split = 'validation' | 'training' | 'gap';

export function GeneralisationChart(props: GeneralisationChartProps) {
  const { points, quantity, arms, hidden, thumb } = props;
  const text = quantity === 'gap' ? signed : percent;
  const dots = useMemo(() => {
    const dotOf = (p: GeneralisationPoint, split: Split, range: Ranged): Dot => {
      const side = (p.arm - (arms.length - 1) / 2) * SHIFT;
      return {
        key: `${p.arm} ${p.batchSize} ${split}`,
        arm: p.arm,
        batchSize: p.batchSize,
        ...{ x: p.batchSize, y: range.value, low: range.low, high: range.high },
        open: split === 'training',
        shift: side + SPLIT_SHIFT[split],
        text: split === 'training' ? '' : text(range.value),
      };
    };
    return points.flatMap((p) =>
      quantity === 'gap'
        ? [dotOf(p, 'gap', p.gap)]
        : [dotOf(p, 'validation', p.validation), dotOf(p, 'training', p.training)],
    );
  }, [points, quantity, text, arms.length]);
  const x = useMemo(() => batchAxis(points.map((p) => p.batchSize)), [points]);
  const y = useMemo<AxisSpec>(() => {
    const values = dots.flatMap((d) => [d.y, d.low ?? d.y, d.high ?? d.y]);
    const seen = quantity === 'accuracy' ? values.map((v) => Math.max(0, Math.min(1, v))) : values;
    const domain = linearDomain(seen, quantity === 'gap');
    return {
      domain:
        quantity === 'accuracy'
          ? { ...domain, max: Math.min(1, domain.max), min: Math.max(0, domain.min) }
          : domain,
      text:
        quantity === 'gap'
          ? (v) => formatNumber(Number((100 * v).toPrecision(3))).replace('-', '−')
          : (v) => `${formatNumber(Number((100 * v).toPrecision(4)))}%`,
      title:
        quantity === 'gap' ? 'training − validation, percentage points' : 'accuracy: ● validation ○ training',
    };
  }, [dots, quantity]);
  return (
    <BatchPlot
      look={props}
      name={
        quantity === 'gap'
          ? 'Gap between training and validation accuracy against batch size'
          : 'Accuracy against batch size'
      }
      {...{ x, y, dots }}
      say={(dot) =>
        `${dot.open ? 'training ' : quantity === 'gap' ? 'gap ' : 'validation '}${rangedText({ value: dot.y, low: dot.low, high: dot.high }, text)}`
      }
    >
      {(plane) => (
        <>
          {quantity === 'gap' && !thumb && (
            <line
              className="cmp-zero"
              x1={plane.left}
              x2={plane.right}
              y1={plane.y.at(0)}
              y2={plane.y.at(0)}
            />
          )}
          {arms.map((_, arm) => {
            const dash = dashOf(arm);
            const path = dots.filter((d) => d.arm === arm && !d.open && !hidden.has(d.batchSize));
            return (
              <path
                key={arm}
                className="cmp-join"
                d={linePath(path.map((d) => [plane.x.at(d.x) + shiftIn(plane, d), plane.y.at(d.y)] as const))}
                strokeWidth={1}
                {...(dash ? { strokeDasharray: dash } : {})}
              />
            );
          })}
        </>
      )}
    </BatchPlot>
  );
}
