/** Training time: what the updates took, without the gaps in which page or machine slept. */

/** A measured time is a gap when it is this many times the expected one and a second more. */
const GAP_FACTOR = 10;
const GAP_MS = 1000;

/**
 * Milliseconds that count for a piece of work that took `measuredMs` and should have taken `expectedMs` (undefined when
 * nothing is known yet): the measured time, or the expected one when the clock ran on while nothing was computed.
 */
export function withoutGap(measuredMs: number, expectedMs: number | undefined): number {
  if (!(measuredMs >= 0)) return expectedMs ?? 0;
  if (expectedMs === undefined) return measuredMs;
  return measuredMs > GAP_FACTOR * expectedMs + GAP_MS ? expectedMs : measuredMs;
}
