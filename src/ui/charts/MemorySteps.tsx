/** What the engine held over the run: at rest between updates, and the most inside one. */
import { Line, LineChart, XAxis, YAxis } from 'recharts';
import { formatBytes } from '../../experiment/format.ts';
import type { MemorySample } from '../../experiment/run.ts';
import { pushApart } from './labels.ts';
import { createScale } from './scale.ts';
import { textWidth } from './textWidth.ts';
import { shortNumber } from './ticksText.ts';
import { useSize } from './useSize.ts';

interface MemoryStepsProps {
  /** Bytes predicted for one update. */
  predicted: number;
  samples: readonly MemorySample[];
}

/** At most this many steps are drawn; between them the greatest of each stretch. */
const STEPS = 120;
const TOP = 8;
/** Room for the axis, where the chart is high enough for one. */
const AXIS = 18;
const ENOUGH = 64;
/** Under this height the lines are left out; the label says it all the same. */
const LEAST = 28;

export function MemorySteps({ predicted, samples }: MemoryStepsProps) {
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const bottom = height >= ENOUGH ? AXIS : 3;
  const steps = thin(samples);
  const last = steps[steps.length - 1];
  const most = Math.max(predicted, ...steps.map((s) => Math.max(s.atRestBytes, s.peakBytes ?? 0)), 1);
  const end = Math.max(1, last.update);
  const lines = [
    ...(last.peakBytes === undefined
      ? []
      : [{ name: 'in an update', bytes: last.peakBytes, dash: undefined, key: 'peakBytes' }]),
    { name: 'at rest', bytes: last.atRestBytes, dash: '3 3', key: 'atRestBytes' },
  ].map((line) => ({ ...line, text: `${formatBytes(line.bytes)} ${line.name}` }));
  const right = Math.min(width / 2, Math.max(...lines.map((l) => textWidth(l.text, 11))) + 10);
  const y = createScale({ min: 0, max: most, log: false }, height - bottom, TOP);
  const places = pushApart(
    lines.map((l) => y.at(l.bytes)),
    6,
    Math.max(6, height - bottom - 2),
    13,
  );
  return (
    <div
      ref={box}
      className="plot-area plot-memory-steps"
      role="img"
      aria-label={`Held by the engine after update ${last.update}: ${lines.map((l) => l.text).join(', ')}; predicted for one update ${formatBytes(predicted)}`}
    >
      {width > 0 && height >= LEAST ? (
        <>
          <LineChart
            {...{ width, height }}
            data={steps}
            margin={{ top: TOP, right, bottom: 0, left: 2 }}
            accessibilityLayer={false}
          >
            <XAxis
              type="number"
              dataKey="update"
              domain={[0, end]}
              allowDataOverflow
              height={bottom}
              ticks={[0, end]}
              interval={0}
              tick={false}
              tickLine={false}
              stroke="var(--line)"
            />
            <YAxis hide type="number" domain={[0, most]} allowDataOverflow />
            {lines.map(({ key, dash }) => (
              <Line
                key={key}
                type="stepAfter"
                dataKey={key}
                stroke="var(--ink)"
                strokeWidth={1.25}
                {...(dash ? { strokeDasharray: dash } : {})}
                dot={false}
                activeDot={false}
                isAnimationActive={false}
                connectNulls
              />
            ))}
          </LineChart>
          <svg className="plot-marks" width={width} height={height} aria-hidden="true">
            {lines.map(({ key, text }, i) => (
              <text key={key} x={width - right + 6} y={places[i]} className="is-soft">
                {text}
              </text>
            ))}
            {bottom === AXIS ? (
              <>
                <text x={2} y={height - 7} className="is-soft">
                  0
                </text>
                <text x={width - right} y={height - 7} className="is-soft" textAnchor="end">
                  {shortNumber(end)} {end === 1 ? 'update' : 'updates'}
                </text>
              </>
            ) : null}
          </svg>
        </>
      ) : null}
    </div>
  );
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
