/**
 * Points of one curve gathered by pixel column: first, least, greatest and last value of each, which draws the same
 * picture as all points would (Jugel et al. 2014, "M4"). Points are added once, in the order of x.
 */
export interface ColumnCache {
  readonly size: number;
  /** Points in each column. */
  readonly count: Uint32Array;
  readonly firstX: Float32Array;
  readonly lastX: Float32Array;
  readonly first: Float32Array;
  readonly last: Float32Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  /** Columns in use: [from, to). */
  from: number;
  to: number;
  /** `x` in pixels from the first column's left edge. `low` and `high` may lie beyond `value`. */
  add(x: number, value: number, low: number, high: number): void;
}

export function createColumnCache(size: number): ColumnCache {
  const numbers = () => new Float32Array(size);
  const count = new Uint32Array(size);
  const [firstX, lastX, first, last, min, max] = [
    numbers(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
    numbers(),
  ];
  const cache: ColumnCache = {
    size,
    count,
    firstX,
    lastX,
    first,
    last,
    min,
    max,
    from: size,
    to: 0,
    add(x, value, low, high) {
      if (!(x >= 0 && x <= size) || !(value - value === 0)) return;
      const column = x < size ? x | 0 : size - 1;
      if (count[column]++ === 0) {
        firstX[column] = x;
        first[column] = value;
        min[column] = low;
        max[column] = high;
        if (column < cache.from) cache.from = column;
        if (column >= cache.to) cache.to = column + 1;
      } else {
        if (low < min[column]) min[column] = low;
        if (high > max[column]) max[column] = high;
      }
      lastX[column] = x;
      last[column] = value;
    },
  };
  return cache;
}
