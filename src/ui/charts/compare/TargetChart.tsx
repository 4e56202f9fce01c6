/** Updates, examples or seconds to the target against the batch size, with perfect scaling and the fit of S(1 + Bc/B). */
import { useMemo } from 'react';
import type { CriticalBatch, TargetView } from '../../../sweep/views.ts';
import { textWidth } from '../textWidth.ts';
import { batchAxis, logDomain } from './axes.ts';
import { BatchPlot } from './BatchPlot.tsx';
import type { Dot } from './Dots.tsx';
import type { ChartLook } from './look.ts';
import { cutAtFloor, dashOf, linePath } from './paths.ts';
import { TICK_PX, type AxisSpec, type Plane } from './plane.ts';
import { lineIn, targetDots, type TargetUnit, type UpdateTime } from './targetShape.ts';
import { countText, rangedText, secondsText } from './words.ts';
import { shortNumber } from '../ticksText.ts';

export interface TargetChartProps extends ChartLook {
  view: TargetView;
  unit: TargetUnit;
  /** Of one update: where it was measured, and along a line. Memoised. */
  times: { at: UpdateTime; along: UpdateTime };
  /** Why runs did not reach the target: "not within 5 epochs". */
  budget: string;
}

const TITLES: Record<TargetUnit, string> = {
  updates: 'updates to the target',
  examples: 'examples to the target',
  seconds: 'seconds to the target',
};

export function TargetChart(props: TargetChartProps) {
  const { view, unit, times, budget, thumb } = props;
  const text = unit === 'seconds' ? secondsText : countText;
  const dots = useMemo(() => targetDots(view, unit, times.at, text), [view, unit, times, text]);
  const lines = useMemo(
    () => ({
      perfect: view.perfect.map((line, arm) => lineIn(unit, line, arm, times.along)),
      fits: view.fits.map((fit, arm) =>
        fit.status === 'fitted' ? lineIn(unit, fit.line, arm, times.along) : [],
      ),
    }),
    [view, unit, times],
  );
  const x = useMemo<AxisSpec>(() => batchAxis(view.points.map((p) => p.batchSize)), [view]);
  const y = useMemo<AxisSpec>(() => {
    const marks = dots.flatMap((d) => [d.y, d.low ?? d.y, Math.min(d.high ?? d.y, 10 * d.y)]);
    const lowest = Math.min(...marks);
    const below = lines.perfect.flat().map((p) => Math.max(p.y, lowest / 3));
    return {
      domain: logDomain([...marks, ...below, ...lines.fits.flat().map((p) => p.y)]),
      text: unit === 'seconds' ? (v) => `${countText(v)} s` : (v) => shortNumber(v, 1e4),
      title: TITLES[unit],
    };
  }, [dots, lines, unit]);
  const say = (dot: Dot) => {
    if (dot.note !== undefined) return `${budget}: ${dot.note}`;
    return rangedText({ value: dot.y, low: dot.low, high: dot.high }, text);
  };
  return (
    <BatchPlot
      look={props}
      name={`${TITLES[unit]} against batch size, both logarithmic`}
      {...{ x, y, dots, say }}
      rising={unit !== 'updates'}
      taken={(plane) => ({ lines: lines.fits.map((line) => pixels(plane, line)) })}
    >
      {(plane) => (
        <>
          {lines.perfect.map((line, arm) => (
            <Guide key={`p${arm}`} plane={plane} line={line} kind="perfect" arm={arm} thumb={thumb} />
          ))}
          {lines.fits.map((line, arm) => (
            <Guide key={`f${arm}`} plane={plane} line={line} kind="fit" arm={arm} thumb={thumb} />
          ))}
          {!thumb &&
            view.fits.map((fit, arm) => <Critical key={arm} {...{ plane, fit, arm }} arms={props.arms} />)}
          {!thumb &&
            unit === 'seconds' &&
            view.fastest.map(({ formula }, arm) => (
              <Formula key={arm} {...{ plane, formula, arm }} arms={props.arms} />
            ))}
        </>
      )}
    </BatchPlot>
  );
}

const pixels = (plane: Plane, line: readonly { x: number; y: number }[]): (readonly [number, number])[] =>
  cutAtFloor(
    line
      .map(({ x, y }) => [plane.x.at(x), plane.y.at(y)] as const)
      .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)),
    plane.bottom,
  );

interface GuideProps {
  plane: Plane;
  line: readonly { x: number; y: number }[];
  kind: 'perfect' | 'fit';
  arm: number;
  thumb: boolean;
}

/** A line that was computed, not measured: thin ink, perfect scaling dotted. */
function Guide({ plane, line, kind, arm, thumb }: GuideProps) {
  const points = pixels(plane, line);
  if (points.length < 2) return null;
  const dash = kind === 'perfect' ? '2 4' : dashOf(arm);
  return (
    <path
      className={kind === 'perfect' ? 'cmp-perfect' : 'cmp-fit'}
      d={linePath(points)}
      strokeWidth={thumb ? 1 : kind === 'fit' ? 1.5 : 1.25}
      {...(dash ? { strokeDasharray: dash } : {})}
    />
  );
}

/** Bc as a line down from the top, its interval as a tint. */
function Critical({
  plane,
  fit,
  arm,
  arms,
}: {
  plane: Plane;
  fit: CriticalBatch;
  arm: number;
  arms: readonly string[];
}) {
  if (fit.status !== 'fitted') return null;
  const { value, low, high } = fit.criticalBatch;
  const inside = (v: number) => Math.max(plane.left, Math.min(plane.right, plane.x.at(v)));
  const at = plane.x.at(value);
  if (!Number.isFinite(at)) return null;
  const outside = at < plane.left || at > plane.right;
  const [from, to] =
    low !== undefined && high !== undefined && low > 0 ? [inside(low), inside(high)] : [0, 0];
  const words = `Bc ${rangedText(fit.criticalBatch, countText)}${arms.length > 1 ? ` · ${arms[arm]}` : ''}`;
  const width = textWidth(words, TICK_PX);
  const x = Math.max(plane.left + 4, Math.min(plane.right - width - 4, inside(value) + 5));
  return (
    <g className="cmp-critical">
      {to > from && <rect x={from} y={plane.top} width={to - from} height={plane.bottom - plane.top} />}
      {!outside && <line x1={at} x2={at} y1={plane.top} y2={plane.bottom} />}
      <text x={x} y={plane.top + 10 + 15 * arm}>
        {words}
      </text>
    </g>
  );
}

interface FormulaProps {
  plane: Plane;
  formula: number | undefined;
  arm: number;
  arms: readonly string[];
}

/** The fastest batch size by sqrt(Bc t0 / c), at the axis; a row for each task. */
function Formula({ plane, formula, arm, arms }: FormulaProps) {
  if (formula === undefined || !(formula > 0)) return null;
  const at = plane.x.at(formula);
  if (at < plane.left || at > plane.right) return null;
  const words = `fastest by formula: ${countText(formula)}${arms.length > 1 ? ` · ${arms[arm]}` : ''}`;
  const wordsAt = Math.max(plane.left + 4, Math.min(plane.width - textWidth(words, TICK_PX) - 4, at + 9));
  const floor = plane.bottom - 15 * arm;
  return (
    <g className="cmp-formula">
      <path d={`M${at} ${floor}l-5 -9h10Z`} />
      <text x={wordsAt} y={floor - 6}>
        {words}
      </text>
    </g>
  );
}
