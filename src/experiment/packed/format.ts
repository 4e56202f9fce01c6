/** What writing and reading a packed sweep must agree on; docs/results.md describes the whole. */
import { MOST_UPDATES } from '../bounds.ts';
import type { EngineName } from '../config.ts';
import type { RunErrorCode } from '../run.ts';
import type { SweepSpec, Trial } from '../sweep.ts';

/** The first byte of a packed sweep. */
export const PACKED_VERSION = 1;
/** Letters that a link's results may have. */
export const PACKED_LIMIT = 3990;
/** More letters are refused unread; other Batchscopes may have other limits. */
export const READ_LIMIT = 16_384;
/** Bytes before they are deflated. */
export const BODY_LIMIT = 65_536;

/** By place; later versions may only add to the end. */
export const ENGINES: readonly EngineName[] = ['cpu', 'webgl', 'webgpu'];
export const SPLITS = ['validation', 'training'] as const;
/** How a run ended; the first is well. */
export const ENDS: readonly (RunErrorCode | 'finished')[] = [
  ...(['finished', 'diverged', 'offline', 'not-found', 'truncated', 'not-idx', 'wrong-hash'] as const),
  ...(['context-lost', 'device-lost', 'gpu-error', 'out-of-memory', 'trap', 'worker-crashed'] as const),
  ...(['worker-hung', 'internal'] as const),
];

/** Repetitions of one update time that are kept: evenly chosen from them in order. */
export const MOST_REPETITIONS = 64;
export const MOST_SPEEDS = 2000;
export const LONGEST_TEXT = 8192;
/** A count of updates or examples: what 32 bits hold. */
export const MOST_COUNT = MOST_UPDATES;

/** What is not in the link beside evaluations: bits of one number. */
export const LEFT_OUT = { tuning: 1, noise: 2 } as const;

export const groupCount = ({ arms, batchSizes }: SweepSpec): number => arms.length * batchSizes.length;

/** Where a link's runs and times were made is not in the link. */
export const ELSEWHERE = { userAgent: 'from a link' } as const;

/** What is known of a run before its curve. */
export interface RunHead {
  trial: Trial;
  group: number;
  end: (typeof ENDS)[number];
  engine: { got: EngineName; software: boolean };
  trainingCount: number;
  validationCount: number;
}
