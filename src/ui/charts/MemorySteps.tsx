/** What the engine held over the run: at rest between updates, and the most inside one, beside what was predicted. */
import { formatBytes } from '../../experiment/format.ts';
import type { MemorySample } from '../../experiment/run.ts';
import { shortNumber } from './ticksText.ts';
import { useSize } from './useSize.ts';

interface MemoryStepsProps {
  /** Bytes predicted for one update. */
  predicted: number;
  samples: readonly MemorySample[];
}

/** At most this many steps are drawn; between them the greatest of each stretch. */
const STEPS = 120;
const TOP = 4;
/** Room for the axis's words. */
const AXIS = 14;
/** Under this height the lines are left out; the label says it all the same. */
const LEAST = 30;

export function MemorySteps({ predicted, samples }: MemoryStepsProps) {
  const [box, { width, height }] = useSize<HTMLDivElement>();
  const steps = thin(samples);
  const last = steps[steps.length - 1];
  const most = Math.max(predicted, ...steps.map((s) => Math.max(s.atRestBytes, s.peakBytes ?? 0)), 1);
  const end = Math.max(1, last.update);
  const floor = height - AXIS;
  const yOf = (bytes: number): number => floor - (bytes / most) * (floor - TOP);
  const xOf = (update: number): number => (update / end) * width;
  const said = [
    ...(last.peakBytes === undefined ? [] : [`${formatBytes(last.peakBytes)} in an update`]),
    `${formatBytes(last.atRestBytes)} at rest`,
  ];
  return (
    <div
      ref={box}
      className="plot-area plot-memory-steps"
      role="img"
      aria-label={`Held by the engine after update ${last.update}: ${said.join(', ')}; predicted for one update ${formatBytes(predicted)}`}
    >
      {width > 0 && height >= LEAST ? (
        <svg className="plot-marks" width={width} height={height} aria-hidden="true">
          <path className="plot-memory-floor" d={`M0 ${floor}H${width}`} />
          <g className="plot-memory-line is-predicted">
            <path d={`M0 ${yOf(predicted)}H${width}`} />
          </g>
          <g className="plot-memory-line is-rest">
            <path d={pathOf(steps, (s) => s.atRestBytes, xOf, yOf)} />
          </g>
          <g className="plot-memory-line is-peak">
            <path d={pathOf(steps, (s) => s.peakBytes, xOf, yOf)} />
          </g>
          <text x={0} y={height - 5} className="is-soft">
            0
          </text>
          <text x={width} y={height - 5} className="is-soft" textAnchor="end">
            {shortNumber(end)} {end === 1 ? 'update' : 'updates'}
          </text>
        </svg>
      ) : null}
    </div>
  );
}

function pathOf(
  steps: readonly Step[],
  bytesOf: (step: Step) => number | undefined,
  xOf: (update: number) => number,
  yOf: (bytes: number) => number,
): string {
  let path = '';
  for (const step of steps) {
    const bytes = bytesOf(step);
    if (bytes === undefined) continue;
    const [x, y] = [xOf(step.update).toFixed(1), yOf(bytes).toFixed(1)];
    path += path === '' ? `M${x} ${y}` : `H${x}V${y}`;
  }
  return path;
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
