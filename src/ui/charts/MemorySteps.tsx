/** What the engine held over the run: at rest between updates, and the most inside one, beside what was predicted. */
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  XAxis,
  YAxis,
  type XAxisTickContentProps,
  type YAxisTickContentProps,
} from 'recharts';
import { formatBytes, formatNumber } from '../../experiment/format.ts';
import type { MemorySample } from '../../experiment/run.ts';
import { growTo } from './domain.ts';
import { StepReader } from './StepReader.tsx';
import { textWidth } from './textWidth.ts';
import { shortNumber } from './ticksText.ts';
import { useSize } from './useSize.ts';

interface MemoryStepsProps {
  /** What it comes to, in words. */
  label: string;
  /** Bytes predicted for one update. */
  predicted: number;
  samples: readonly MemorySample[];
}

/** At most this many steps are drawn; between them the greatest of each stretch. */
const STEPS = 120;
/** Room for half a line of text above, and for the words below. */
const MARGIN = { top: 6, right: 1, bottom: 0, left: 0 } as const;
const BELOW = 15;
/** Under this height the lines are left out; the figures above them say it all the same. */
const LEAST = 30;
const AXIS = {
  type: 'number',
  allowDataOverflow: true,
  interval: 0,
  tickLine: false,
  tickSize: 0,
  tickMargin: 5,
} as const;
/** Recharts' own ticks would wrap "1.5 MB". */
const TICK = { className: 'recharts-cartesian-axis-tick-value' };
const STEP = {
  type: 'stepAfter',
  stroke: 'var(--ink)',
  strokeWidth: 1.5,
  connectNulls: true,
  dot: false,
  activeDot: false,
  isAnimationActive: false,
} as const;

export function MemorySteps({ label, predicted, samples }: MemoryStepsProps) {
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const steps = thin(samples);
  const end = Math.max(1, steps[steps.length - 1].update);
  const most = growTo(Math.max(predicted, ...steps.map((s) => Math.max(s.atRestBytes, s.peakBytes ?? 0)), 1));
  const updates = `${shortNumber(end)} ${end === 1 ? 'update' : 'updates'}`;
  const left = textWidth(formatBytes(most), 11) + 7;
  const spread = Math.max(0, width - left - MARGIN.right);
  return (
    <>
      <div ref={box} className="plot-fill" role="img" aria-label={label}>
        {width > 0 && height >= LEAST ? (
          <LineChart {...{ width, height }} data={steps} margin={MARGIN} accessibilityLayer={false}>
            <CartesianGrid vertical={false} syncWithTicks stroke="var(--line)" />
            <XAxis
              {...AXIS}
              dataKey="update"
              domain={[0, end]}
              ticks={[0, end]}
              height={BELOW}
              axisLine={{ stroke: 'var(--line)' }}
              tick={({ x, y, payload }: XAxisTickContentProps) => (
                <text {...TICK} {...{ x, y }} dy="0.71em" textAnchor={payload.value === 0 ? 'middle' : 'end'}>
                  {payload.value === 0 ? '0' : updates}
                </text>
              )}
            />
            <YAxis
              {...AXIS}
              domain={[0, most]}
              ticks={[most]}
              width={left}
              axisLine={false}
              tick={({ x, y }: YAxisTickContentProps) => (
                <text {...TICK} {...{ x, y }} dy="0.355em" textAnchor="end">
                  {formatBytes(most)}
                </text>
              )}
            />
            <ReferenceLine y={predicted} stroke="var(--accent)" strokeWidth={3} strokeOpacity={0.5} />
            <Line {...STEP} dataKey="atRestBytes" strokeDasharray="3 3" />
            <Line {...STEP} dataKey="peakBytes" />
          </LineChart>
        ) : null}
      </div>
      <StepReader
        name="Memory over the run, read by update"
        steps={steps.map((step) => ({
          value: step.update,
          x: left + (step.update / end) * spread,
          text: stepText(step),
        }))}
        start={steps.length - 1}
      />
    </>
  );
}

function stepText({ update, atRestBytes, peakBytes }: Step): string {
  const peak = peakBytes === undefined ? '' : `${formatBytes(peakBytes)} in an update, `;
  return `update ${formatNumber(update)}: ${peak}${formatBytes(atRestBytes)} at rest`;
}

interface Step {
  update: number;
  atRestBytes: number;
  peakBytes: number | undefined;
}

function thin(samples: readonly MemorySample[]): Step[] {
  const stretch = Math.ceil(samples.length / STEPS);
  const result: Step[] = [];
  for (let i = 0; i < samples.length; i += stretch) {
    const part = samples.slice(i, i + stretch);
    const peaks = part.flatMap((s) => (s.peakBytes === undefined ? [] : [s.peakBytes]));
    result.push({
      update: part[part.length - 1].update,
      atRestBytes: Math.max(...part.map((s) => s.atRestBytes)),
      peakBytes: peaks.length > 0 ? Math.max(...peaks) : undefined,
    });
  }
  const first = result[0];
  return first.update > 0 ? [{ ...first, update: 0 }, ...result] : result;
}
