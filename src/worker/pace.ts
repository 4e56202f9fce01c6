/** How long an update takes at the current batch size, and how many make a chunk between two looks at the messages. */

/** What a chunk should take: short enough to answer at once, long enough for its overhead not to count. */
export const CHUNK_MS = 40;
/** A chunk is at most this many times the longest so far, so that one freak measurement does no harm. */
const GROWTH = 8;
/** The latest spans of time that count; chunks are put together until they make one. */
const KEPT = 31;
const SPAN_MS = 1;
/** A browser's clock ticks every 0.1 to 1 ms: less than this altogether says nothing. */
const MEASURABLE_MS = 1;

interface Span {
  updates: number;
  ms: number;
}

export interface Pace {
  /** Time over updates of late, in milliseconds; the prediction before that is known. Never 0. */
  updateMs(): number;
  /** The same, undefined while the updates so far took too little time to tell. */
  measuredMs(): number | undefined;
  /** Updates of the next chunk; the first chunk is a single one. */
  chunk(): number;
  record(updates: number, ms: number): void;
}

export function createPace(predictedMs: number): Pace {
  let recent: Span[] = [];
  let chunks = 0;
  let longest = 0;
  let measured: number | undefined;
  const updateMs = (): number => measured ?? predictedMs;
  return {
    updateMs,
    measuredMs: () => measured,
    chunk() {
      if (longest === 0) return 1;
      const wanted = Math.floor(CHUNK_MS / Math.max(updateMs(), 1e-4));
      return Math.max(1, Math.min(wanted, GROWTH * longest));
    },
    record(updates, ms) {
      longest = Math.max(longest, updates);
      // The first chunk pays for preparations, and counts only while there is no other.
      if (++chunks === 2) recent = [];
      const last = recent.at(-1);
      if (last && last.ms < SPAN_MS) {
        last.updates += updates;
        last.ms += ms;
      } else recent.push({ updates, ms });
      if (recent.length > KEPT) recent.shift();
      measured = timeOver(recent);
    },
  };
}

function timeOver(spans: readonly Span[]): number | undefined {
  const ms = spans.reduce((sum, span) => sum + span.ms, 0);
  const updates = spans.reduce((sum, span) => sum + span.updates, 0);
  return ms >= MEASURABLE_MS ? ms / updates : undefined;
}
