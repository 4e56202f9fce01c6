/**
 * A sweep's results as text for a link's fragment: a version byte and deflated bytes, in letters that addresses may hold.
 * docs/results.md describes the format.
 */
import { formatNumber } from '../format.ts';
import { reasonOf } from '../reason.ts';
import type { SweepData, Target } from '../sweep.ts';
import { bytesOf, lettersOf, PackedError } from './bytes.ts';
import { deflate, inflate } from './deflate.ts';
import { BODY_LIMIT, PACKED_LIMIT, PACKED_VERSION, READ_LIMIT } from './format.ts';
import { gather } from './gather.ts';
import { LOSS_STEPS } from './quantise.ts';
import { readSweep } from './read.ts';
import { rankPlaces, type RankedPlace } from './thin.ts';
import { writeSweep } from './write.ts';

export type Unpacked = {
  data: SweepData;
  /** What is not in the link, in plain sentences. */
  notes: string[];
  /** Losses are right within half a step of their logarithm. */
  lossStep: number;
  /** The Batchscope that made the link. */
  build: string;
};

export interface PackOptions {
  /** The evaluations on either side of where a run meets one of these are kept. */
  targets?: readonly Target[];
  /** Most letters. */
  limit?: number;
  build?: string;
}

/** The most precise text that fits, all evaluations before some, or why there is none; never throws. */
export async function packSweep(
  data: SweepData,
  options: PackOptions = {},
): Promise<{ text: string } | { error: string }> {
  try {
    return await packed(data, options);
  } catch (reason) {
    return { error: `${UNPACKABLE} ${reasonOf(reason)}.` };
  }
}

/** How the error begins of a sweep that no link can hold. */
export const UNPACKABLE = 'The results cannot be packed into a link:';

async function packed(
  data: SweepData,
  { targets = [], limit = PACKED_LIMIT, build = __BUILD__ }: PackOptions,
): Promise<{ text: string } | { error: string }> {
  const gathered = gather(data, targets);
  if (gathered.runs.length + data.speeds.length === 0) return { error: 'There are no results yet.' };
  const textWith = async (
    optional: readonly RankedPlace[],
    step: number,
    off: number,
  ): Promise<string | undefined> => {
    const chosen = new Map([...gathered.groups].map(([group, { needed }]) => [group, new Set(needed)]));
    for (const { group, place } of optional) chosen.get(group)?.add(place);
    const places = new Map([...chosen].map(([group, set]) => [group, [...set].sort((a, b) => a - b)]));
    const body = writeSweep(data, gathered, { places, step, build, off });
    if (body.length > BODY_LIMIT) return undefined;
    return lettersOf(Uint8Array.from([PACKED_VERSION, ...(await deflate(body))]));
  };
  const fits = (text: string): boolean => text.length <= limit;
  const coarsest = LOSS_STEPS.length - 1;
  const least = await textWith([], coarsest, ALL);
  if (least === undefined || !fits(least))
    return { error: tooLarge(gathered.runs.length, least?.length, limit) };
  const ranked = rankPlaces(gathered);
  for (const step of LOSS_STEPS.keys()) {
    const whole = await textWith(ranked, step, 0);
    if (whole !== undefined && fits(whole)) return { text: whole };
  }
  let best = least;
  let few = 0;
  let many = ranked.length;
  while (many - few > 1) {
    const middle = Math.floor((few + many) / 2);
    const text = await textWith(ranked.slice(0, middle), coarsest, hundredths(ranked[middle].off));
    if (text !== undefined && fits(text)) [best, few] = [text, middle];
    else many = middle;
  }
  return { text: best };
}

const ALL = 100;
const hundredths = (share: number): number => Math.min(ALL, Math.ceil(ALL * share));

const tooLarge = (runs: number, letters: number | undefined, limit: number): string =>
  letters === undefined
    ? `The results of ${formatNumber(runs)} runs are too many for a link, which holds ${formatNumber(limit)} letters.`
    : `The results of ${formatNumber(runs)} runs are too many for a link: even with only the start and the end of every curve they take ${formatNumber(letters)} letters, and a link holds ${formatNumber(limit)}.`;

/** Reads any text; never throws. `id` is the name that the sweep gets here. */
export async function unpackSweep(text: string, id = 'from-a-link'): Promise<Unpacked | { error: string }> {
  const bad = (why: string): { error: string } => ({
    error: `The results in the link cannot be read: ${why}.`,
  });
  if (text === '') return bad('there are none');
  if (text.length > READ_LIMIT)
    return bad(
      `they are ${formatNumber(text.length)} letters long, and at most ${formatNumber(READ_LIMIT)} are read`,
    );
  try {
    const bytes = bytesOf(text);
    const [version] = bytes;
    if (version > PACKED_VERSION)
      return bad(
        `they were made by a newer Batchscope (version ${version}; this one reads version ${PACKED_VERSION})`,
      );
    if (version !== PACKED_VERSION) return bad(`${version} is not a version of packed results`);
    const { data, build, leftOut, step } = readSweep(await inflate(bytes.slice(1), BODY_LIMIT));
    return { data: { ...data, id }, notes: notesOf(data, leftOut, step), lossStep: step, build };
  } catch (error) {
    if (error instanceof PackedError) return bad(error.message);
    throw error;
  }
}

function notesOf(
  { runs }: Pick<SweepData, 'runs'>,
  leftOut: { evaluations: number; off: number; tuning: boolean; noise: boolean },
  step: number,
): string[] {
  const kept = runs.reduce((sum, { series }) => sum + series.evaluations.length, 0);
  const all = kept + leftOut.evaluations;
  return [
    ...(leftOut.evaluations > 0
      ? [
          `${formatNumber(leftOut.evaluations)} of ${formatNumber(all)} evaluations are left out, those that change the curves least${leftOut.off < ALL ? ` (by at most about ${leftOut.off}% of the picture’s height)` : ''}.`,
        ]
      : []),
    ...(runs.length > 0
      ? [
          `Losses are rounded to ${Number((50 * step).toPrecision(2))}%, and the training loss of batches is there smoothed, at the places of evaluations only.`,
        ]
      : []),
    ...(leftOut.tuning ? ['The runs that tuned the learning rates are not in the link.'] : []),
    ...(leftOut.noise ? ['The noise measurements are not in the link.'] : []),
  ];
}
