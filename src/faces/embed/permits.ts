/** Which frames of a page may train: first come, first served, and one core is left to the page. */
import { MOST_WORKERS, type FromHost } from './messages.ts';

type Told = Extract<FromHost, { type: 'grant' | 'wait' }>;

/** A frame's place among those of the page. */
export interface Seat {
  want(): void;
  rest(): void;
  /** The frame is no more. */
  leave(): void;
}

export interface Permits {
  /** `isGone` is asked of frames that others wait for. */
  join(tell: (message: Told) => void, isGone: () => boolean): Seat;
}

/** How often frames that others wait for are asked whether they are still there. */
const LOOK_MS = 2000;

export function createPermits(cores: number): Permits {
  const limit = Math.max(1, cores - 1);
  const places = new Map<Seat, { tell: (message: Told) => void; isGone: () => boolean }>();
  /** With the workers that each was granted: together never more than the limit. */
  const training = new Map<Seat, number>();
  /** Those that wait, in the order in which they came, with what they were told last. */
  const queue = new Map<Seat, number>();
  let look: ReturnType<typeof setTimeout> | undefined;

  const forget = (seat: Seat): void => {
    queue.delete(seat);
    training.delete(seat);
  };

  const free = (): number => limit - [...training.values()].reduce((sum, workers) => sum + workers, 0);

  /** Frames that came later make the share smaller, not what was granted before: they take what is left of it. */
  const grant = (seat: Seat): void => {
    forget(seat);
    const share = Math.max(1, Math.floor(limit / places.size));
    const workers = Math.min(MOST_WORKERS, share, free());
    training.set(seat, workers);
    places.get(seat)?.tell({ type: 'grant', workers });
  };

  const settle = (): void => {
    clearTimeout(look);
    if (queue.size > 0)
      for (const [seat, { isGone }] of places)
        if (isGone()) {
          forget(seat);
          places.delete(seat);
        }
    for (const seat of queue.keys()) if (free() > 0) grant(seat);
    let ahead = 0;
    for (const [seat, told] of queue) {
      if (++ahead === told) continue;
      queue.set(seat, ahead);
      places.get(seat)?.tell({ type: 'wait', ahead });
    }
    if (queue.size > 0) look = setTimeout(settle, LOOK_MS);
  };

  return {
    join(tell, isGone) {
      const seat: Seat = {
        want() {
          if (!places.has(seat)) return;
          if (training.has(seat)) return grant(seat);
          // Asked again, it hears its place again.
          queue.set(seat, 0);
          settle();
        },
        rest() {
          forget(seat);
          settle();
        },
        leave() {
          places.delete(seat);
          seat.rest();
        },
      };
      places.set(seat, { tell, isGone });
      return seat;
    },
  };
}
