/** What a run may take, what of a plan does not fit into it, and what would: all before anything is allocated. */
import { formatBytesApart, formatNumber } from '../../experiment/format.ts';
import type { Lacking } from '../engine.ts';
import { EngineFailureError } from '../failure.ts';
import { nameOfPart } from '../partNames.ts';
import { ARENA_START, layOut, type Plan, type PlanRequest } from './plan.ts';

export interface Limits {
  /** Most bytes of memory, the dataset's included. */
  memoryBytes: number;
  /** Most bytes of the arena without the dataset. */
  arenaBytes: number;
}

const fits = (plan: Plan, { memoryBytes, arenaBytes }: Limits): boolean =>
  plan.endBytes <= memoryBytes && plan.arenaBytes <= arenaBytes;

/** The largest whole number from 1 to `most` that `holds`, as all smaller ones do; 0 when none does. */
function largest(most: number, holds: (n: number) => boolean): number {
  let yes = 0;
  let no = most + 1;
  while (no - yes > 1) {
    const middle = (yes + no) >> 1;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** The largest batch size, up to the number of examples, in micro-batches of at most `microBatch`; 0 when none fits. */
export const largestBatch = (request: PlanRequest, microBatch: number, limits: Limits): number =>
  largest(request.examples, (batchSize) =>
    fits(layOut({ ...request, batchSize, rows: Math.min(batchSize, microBatch) }), limits),
  );

/** The largest micro-batch from which the batch size can be accumulated; 0 when none fits. */
export const largestMicroBatch = (request: PlanRequest, limits: Limits): number =>
  largest(request.batchSize - 1, (rows) => fits(layOut({ ...request, rows }), limits));

/** The first block of a plan that does not fit. */
export function lackingIn(plan: Plan, { memoryBytes, arenaBytes }: Limits): Lacking | undefined {
  for (const { part, layer, offset, span } of plan.blocks) {
    const dataset = offset > plan.parts.dataset.offset ? plan.datasetBytes : 0;
    const ofArena = part === 'dataset' ? Infinity : arenaBytes - (offset - ARENA_START - dataset);
    const left = Math.max(0, Math.min(memoryBytes - offset, ofArena));
    if (span > left) return { part, bytes: span, left, ...(layer !== undefined && { layer }) };
  }
  return undefined;
}

/** @throws EngineFailureError when `plan` is beyond `limits`: what does not fit, and what would. */
export function requireFit(plan: Plan, microBatch: number, limits: Limits): void {
  if (fits(plan, limits)) return;
  const { arenaBytes, endBytes } = plan;
  const set = limits.arenaBytes <= limits.memoryBytes - (endBytes - arenaBytes);
  const [needs, limit] = set
    ? formatBytesApart(arenaBytes, limits.arenaBytes)
    : formatBytesApart(endBytes, limits.memoryBytes);
  const why = set
    ? `needs ${needs}, and the limit that you set is ${limit}`
    : `needs ${needs} with its dataset, and WebAssembly’s limit is ${limit}`;
  throw refusal(plan, microBatch, limits, why);
}

/** What is said of a plan for which there is no room within `limits`. */
export function refusal(plan: Plan, microBatch: number, limits: Limits, why: string): EngineFailureError {
  const { batchSize, rows } = plan;
  const lacking = lackingIn(plan, limits);
  const batch = largestBatch(plan, microBatch, limits);
  const micro = largestMicroBatch(plan, limits);
  const [left, wanted] = formatBytesApart(lacking?.left ?? 0, lacking?.bytes ?? 1);
  const parts = rows < batchSize ? ` in micro-batches of ${formatNumber(rows)}` : '';
  const message = [
    `batch size ${formatNumber(batchSize)}${parts} ${why}`,
    lacking && `${left} are left for ${nameOfPart(lacking)}, ${wanted} wanted`,
    batch > 0 && `the largest that fits is ${formatNumber(batch)}`,
  ];
  return new EngineFailureError({
    code: 'out-of-memory',
    message: message.filter(Boolean).join('; '),
    ...(lacking && { lacking }),
    ...(batch > 0 && { fits: batch }),
    ...(micro > 0 && { fitsMicroBatch: micro }),
  });
}
