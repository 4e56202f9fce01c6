/**
 * Matrix products in plain JavaScript. Zeros of the left factor are skipped (most pixels of a digit and half of all
 * ReLU outputs are 0) and four rows of the right factor are added at a time; sums are kept in float64.
 */

/** One factor: `values` [rows, columns] row-major from `offset`; `transposed` reads it as [columns, rows]. */
export interface Matrix {
  values: Float32Array;
  offset: number;
  rows: number;
  columns: number;
  transposed: boolean;
}

export const matrix = (
  values: Float32Array,
  rows: number,
  columns: number,
  transposed = false,
  offset = 0,
): Matrix => ({ values, offset, rows, columns, transposed });

export interface Product {
  /** Added to every row; [columns of b]. */
  bias?: Float32Array | undefined;
  /** Applied last. */
  activation?: 'linear' | 'relu' | 'sigmoid';
  /** Whether `out` is added to instead of overwritten. */
  accumulate?: boolean;
}

/**
 * out[at …] = activation(a b + bias), a as [m, k] and b as [k, n] after their transposes, out [m, n]. A zero in `a`
 * hides a NaN or infinity in the row of `b` that it would multiply.
 */
export function multiplyInto(
  out: Float32Array,
  at: number,
  a: Matrix,
  b: Matrix,
  product: Product = {},
): void {
  const [m, k] = a.transposed ? [a.columns, a.rows] : [a.rows, a.columns];
  if (b.transposed) rowByRow(out, at, a, b, m, k, product);
  else rowSums(out, at, a, b, m, k, product);
}

function finish(sum: number, activation: Product['activation']): number {
  if (activation === 'relu') return sum < 0 ? 0 : sum;
  return activation === 'sigmoid' ? 1 / (1 + Math.exp(-sum)) : sum;
}

/** Every row of the result as a sum of rows of b, weighted by a row of a. */
function rowSums(
  out: Float32Array,
  at: number,
  a: Matrix,
  b: Matrix,
  m: number,
  k: number,
  { bias, activation, accumulate }: Product,
): void {
  const n = b.columns;
  const x = a.values;
  const y = b.values;
  const sums = new Float64Array(n);
  const rows = new Int32Array(k);
  const weights = new Float64Array(k);
  const [stepRow, stepTerm] = a.transposed ? [1, m] : [k, 1];
  for (let i = 0; i < m; i++) {
    let terms = 0;
    for (let p = 0, from = a.offset + i * stepRow; p < k; p++, from += stepTerm) {
      const weight = x[from];
      if (weight !== 0) {
        rows[terms] = b.offset + p * n;
        weights[terms++] = weight;
      }
    }
    if (bias) sums.set(bias);
    else sums.fill(0);
    let t = 0;
    for (; t + 3 < terms; t += 4) {
      const [r0, r1, r2, r3] = [rows[t], rows[t + 1], rows[t + 2], rows[t + 3]];
      const [w0, w1, w2, w3] = [weights[t], weights[t + 1], weights[t + 2], weights[t + 3]];
      for (let j = 0; j < n; j++)
        sums[j] += w0 * y[r0 + j] + w1 * y[r1 + j] + w2 * y[r2 + j] + w3 * y[r3 + j];
    }
    for (; t < terms; t++) {
      const row = rows[t];
      const weight = weights[t];
      for (let j = 0; j < n; j++) sums[j] += weight * y[row + j];
    }
    const to = at + i * n;
    if (accumulate) for (let j = 0; j < n; j++) out[to + j] += sums[j];
    else for (let j = 0; j < n; j++) out[to + j] = finish(sums[j], activation);
  }
}

/** Every value of the result as the inner product of a row of a and a row of the stored b. */
function rowByRow(
  out: Float32Array,
  at: number,
  a: Matrix,
  b: Matrix,
  m: number,
  k: number,
  { bias, activation, accumulate }: Product,
): void {
  const n = b.rows;
  const x = a.values;
  const y = b.values;
  const [stepRow, stepTerm] = a.transposed ? [1, m] : [k, 1];
  for (let i = 0; i < m; i++) {
    const start = a.offset + i * stepRow;
    for (let j = 0; j < n; j++) {
      const row = b.offset + j * k;
      let sum = bias ? bias[j] : 0;
      for (let p = 0; p < k; p++) sum += x[start + p * stepTerm] * y[row + p];
      const to = at + i * n + j;
      out[to] = accumulate ? out[to] + sum : finish(sum, activation);
    }
  }
}
