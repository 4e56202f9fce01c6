/**
 * When to evaluate: at points spaced geometrically in examples seen, so that every batch size is looked at by the same
 * rule and the early, fast part of a curve is not lost.
 */

/** Ratio between neighbouring evaluation points. */
export const EVALUATION_RATIO = 1.08;
/** The first evaluation after the start falls at this many examples. */
export const FIRST_EVALUATION = 100;

/**
 * The first evaluation point beyond `examplesSeen`, in examples: FIRST_EVALUATION * ratio^k, rounded up.
 * A run evaluates after the first update that reaches it; its place does not depend on the batch size.
 */
export function nextEvaluation(examplesSeen: number, ratio = EVALUATION_RATIO): number {
  if (examplesSeen < FIRST_EVALUATION) return FIRST_EVALUATION;
  let k = Math.floor(Math.log(examplesSeen / FIRST_EVALUATION) / Math.log(ratio));
  let point = Math.ceil(FIRST_EVALUATION * ratio ** k);
  while (point <= examplesSeen) point = Math.ceil(FIRST_EVALUATION * ratio ** ++k);
  return point;
}
