/** Where a value lies on an axis, in CSS pixels. */

export interface Domain {
  min: number;
  max: number;
  log: boolean;
}

export interface Scale extends Domain {
  from: number;
  to: number;
  /** Pixel of a value; NaN for what a logarithmic axis cannot show. */
  at(value: number): number;
  /** Value at a pixel. */
  invert(pixel: number): number;
}

export function createScale({ min, max, log }: Domain, from: number, to: number): Scale {
  const low = log ? Math.log(min) : min;
  const high = log ? Math.log(max) : max;
  const perUnit = (to - from) / (high - low || 1);
  return {
    min,
    max,
    log,
    from,
    to,
    at: log
      ? (value) => (value > 0 ? from + (Math.log(value) - low) * perUnit : NaN)
      : (value) => from + (value - low) * perUnit,
    invert: log
      ? (pixel) => Math.exp(low + (pixel - from) / perUnit)
      : (pixel) => low + (pixel - from) / perUnit,
  };
}
