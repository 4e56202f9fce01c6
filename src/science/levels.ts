/** How often one may look and still err at 5%: every look at a sweep's verdict spends a part of the level. */

/** The level of all looks together. */
export const LEVEL = 0.05;

/** Numbers of seeds that a sweep is extended to. */
export const LOOKS: readonly number[] = [3, 5, 10, 20];

/** The first look gets most: most sweeps have no second. */
const SPENT: readonly number[] = [0.04, 0.006, 0.003];
/** What the fourth look gets; each one after it half as much as the one before, so that all of them never spend more. */
const REST = 0.0005;

/**
 * The level of a verdict at `seeds` seeds, after verdicts were shown at the numbers of seeds in `looks` (any order; those of
 * `seeds` and more do not count). The levels of all looks add up to 5% at most, so the chance that any look of a sweep
 * declares a difference that is none is at most that (the union bound; group-sequential bounds, Pocock 1977, Biometrika 64
 * and O'Brien & Fleming 1979, Biometrics 35, share the level out in the same way, less strictly but for normal values only).
 */
export function levelAt(looks: readonly number[], seeds: number): number {
  const before = new Set(looks.filter((n) => n < seeds)).size;
  return SPENT[before] ?? REST / 2 ** (before - SPENT.length);
}

/** The level that a verdict at `seeds` would have if the sweep were extended to there at once from where it is. */
export const nextLevel = (looks: readonly number[], now: number, seeds: number): number =>
  levelAt(seeds > now ? [...looks, now] : looks, seeds);

/** The least number of seeds to look at that is above `now` and, where there is one, at least `wanted`. */
export function nextLook(now: number, wanted = 0): number | undefined {
  const later = LOOKS.filter((n) => n > now);
  return later.find((n) => n >= wanted) ?? later.at(-1);
}
