/** Where a likelihood of one parameter is greatest, and for which values it is nearly as great. */

const GRID_STEP = 0.5;

export interface Profile {
  /** Where it is greatest. */
  best: number;
  height: number;
  /**
   * The least and the greatest parameter with a height within `drop` of the greatest; an end is undefined where it lies at the
   * range's own end, so that there may be none.
   */
  within(drop: number): { low: number | undefined; high: number | undefined };
}

/** Where `f`, with a single peak in [low, high], is greatest (golden section: Kiefer 1953, Proc. AMS 4). */
function peak(f: (u: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let atLeft = f(left);
  let atRight = f(right);
  while (high - low > 1e-5) {
    if (atLeft >= atRight) {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - golden * (high - low);
      atLeft = f(left);
    } else {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + golden * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}

/** Where `f` rises to `level`, between `out` (below it) and `inside` (not below it), by bisection. */
function edge(f: (u: number) => number, level: number, out: number, inside: number): number {
  for (let i = 0; i < 14; i++) {
    const middle = (out + inside) / 2;
    if (f(middle) >= level) inside = middle;
    else out = middle;
  }
  return inside;
}

/**
 * Looks at `logLikelihood` on a grid over [first, last] and refines its highest peak. Where several peaks are high enough,
 * `within` spans them all. Source: Bates & Watts 1988, "Nonlinear Regression Analysis and Its Applications", 6.1.
 */
export function profileOf(logLikelihood: (u: number) => number, first: number, last: number): Profile {
  const count = Math.max(2, Math.ceil((last - first) / GRID_STEP));
  const grid = Array.from({ length: count + 1 }, (_, i) => first + ((last - first) * i) / count);
  const heights = grid.map(logLikelihood);
  const top = heights.indexOf(Math.max(...heights));
  const best = peak(logLikelihood, grid[Math.max(0, top - 1)], grid[Math.min(count, top + 1)]);
  const height = Math.max(heights[top], logLikelihood(best));
  return {
    best,
    height,
    within(drop) {
      const level = height - drop;
      const lowest = heights.findIndex((h) => h >= level);
      const highest = heights.findLastIndex((h) => h >= level);
      const outside = lowest < 0 ? grid.findIndex((u) => u > best) : -1;
      const [lowOut, lowIn] = lowest < 0 ? [grid[outside - 1], best] : [grid[lowest - 1], grid[lowest]];
      const [highOut, highIn] = lowest < 0 ? [grid[outside], best] : [grid[highest + 1], grid[highest]];
      return {
        low: lowest === 0 ? undefined : edge(logLikelihood, level, lowOut, lowIn),
        high: highest === count ? undefined : edge(logLikelihood, level, highOut, highIn),
      };
    },
  };
}
