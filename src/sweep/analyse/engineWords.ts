/** How engines are called, and what their update times say beside each other. */
import type { EngineName } from '../../experiment/config.ts';
import { ENGINE_LABELS } from '../../experiment/engineLabels.ts';
import { formatDuration } from '../../experiment/format.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { SpeedPoint } from '../views.ts';
import { about, batch, listed, ofArm } from './words.ts';

/** "cpu", "WebGPU", "WebGL (software)". */
export function engineWords({ speeds }: Pick<SweepData, 'speeds'>, engine: EngineName): string {
  const emulated = speeds.some((s) => s.engine === engine && s.software === true);
  return `${ENGINE_LABELS[engine]}${emulated ? ' (software)' : ''}`;
}

/** 0.000325 → "0.33 µs", 2.94 → "2.9 ms". */
export const timeText = (ms: number): string =>
  ms < 0.995 ? `${about(1000 * ms, 2)} µs` : formatDuration(ms);

/** For each task that several engines were timed on: their times at the smallest and at the largest batch size of all. */
export function sideBySide(data: SweepData, points: readonly SpeedPoint[]): string[] {
  return data.spec.arms.flatMap((_, arm) => {
    const own = points.filter((p) => p.arm === arm);
    const engines = [...new Set(own.map(({ engine }) => engine))];
    const at = (batchSize: number): SpeedPoint[] => own.filter((p) => p.batchSize === batchSize);
    const common = data.spec.batchSizes.filter((size) => at(size).length === engines.length);
    if (engines.length < 2 || common.length === 0) return [];
    const ends = [...new Set([common[0], common[common.length - 1]])].map(at);
    const times = ends.map((there) => timesAt(data, there)).join('; ');
    return [ofArm(data.spec, arm, `Side by side, ${times}.${winners(data, ends)}`)];
  });
}

const timesAt = (data: SweepData, there: readonly SpeedPoint[]): string =>
  `an update at ${batch(there[0].batchSize)} takes ${listed(
    there.map((p) => `${timeText(p.updateMs.value)} on ${engineWords(data, p.engine)}`),
  )}`;

/** Who is faster by more than the quartiles reach; '' where nobody is at either end. */
function winners(data: SweepData, ends: readonly (readonly SpeedPoint[])[]): string {
  const faster = ends.flatMap((there) => {
    const [first, second] = there.toSorted((a, b) => a.updateMs.value - b.updateMs.value);
    const clear = (first.updateMs.high ?? Infinity) < (second.updateMs.low ?? -Infinity);
    return clear ? [{ engine: first.engine, batchSize: first.batchSize }] : [];
  });
  const [small, large] = faster;
  if (!small) return '';
  const name = engineWords(data, small.engine);
  if (!large) return ` ${name} is the faster at ${batch(small.batchSize)}.`;
  return small.engine === large.engine
    ? ` ${name} is the faster at both.`
    : ` ${name} is the faster at the small one, ${engineWords(data, large.engine)} at the large one.`;
}

/** What could not be measured, and why. */
export const failureNotes = (data: SweepData): string[] =>
  data.speeds.flatMap(({ arm, engine, batchSize, failed }) =>
    failed === undefined
      ? []
      : [
          ofArm(
            data.spec,
            arm,
            `${engineWords(data, engine)} could not be timed from ${batch(batchSize)} on: ${failed}`,
          ),
        ],
  );
