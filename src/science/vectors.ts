/** Arithmetic of vectors, such as gradients. */

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

export const lengthOf = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

/** Cosine of the angle between two vectors; 0 where one has no length. */
export function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const lengths = lengthOf(a) * lengthOf(b);
  return lengths > 0 ? Math.max(-1, Math.min(1, dot(a, b) / lengths)) : 0;
}
