/** Chooses the target: loss or accuracy, and its value by slider (pointer, touch or keys). */
import type { Metric, SweepData, Target } from '../../../experiment/sweep.ts';
import { defaultTarget, metricsOf } from '../../../sweep/analyse/question.ts';
import { targetText } from '../../charts/compare/words.ts';
import { Segmented } from '../../controls/Segmented.tsx';

interface TargetControlProps {
  data: SweepData;
  target: Target;
  /** What makes sense with these runs. */
  range: readonly [number, number];
  onTarget: (target: Target) => void;
}

const STEPS = 200;
const POINT = 0.005;

export function TargetControl({ data, target, range, onTarget }: TargetControlProps) {
  const { metric, value } = target;
  const metrics = metricsOf(data.spec);
  const slide = metric === 'accuracy' ? evenSlide(range) : logSlide(range);
  const change = (next: Metric) => onTarget(next === metric ? target : defaultTarget(data, next));
  return (
    <div className="cmp-target-control">
      <span className="cmp-target-name">target</span>
      {metrics.length > 1 && (
        <Segmented
          name="Metric of the target"
          value={metric}
          options={metrics.map((one) => ({ value: one, label: one }))}
          onChange={change}
        />
      )}
      <input
        type="range"
        aria-label={`Target: validation ${metric}`}
        min={0}
        max={slide.steps}
        value={slide.stepOf(value)}
        aria-valuetext={targetText(target)}
        onChange={(event) => onTarget({ metric, value: slide.valueOf(Number(event.currentTarget.value)) })}
      />
      <output>{targetText(target)}</output>
    </div>
  );
}

interface Slide {
  steps: number;
  stepOf(value: number): number;
  valueOf(step: number): number;
}

/** Half percentage points. */
function evenSlide([low, high]: readonly [number, number]): Slide {
  const first = Math.ceil(low / POINT - 1e-9);
  const steps = Math.max(1, Math.floor(high / POINT + 1e-9) - first);
  return {
    steps,
    stepOf: (value) => Math.round(Math.max(0, Math.min(steps, value / POINT - first))),
    valueOf: (step) => Number(((first + step) * POINT).toFixed(4)),
  };
}

/** Even in the logarithm, to three digits. */
function logSlide([low, high]: readonly [number, number]): Slide {
  const from = Math.log(Math.max(low, 1e-6));
  const span = Math.max(1e-9, Math.log(Math.max(high, 1e-6)) - from);
  return {
    steps: STEPS,
    stepOf: (value) =>
      Math.round(STEPS * Math.max(0, Math.min(1, (Math.log(Math.max(value, 1e-6)) - from) / span))),
    valueOf: (step) => Number(Math.exp(from + (span * step) / STEPS).toPrecision(3)),
  };
}
