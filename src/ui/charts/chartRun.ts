/** A run as the charts are told of it; its data lies in the series store. */
import type { RunId } from '../../experiment/run.ts';
import type { XAxis } from '../../state/store.ts';

export type ChartKind = 'loss' | 'accuracy';

export interface ChartRun {
  id: RunId;
  /** Written at the end of its curve: the batch size, and what else tells it from another of the same batch size. */
  label: string;
  batchSize: number;
  hidden: boolean;
  live: boolean;
  retuned: boolean;
  /** Where the run will end, as far as that is known: the axis then reaches there from the start. */
  planned?: { update?: number; epoch?: number; examples?: number; seconds?: number } | undefined;
}

const NAMES: Record<XAxis, readonly [string, string]> = {
  update: ['update', 'updates'],
  epoch: ['epoch', 'epochs'],
  examples: ['example', 'examples'],
  seconds: ['second', 'seconds'],
};

/** What the axis counts: "update", "updates". */
export const axisName = (axis: XAxis, value: number) => NAMES[axis][value === 1 ? 0 : 1];
