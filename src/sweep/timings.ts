/** Which update times a sweep measures, and which of them it has. */
import type { EngineName } from '../experiment/config.ts';
import type { SweepData, SweepSpec } from '../experiment/sweep.ts';

/** An update time to be measured: without `engine` on that of the runs, whichever that turns out to be. */
export interface Timing {
  arm: number;
  batchSize: number;
  engine?: EngineName;
}

type Measured = Pick<SweepData, 'spec' | 'speeds' | 'offers'>;

/** Every arm with every batch size: arm by arm, sizes ascending. */
export function groupsOf({ arms, batchSizes }: SweepSpec): { arm: number; batchSize: number }[] {
  return arms.flatMap((_, arm) => batchSizes.map((batchSize) => ({ arm, batchSize })));
}

/** Of a sweep that only measures: cpu, the one that is asked for, and what the browser offers to be timed. */
function enginesOf({ spec, offers = [] }: Measured): (EngineName | undefined)[] {
  if (spec.kind === 'train') return [undefined];
  const { engine } = spec.base;
  const offered = offers.filter(({ timed }) => timed).map((one) => one.engine);
  return [...new Set<EngineName>(['cpu', ...(engine === 'auto' ? [] : [engine]), ...offered])];
}

/** One engine after the other. Where one has failed, it is not tried with larger batches of that task. */
export function timingsOf(data: Measured): Timing[] {
  return enginesOf(data)
    .flatMap((engine) => groupsOf(data.spec).map((group) => ({ ...group, ...(engine && { engine }) })))
    .filter((one) => !isHopeless(data, one));
}

export const isTimed = ({ speeds }: Pick<Measured, 'speeds'>, { arm, batchSize, engine }: Timing): boolean =>
  speeds.some((s) => s.arm === arm && s.batchSize === batchSize && (engine ?? s.engine) === s.engine);

const isHopeless = ({ speeds }: Measured, { arm, batchSize, engine }: Timing): boolean =>
  engine !== undefined &&
  speeds.some(
    (s) => s.failed !== undefined && s.arm === arm && s.engine === engine && s.batchSize < batchSize,
  );
