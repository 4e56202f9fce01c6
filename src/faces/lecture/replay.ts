/** The clock of a replay: a share of what was recorded, from 0 to 1. */

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16] as const;
export type Speed = (typeof SPEEDS)[number];

/** A whole recording at speed 1. */
export const WHOLE_MS = 10_000;
/** A laptop that slept, or a page that was hidden, has not watched meanwhile. */
const LONGEST_MS = 250;

/** Where it is after `ms` at this speed. */
export const advance = (share: number, ms: number, speed: Speed): number =>
  Math.min(1, share + (Math.min(Math.max(0, ms), LONGEST_MS) * speed) / WHOLE_MS);

/** One faster (`by` 1) or slower (−1), within what there is. */
export function changed(speed: Speed, by: 1 | -1): Speed {
  const at = SPEEDS.indexOf(speed) + by;
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at))];
}

/** With reduced motion a press goes on by so much. */
export const STILL_STEP = 0.25;
