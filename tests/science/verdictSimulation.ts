/** Simulated sweeps whose truth is known, judged as the page judges them. */
import { examplesError, type SeedPair } from '../../src/science/discordance.ts';
import { levelAt } from '../../src/science/levels.ts';
import type { Random } from '../../src/science/random.ts';
import { decisionOf, pairedDifference, type Difference } from '../../src/science/verdict.ts';

export interface Truth {
  /** Of each batch size: its mean, and how it scatters from seed to seed. */
  means: readonly number[];
  spreads: readonly number[];
  /** What a seed brings to all sizes alike scatters so much. */
  block?: number;
}

/** `values[size][seed]` of so many more seeds. */
export function seedsOf(random: Random, { means, spreads, block = 1 }: Truth, count: number): number[][] {
  const shared = Array.from({ length: count }, () => block * random.normal());
  return means.map((mean, i) => shared.map((s) => mean + s + spreads[i] * random.normal()));
}

interface Judged {
  difference: Difference;
  truth: number;
}

/** All pairs at one look. */
export function judgedPairs(values: readonly number[][], means: readonly number[], level: number): Judged[] {
  const comparisons = (values.length * (values.length - 1)) / 2;
  return values.flatMap((a, i) =>
    values.slice(i + 1).map((b, j) => ({
      difference: pairedDifference(a, b, { level, comparisons }),
      truth: means[i] - means[i + 1 + j],
    })),
  );
}

const covers = ({ difference, truth }: Judged): boolean =>
  difference.status !== 'interval' || (difference.low <= truth && truth <= difference.high);

/** Whether any interval of any look misses; `looks` ascending numbers of seeds, each spending its level. */
export function missesAnywhere(random: Random, truth: Truth, looks: readonly number[]): boolean {
  const values = seedsOf(random, truth, looks[looks.length - 1]);
  return looks.some((n, i) =>
    judgedPairs(
      values.map((v) => v.slice(0, n)),
      truth.means,
      levelAt(looks.slice(0, i), n),
    ).some((pair) => !covers(pair)),
  );
}

/** The same, every look judged as if it were the only one and every pair as if it were alone. */
export function missesUncorrected(random: Random, truth: Truth, looks: readonly number[]): boolean {
  const values = seedsOf(random, truth, looks[looks.length - 1]);
  return looks.some((n) =>
    values.some((a, i) =>
      values.slice(i + 1).some((b, j) => {
        const difference = pairedDifference(a.slice(0, n), b.slice(0, n), { level: 0.05, comparisons: 1 });
        return !covers({ difference, truth: truth.means[i] - truth.means[i + 1 + j] });
      }),
    ),
  );
}

export interface Network {
  /** Of its right answers in the population of examples; examples differ in how hard they are. */
  accuracy: number;
  /** How its accuracy scatters from seed to seed. */
  spread: number;
}

/**
 * Accuracies of networks on `count` validation examples drawn anew: every example has a difficulty that all networks share, and
 * chance of its own. The truth is the difference of accuracies in the population, over seeds.
 */
export function validated(
  random: Random,
  networks: readonly Network[],
  seeds: number,
  count: number,
  counts: boolean,
): { values: number[][]; pair(i: number, j: number): SeedPair[] } {
  const hardness = Float64Array.from({ length: count }, () => random.uniform());
  const right = networks.map(({ accuracy, spread }) =>
    Array.from({ length: seeds }, () => {
      const own = Math.min(1, Math.max(0, accuracy + spread * random.normal()));
      // Right where 0.7·hardness + 0.3·chance, whose distribution is known, is below the own quantile.
      return Array.from(hardness, (h) => mixed(0.7 * h + 0.3 * random.uniform()) < own);
    }),
  );
  const share = (answers: readonly boolean[]): number => answers.filter(Boolean).length / count;
  return {
    values: right.map((bySeed) => bySeed.map(share)),
    pair: (i, j) =>
      right[i].map((mine, s): SeedPair => {
        const theirs = right[j][s];
        if (!counts) return { shares: [share(mine), share(theirs)], count };
        return {
          first: mine.filter((ok, k) => ok && !theirs[k]).length,
          second: theirs.filter((ok, k) => ok && !mine[k]).length,
          count,
        };
      }),
  };
}

/** The distribution function of 0.7·U + 0.3·V of two uniform ones: a trapezoid. */
function mixed(x: number): number {
  const [a, b] = [0.7, 0.3];
  const square = (y: number): number => Math.max(0, y) ** 2;
  return (square(x) - square(x - a) - square(x - b) + square(x - a - b)) / (2 * a * b);
}

/** Whether the interval of two networks misses their true difference, and whether it tells them apart. */
export function judgedNetworks(
  random: Random,
  networks: readonly [Network, Network],
  { seeds, count, counts }: { seeds: number; count: number; counts: boolean },
): { misses: boolean; told: boolean } {
  const { values, pair } = validated(random, networks, seeds, count, counts);
  const shared = examplesError(pair(0, 1));
  const difference = pairedDifference(values[0], values[1], { level: 0.05, comparisons: 1, shared });
  const truth = networks[0].accuracy - networks[1].accuracy;
  return { misses: !covers({ difference, truth }), told: decisionOf(difference) !== 'open' };
}
