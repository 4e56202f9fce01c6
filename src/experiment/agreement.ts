/** Whether two runs made the same updates, one of them in micro-batches: what accumulation promises. */
import type { ExperimentConfig } from './config.ts';
import { differences } from './differences.ts';
import { formatNumber } from './format.ts';
import type { MetricColumns } from './run.ts';

export interface AgreementInput {
  config: ExperimentConfig;
  retuned: boolean;
  length: number;
  columns: Readonly<Pick<MetricColumns, 'update' | 'loss'>>;
}

/** Losses that are this close, as a share, differ by rounding alone. */
export const ROUNDING = 1e-3;

/** The settings differ in how batches are split and in the limit, and in nothing else. */
export function splitsApart(a: AgreementInput, b: AgreementInput): boolean {
  const keys = differences(a.config, b.config).map(({ key }) => key);
  return (
    keys.includes('microBatch') &&
    keys.every((key) => key === 'microBatch' || key === 'memoryLimit') &&
    !a.retuned &&
    !b.retuned
  );
}

/** The largest difference of their losses at an update, as a share of the loss; undefined when they share none. */
export function largestGap(a: AgreementInput, b: AgreementInput): number | undefined {
  let gap: number | undefined;
  let j = 0;
  for (let i = 0; i < a.length; i++) {
    const update = a.columns.update[i];
    while (j < b.length && b.columns.update[j] < update) j++;
    if (j >= b.length || b.columns.update[j] !== update) continue;
    const [one, other] = [a.columns.loss[i], b.columns.loss[j]];
    const apart = Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other), 1e-6);
    gap = Math.max(gap ?? 0, apart);
  }
  return gap;
}

/** One sentence on two such runs; empty when they share no update. */
export function sayAgreement(a: AgreementInput, b: AgreementInput): string {
  const gap = largestGap(a, b);
  if (gap === undefined) return '';
  const size = Math.max(a.config.microBatch, b.config.microBatch);
  const apart = gap === 0 ? 'not at all' : `by at most ${Number((100 * gap).toPrecision(2))}%`;
  const who = `Accumulated from micro-batches of ${formatNumber(size)} and in one piece`;
  if (gap < ROUNDING)
    return `${who}, the losses of all updates differ ${apart}: the same updates, in less memory.`;
  return a.config.model === 'cnn-bn'
    ? `${who}, the losses differ ${apart}: with batch normalisation each part has its own mean and variance, so these are other updates.`
    : `${who}, the losses differ ${apart}: more than rounding in single updates, which many updates can add up.`;
}
