/**
 * Decides when charts draw: after a change, at most ten times a second each, never two in one frame, not at all while the
 * tab is hidden (animation frames stop there).
 */
import type { SeriesStore } from '../../state/series.ts';

export interface DrawGate {
  /** Returns how to leave. */
  join(draw: () => void): Ticket;
}

export interface Ticket {
  /** The chart is out of date for a reason of its own, such as a new size. */
  invalidate(): void;
  leave(): void;
}

interface Member {
  draw: () => void;
  dirty: boolean;
  drawnAt: number;
}

const INTERVAL_MS = 100;

const gates = new WeakMap<SeriesStore, DrawGate>();

/** One gate for all charts of a series store, so that they take turns. */
export function gateOf(series: SeriesStore): DrawGate {
  let gate = gates.get(series);
  if (!gate) {
    gate = createDrawGate(series);
    gates.set(series, gate);
  }
  return gate;
}

function createDrawGate(series: SeriesStore): DrawGate {
  const members = new Set<Member>();
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe: (() => void) | undefined;

  function schedule(): void {
    if (frame !== 0 || timer !== undefined) return;
    const waiting = [...members].filter((m) => m.dirty);
    if (waiting.length === 0) return;
    const wait = Math.min(...waiting.map((m) => m.drawnAt)) + INTERVAL_MS - performance.now();
    if (wait > 20)
      timer = setTimeout(() => {
        timer = undefined;
        ask();
      }, wait - 10);
    else ask();
  }
  function ask(): void {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      turn();
      schedule();
    });
  }
  function turn(): void {
    const now = performance.now();
    let next: Member | undefined;
    for (const m of members)
      if (m.dirty && now - m.drawnAt >= INTERVAL_MS - 8 && (!next || m.drawnAt < next.drawnAt)) next = m;
    if (!next) return;
    next.dirty = false;
    next.drawnAt = now;
    next.draw();
  }
  function changed(): void {
    for (const m of members) m.dirty = true;
    schedule();
  }

  return {
    join(draw) {
      const member: Member = { draw, dirty: true, drawnAt: -Infinity };
      members.add(member);
      unsubscribe ??= series.subscribe(changed);
      schedule();
      return {
        invalidate() {
          member.dirty = true;
          schedule();
        },
        leave() {
          members.delete(member);
          if (members.size > 0) return;
          unsubscribe?.();
          unsubscribe = undefined;
          clearTimeout(timer);
          timer = undefined;
          cancelAnimationFrame(frame);
          frame = 0;
        },
      };
    },
  };
}
