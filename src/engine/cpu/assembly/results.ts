/** What becomes of the results of a product. */

/** Results replace what was there, are cut off at 0, or are added to it. */
export const STORE: i32 = 0;
export const CUT: i32 = 1;
export const ADD: i32 = 2;

/** Four results at `at + offset`. */
@inline
export function put(at: usize, offset: usize, v: v128, mode: i32): void {
  if (mode === ADD) v = f32x4.add(v, v128.load(at + offset));
  else if (mode === CUT) v = f32x4.max(v, f32x4.splat(0));
  v128.store(at + offset, v);
}
