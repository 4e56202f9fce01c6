/** One measurement of the noise scale: squared lengths of the mean gradients of all examples drawn, and without each group. */
import type { ModelSpec } from '../experiment/model.ts';
import type { NoiseMeasurement } from '../science/noiseScale.ts';
import { squareOf, type Gradients } from './gradients.ts';

/** Examples of one measurement; docs/noise-scale.md says what they can tell. */
const EXAMPLES = 4096;
/** The same with convolutions, where an example costs several times as much. */
const EXAMPLES_CONV = 1024;
const GROUPS = 16;
/** Where single examples have no gradient: micro-batches of this size, so many of them. */
const MICRO = { size: 32, groups: 32 };
/** On engines that tell no norms, every group costs a step and a reading of all weights. */
const FEW = { size: 64, groups: GROUPS };
/** The gradients of the groups are held at once, in at most so many bytes where four fit. */
const HELD_BYTES = 64 * 2 ** 20;
const LEAST_GROUPS = 4;

export interface Grouping {
  /** Examples of a group. */
  size: number;
  groups: number;
  /** Whether the squares of single examples are wanted; otherwise each group is a small batch of its own. */
  singles: boolean;
}

/** How many of `count` examples are looked at for a gradient of `length` numbers. */
export function groupingOf(
  { layers }: ModelSpec,
  length: number,
  count: number,
  measurable: boolean,
): Grouping {
  const kinds = new Set(layers.map(({ kind }) => kind));
  const held = Math.max(LEAST_GROUPS, Math.floor(HELD_BYTES / (4 * length)));
  const fitting = (examples: number, wanted: number): Pick<Grouping, 'size' | 'groups'> => {
    const groups = Math.max(1, Math.min(held, wanted, count));
    return { size: Math.max(1, Math.floor(Math.min(examples, count) / groups)), groups };
  };
  if (kinds.has('batchNorm')) {
    const size = Math.max(1, Math.min(MICRO.size, Math.floor(count / LEAST_GROUPS)));
    return { size, groups: Math.min(held, MICRO.groups, Math.floor(count / size)), singles: false };
  }
  if (!measurable) return { ...fitting(FEW.size * FEW.groups, FEW.groups), singles: false };
  return { ...fitting(kinds.has('conv') ? EXAMPLES_CONV : EXAMPLES, GROUPS), singles: true };
}

/** `indices` group after group. `breathe` is called after each. */
export async function groupSquares(
  gradients: Gradients,
  indices: Uint32Array,
  { size, groups, singles }: Grouping,
  breathe: () => Promise<void>,
): Promise<Omit<NoiseMeasurement, 'population'>> {
  const own: Float32Array[] = [];
  const smalls: number[] = [];
  const sum = new Float64Array(gradients.length);
  for (let group = 0; group < groups; group++) {
    const examples = indices.subarray(group * size, (group + 1) * size);
    const { gradient, exampleSquare } = await gradients.piece(examples, singles);
    own.push(Float32Array.from(gradient));
    smalls.push(exampleSquare ?? squareOf(gradient));
    for (let i = 0; i < sum.length; i++) sum[i] += gradient[i];
    await breathe();
  }
  const smallSum = smalls.reduce((total, square) => total + square, 0);
  const others = Math.max(1, groups - 1);
  return {
    small: singles ? 1 : size,
    large: groups * size,
    smallSquare: smallSum / groups,
    largeSquare: squareOf(sum) / groups ** 2,
    without: own.map((gradient, group) => ({
      smallSquare: (smallSum - smalls[group]) / others,
      largeSquare: squareWithout(sum, gradient) / others ** 2,
    })),
  };
}

/** |sum - one|² */
function squareWithout(sum: Float64Array, one: Float32Array): number {
  let square = 0;
  for (let i = 0; i < sum.length; i++) square += (sum[i] - one[i]) ** 2;
  return square;
}
