/**
 * Updates in one epoch over all batch sizes, N / B, with a dot for every run and a ring at the drafted batch size. Runs on
 * another number of examples lie on a curve of their own, dotted.
 */
import { memo, useMemo } from 'react';
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts';
import { formatNumber } from '../../experiment/format.ts';
import type { RunId } from '../../experiment/run.ts';
import { isBatchSize, updatesPerEpoch, type Remainder } from '../../science/batch.ts';
import type { Theme } from './batchColor.ts';
import { StepReader } from './StepReader.tsx';
import { curveOf, RIGHT, UpdatesMarks } from './UpdatesMarks.tsx';
import { describe, toldSizes } from './updatesWords.ts';
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

const MARGIN = { top: 8, right: RIGHT, bottom: 0, left: 0 } as const;
const ROOM = { left: 32, bottom: 20 } as const;
const AXIS = {
  type: 'number',
  scale: 'log',
  allowDataOverflow: true,
  interval: 0,
  tickFormatter: tickNumber,
  tickLine: false,
  axisLine: false,
  tickMargin: 4,
} as const;

/** Drawn anew only when what it shows changes: a run that trains changes its record several times a second. */
export const UpdatesPerEpochChart = memo(function UpdatesPerEpochChart(props: UpdatesPerEpochChartProps) {
  const { trainingCount: n, remainder, runs, draftBatchSize, theme } = props;
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const curve = useMemo(() => curveOf(n, remainder), [n, remainder]);
  const marks = [
    ...new Map(runs.map((run) => [`${run.batchSize} ${run.trainingCount} ${run.remainder}`, run])).values(),
  ]
    .filter((run) => isBatchSize(run.batchSize, run.trainingCount))
    .map((run) => ({
      ...run,
      updates: updatesPerEpoch(run.trainingCount, run.batchSize, run.remainder),
    }));
  const others = [...new Map(marks.map((m) => [`${m.trainingCount} ${m.remainder}`, m])).values()].filter(
    (m) => m.trainingCount !== n || m.remainder !== remainder,
  );
  const most = Math.max(n, ...marks.map((m) => m.trainingCount), 2);
  const draft = isBatchSize(draftBatchSize, n)
    ? { batchSize: draftBatchSize, updates: updatesPerEpoch(n, draftBatchSize, remainder) }
    : undefined;
  const ring = draft && !marks.some((m) => m.batchSize === draft.batchSize && m.trainingCount === n);
  // The drafted one first: it gets its label whatever the others find.
  const labelled = draft && ring ? [{ ...draft, id: 'draft' }, ...marks] : marks;
  const spread = Math.max(0, width - ROOM.left - RIGHT);
  const steps = toldSizes(n, remainder, draft, marks).map(({ batchSize, text }) => ({
    ...{ value: batchSize, text },
    x: ROOM.left + (Math.log(batchSize) / Math.log(most)) * spread,
  }));
  const start = steps.findIndex((step) => step.value === (draft ?? marks[0])?.batchSize);
  return (
    <figure className="plot plot-small">
      <div ref={box} className="plot-area">
        <div className="plot-fill" role="img" aria-label={describe(n, draft, marks)}>
          {width > 0 && height > 0 ? (
            <LineChart {...{ width, height }} data={curve} margin={MARGIN} accessibilityLayer={false}>
              <CartesianGrid vertical={false} syncWithTicks stroke="var(--line)" />
              <XAxis
                {...AXIS}
                dataKey="batchSize"
                domain={[1, most]}
                height={ROOM.bottom}
                ticks={powersTo(most, (width - 70) / 40)}
              />
              <YAxis
                {...AXIS}
                domain={[1, most]}
                width={ROOM.left}
                ticks={powersTo(most, (height - 30) / 26)}
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
              <UpdatesMarks {...{ labelled, others, theme }} circled={draft && !ring ? draft : undefined} />
            </LineChart>
          ) : null}
        </div>
        <StepReader
          name="Updates in one epoch, read along the curve"
          steps={steps}
          start={Math.max(0, start)}
        />
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

/** 10,000 → "10k": there is little room. */
function tickNumber(value: number): string {
  return value >= 1000 ? `${formatNumber(value / 1000)}k` : formatNumber(value);
}

/** Powers of ten from 1 on, at most about `count`. */
function powersTo(most: number, count: number): number[] {
  const powers = Array.from({ length: Math.floor(Math.log10(most) + 1e-9) + 1 }, (_, k) => 10 ** k);
  const every = Math.ceil((powers.length - 1) / Math.max(1, count - 1)) || 1;
  return powers.filter((_, k) => k % every === 0);
}
