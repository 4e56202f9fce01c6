/** Fewer points with the same look, so that what is drawn does not grow with what was recorded. */

/**
 * Indices of at most `limit` points; the first and the last are among them, and of every stretch between, the point that
 * makes the largest triangle with its neighbours (Steinarsson 2013, "Largest-Triangle-Three-Buckets"). `x` (ascending) and
 * `y` as they are seen, so that a logarithmic axis counts as it is seen. Points that are not finite are left out.
 */
export function thin(x: readonly number[], y: readonly number[], limit: number): number[] {
  const all: number[] = [];
  for (let i = 0; i < x.length; i++) if (Number.isFinite(x[i]) && Number.isFinite(y[i])) all.push(i);
  if (all.length <= limit) return all;
  const kept = [all[0]];
  const inner = all.length - 2;
  const buckets = limit - 2;
  const edge = (k: number) => 1 + Math.floor((k * inner) / buckets);
  for (let k = 0; k < buckets; k++) {
    const [from, to] = [edge(k), edge(k + 1)];
    const last = kept[kept.length - 1];
    const [nextX, nextY] = middle(all, x, y, to, k + 1 < buckets ? edge(k + 2) : all.length);
    let best = all[from];
    let largest = -1;
    for (let j = from; j < to; j++) {
      const i = all[j];
      const area = Math.abs((x[last] - nextX) * (y[i] - y[last]) - (x[last] - x[i]) * (nextY - y[last]));
      if (area > largest) [largest, best] = [area, i];
    }
    kept.push(best);
  }
  kept.push(all[all.length - 1]);
  return kept;
}

function middle(all: number[], x: readonly number[], y: readonly number[], from: number, to: number) {
  let [sumX, sumY] = [0, 0];
  for (let j = from; j < to; j++) {
    sumX += x[all[j]];
    sumY += y[all[j]];
  }
  const n = Math.max(1, to - from);
  return [sumX / n, sumY / n] as const;
}
