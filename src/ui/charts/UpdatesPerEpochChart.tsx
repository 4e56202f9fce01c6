/**
 * Updates in one epoch over all batch sizes, N / B, with a dot for every run and a ring at the drafted batch size. Runs on
 * another number of examples lie on a curve of their own, dotted.
 */
import { memo, useMemo } from 'react';
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts';
import { formatNumber } from '../../experiment/format.ts';
import type { RunId } from '../../experiment/run.ts';
import { updatesPerEpoch, type Remainder } from '../../science/batch.ts';
import { batchColor, type Theme } from './batchColor.ts';
import { placeDotLabels } from './dotLabels.ts';
import { createScale } from './scale.ts';
import { textWidth } from './textWidth.ts';
import { useSize } from './useSize.ts';
import './charts.css';

export interface UpdatesPerEpochRun {
  id: RunId;
  batchSize: number;
  trainingCount: number;
  remainder: Remainder;
  label: string;
}

export interface UpdatesPerEpochChartProps {
  trainingCount: number;
  remainder: Remainder;
  runs: readonly UpdatesPerEpochRun[];
  /** Shown as a ring where it is a batch size at all. */
  draftBatchSize: number | undefined;
  theme: Theme;
}

const MARGIN = { top: 8, right: 30, bottom: 0, left: 0 } as const;
const AXIS = { left: 32, bottom: 20 } as const;
const LINE = 13;

/** Drawn anew only when what it shows changes: a run that trains changes its record several times a second. */
export const UpdatesPerEpochChart = memo(function UpdatesPerEpochChart(props: UpdatesPerEpochChartProps) {
  const { trainingCount: n, remainder, runs, draftBatchSize, theme } = props;
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const curve = useMemo(() => curveOf(n, remainder), [n, remainder]);
  const marks = [
    ...new Map(runs.map((run) => [`${run.batchSize} ${run.trainingCount} ${run.remainder}`, run])).values(),
  ]
    .filter((run) => isBatch(run.batchSize, run.trainingCount))
    .map((run) => ({
      ...run,
      updates: updatesPerEpoch(run.trainingCount, run.batchSize, run.remainder),
    }));
  const others = [...new Map(marks.map((m) => [`${m.trainingCount} ${m.remainder}`, m])).values()].filter(
    (m) => m.trainingCount !== n || m.remainder !== remainder,
  );
  const most = Math.max(n, ...marks.map((m) => m.trainingCount), 2);
  const x = createScale({ min: 1, max: most, log: true }, AXIS.left, width - MARGIN.right);
  const y = createScale({ min: 1, max: most, log: true }, height - AXIS.bottom, MARGIN.top);
  const draft = isBatch(draftBatchSize, n)
    ? { batchSize: draftBatchSize, updates: updatesPerEpoch(n, draftBatchSize, remainder) }
    : undefined;
  const ring = draft && !marks.some((m) => m.batchSize === draft.batchSize && m.trainingCount === n);
  // The drafted one first: it gets its label whatever the others find.
  const labelled = draft && ring ? [{ ...draft, id: 'draft' }, ...marks] : marks;
  const spots = labelled.map((m) => ({
    ...m,
    text: formatNumber(m.updates),
    x: x.at(m.batchSize),
    y: y.at(m.updates),
  }));
  const placed = placeDotLabels(
    spots.map((s) => ({ x: s.x, y: s.y, width: textWidth(s.text, 11, 600) + 1 })),
    { left: AXIS.left, right: width, top: 0, bottom: height - AXIS.bottom },
    LINE,
  );
  const xTicks = powersTo(most, (width - 70) / 40);
  const yTicks = powersTo(most, (height - 30) / 26);

  return (
    <figure className="plot plot-small">
      <div ref={box} className="plot-area" role="img" aria-label={describe(n, draft, marks)}>
        {width > 0 && height > 0 ? (
          <>
            <LineChart {...{ width, height }} data={curve} margin={MARGIN} accessibilityLayer={false}>
              <CartesianGrid vertical={false} syncWithTicks stroke="var(--line)" />
              <XAxis
                type="number"
                dataKey="batchSize"
                scale="log"
                domain={[1, most]}
                allowDataOverflow
                height={AXIS.bottom}
                ticks={xTicks}
                interval={0}
                tickFormatter={tickNumber}
                tickLine={false}
                axisLine={false}
                tickMargin={4}
              />
              <YAxis
                type="number"
                scale="log"
                domain={[1, most]}
                allowDataOverflow
                width={AXIS.left}
                ticks={yTicks}
                interval={0}
                tickFormatter={tickNumber}
                tickLine={false}
                axisLine={false}
                tickMargin={4}
              />
              <Line
                type="linear"
                dataKey="updates"
                stroke="var(--soft)"
                strokeWidth={1}
                dot={false}
                activeDot={false}
                isAnimationActive={false}
              />
            </LineChart>
            <svg className="plot-marks" width={width} height={height} aria-hidden="true">
              {others.map((m) => (
                <polyline
                  key={`${m.trainingCount} ${m.remainder}`}
                  fill="none"
                  stroke="var(--soft)"
                  strokeDasharray="1 3"
                  points={curveOf(m.trainingCount, m.remainder)
                    .map((p) => `${x.at(p.batchSize).toFixed(1)},${y.at(p.updates).toFixed(1)}`)
                    .join(' ')}
                />
              ))}
              {spots.map((s, i) => {
                const colour = batchColor(s.batchSize, theme);
                const open = s.id === 'draft';
                return (
                  <g key={s.id}>
                    <circle
                      cx={s.x}
                      cy={s.y}
                      r={open ? 5 : 4}
                      fill={open ? 'var(--card)' : colour}
                      stroke={open ? colour : 'var(--card)'}
                      strokeWidth={open ? 2 : 1}
                    />
                    <Label at={placed[i]} colour={colour}>
                      {s.text}
                    </Label>
                  </g>
                );
              })}
              {draft && !ring ? (
                <circle
                  cx={x.at(draft.batchSize)}
                  cy={y.at(draft.updates)}
                  r={7}
                  fill="none"
                  stroke={batchColor(draft.batchSize, theme)}
                  strokeWidth={1.5}
                />
              ) : null}
            </svg>
          </>
        ) : null}
      </div>
    </figure>
  );
}, samePicture);

