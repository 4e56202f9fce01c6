/** What is known of two runs of one seed on the same validation examples. */
import { discordance, type Discordance } from '../science/discordance.ts';
import type { DiscordantPair, RightAnswers, SweepData, TrialRun } from './sweep.ts';

/** A batch size and the update after which it is judged. */
export interface Judged {
  batchSize: number;
  update: number;
}

const known = new WeakMap<SweepData, Map<string, DiscordantPair>>();

const keyOf = (arm: number, seed: number, small: Judged, large: Judged): string =>
  [arm, seed, small.batchSize, large.batchSize, small.update, large.update].join(' ');

/** Of all pairs of batch sizes of a seed, at their ends and where both were looked at on the way. */
export function discordantPairs(data: SweepData): DiscordantPair[] {
  return [...pairsOf(data).values()];
}

function pairsOf(data: SweepData): Map<string, DiscordantPair> {
  const before = known.get(data);
  if (before) return before;
  const pairs = new Map<string, DiscordantPair>();
  const add = (pair: DiscordantPair): void => {
    const [small, large] = pair.batchSizes.map((batchSize, i) => ({ batchSize, update: pair.updates[i] }));
    pairs.set(keyOf(pair.arm, pair.seed, small, large), pair);
  };
  data.discordant?.forEach(add);
  const answered = data.runs.filter((r) => r.trial.role === 'run' && r.status === 'finished' && r.right);
  const blocks = new Map<string, TrialRun[]>();
  for (const run of answered) {
    const key = `${run.trial.arm} ${run.trial.config.seed}`;
    blocks.set(key, [...(blocks.get(key) ?? []), run]);
  }
  for (const block of blocks.values()) {
    const runs = block.sort((a, b) => a.trial.config.batchSize - b.trial.config.batchSize);
    runs.forEach((a, i) => runs.slice(i + 1).forEach((b) => countsOf(a, b).forEach(add)));
  }
  known.set(data, pairs);
  return pairs;
}

/** At the ends of both, and after equal numbers of updates. */
function countsOf(a: TrialRun, b: TrialRun): DiscordantPair[] {
  const [mine, theirs] = [a.right ?? [], b.right ?? []];
  if (a.validationCount !== b.validationCount || a.trial.config.batchSize === b.trial.config.batchSize)
    return [];
  const made = (x: RightAnswers, y: RightAnswers): DiscordantPair => ({
    arm: a.trial.arm,
    seed: a.trial.config.seed,
    batchSizes: [a.trial.config.batchSize, b.trial.config.batchSize],
    updates: [x.update, y.update],
    ...discordance(x.bits, y.bits, a.validationCount),
  });
  const [x, y] = [mine.at(-1), theirs.at(-1)];
  const both = mine.flatMap((one) =>
    theirs.filter((other) => other.update === one.update).map((other) => made(one, other)),
  );
  return x && y && x.update !== y.update ? [...both, made(x, y)] : both;
}

/** The counts with `a` as the first; undefined where they are not known. */
export function discordanceOf(
  data: SweepData,
  arm: number,
  seed: number,
  a: Judged,
  b: Judged,
): Discordance | undefined {
  const swap = a.batchSize > b.batchSize;
  const [small, large] = swap ? [b, a] : [a, b];
  const found = pairsOf(data).get(keyOf(arm, seed, small, large));
  if (!found) return undefined;
  const { first, second, count } = found;
  return swap ? { first: second, second: first, count } : { first, second, count };
}
