/** The shortest decimal that float32 reads back as `x`; numbers that are no float32, and non-finite ones, as they are. */
export function shortFloat32(x: number): number {
  if (Math.fround(x) !== x || Number.isInteger(x)) return x;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(x.toPrecision(digits));
    if (Math.fround(short) === x) return short;
  }
  return Number(x.toPrecision(9));
}