function samePicture(a: UpdatesPerEpochChartProps, b: UpdatesPerEpochChartProps): boolean {
  const { runs: before, ...rest } = a;
  const { runs: after, ...now } = b;
  return (
    sameFields(rest, now) &&
    before.length === after.length &&
    before.every((run, i) => sameFields(run, after[i]))
  );
}

const sameFields = <T extends object>(a: T, b: T): boolean => {
  const values = new Map(Object.entries(b));
  return Object.entries(a).every(([key, value]) => values.get(key) === value);
};

function Label(props: { at: { left: number; y: number } | undefined; colour: string; children: string }) {
  const { at, colour, children } = props;
  if (!at) return null;
  return (
    <text x={at.left} y={at.y} fill={colour}>
      {children}
    </text>
  );
}

const isBatch = (batchSize: number | undefined, examples: number): batchSize is number =>
  batchSize !== undefined && Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= examples;

/** Every batch size up to 16, then ten to an octave and those at which the number of updates falls. */
function curveOf(examples: number, remainder: Remainder): { batchSize: number; updates: number }[] {
  const sizes = new Set([1, examples]);
  for (let k = 0; 2 ** (k / 10) < examples; k++) sizes.add(Math.round(2 ** (k / 10)));
  for (let updates = 2; updates <= 16; updates++) {
    const last = Math.ceil(examples / updates);
    for (const size of [last - 1, last]) if (size >= 1) sizes.add(size);
  }
  return [...sizes]
    .filter((size) => size <= examples)
    .sort((a, b) => a - b)
    .map((batchSize) => ({ batchSize, updates: updatesPerEpoch(examples, batchSize, remainder) }));
}

/** 10,000 → "10k": there is little room. */
const tickNumber = (value: number) =>
  value >= 1000 ? `${formatNumber(value / 1000)}k` : formatNumber(value);

/** Powers of ten from 1 on, at most about `count`. */
function powersTo(most: number, count: number): number[] {
  const powers = Array.from({ length: Math.floor(Math.log10(most) + 1e-9) + 1 }, (_, k) => 10 ** k);
  const every = Math.ceil((powers.length - 1) / Math.max(1, count - 1)) || 1;
  return powers.filter((_, k) => k % every === 0);
}

/** Does not say the name of the field that sets it: names are how fields are found. */
function describe(
  examples: number,
  draft: { batchSize: number; updates: number } | undefined,
  marks: readonly { batchSize: number; updates: number; trainingCount: number }[],
): string {
  const say = (m: { batchSize: number; updates: number }) =>
    `batches of ${formatNumber(m.batchSize)} make ${formatNumber(m.updates)} ${m.updates === 1 ? 'update' : 'updates'}`;
  const of = (m: { trainingCount: number }) =>
    m.trainingCount === examples ? '' : ` in an epoch of ${formatNumber(m.trainingCount)}`;
  const all = [...(draft ? [`${say(draft)} (now chosen)`] : []), ...marks.map((m) => `${say(m)}${of(m)}`)];
  return `Updates in one epoch of ${formatNumber(examples)} examples: ${all.join('; ') || 'as many as batches, from one to all'}.`;
}
