/** Measured numbers as small whole numbers: losses and times by their logarithms, shares as counts, rates as decimals. */

/** Steps of log(loss) that a link may be packed with; losses are then right within half of it. */
export const LOSS_STEPS = [0.0005, 0.001, 0.002, 0.004] as const;
/** Losses below this are told apart by their difference, not by their ratio. */
const SMALL_LOSS = 1e-4;

/** 0 for what is no loss. */
export const lossCode = (loss: number, step: number): number =>
  Number.isFinite(loss) && loss >= 0 ? 1 + Math.round(Math.log1p(loss / SMALL_LOSS) / step) : 0;

export const lossOf = (code: number, step: number): number =>
  code === 0 ? NaN : SMALL_LOSS * Math.expm1((code - 1) * step);

/** How far a loss may be from what was packed. */
export const lossSlack = (loss: number, step: number): number =>
  (loss + SMALL_LOSS) * Math.expm1(step / 2) * 1.001;

/** 0 for none; else one more than the examples that were right. */
export const shareCode = (share: number | undefined, count: number): number =>
  share !== undefined && share >= 0 && share <= 1 ? 1 + Math.round(share * count) : 0;

export const shareOf = (code: number, count: number): number | undefined =>
  code === 0 ? undefined : count === 0 ? 0 : (code - 1) / count;

/** Of the logarithm of an update time. */
const TIME_STEP = 0.0005;
const SHORTEST_MS = 1e-6;

export const timeCode = (ms: number): number =>
  Math.max(0, Math.round(Math.log(ms / SHORTEST_MS) / TIME_STEP));
export const timeOf = (code: number): number => SHORTEST_MS * Math.exp(code * TIME_STEP);

/** A positive number as digits and a power of ten, exact to 15 digits. */
export function decimalOf(value: number): { digits: number; power: number } {
  const [mantissa, exponent] = Number(value.toPrecision(15)).toExponential().split('e');
  const [whole, fraction = ''] = mantissa.split('.');
  return { digits: Number(whole + fraction), power: Number(exponent) - fraction.length };
}

export const ofDecimal = (digits: number, power: number): number => Number(`${digits}e${power}`);
