/** Calls `act` at once, then at most once every `intervalMs()` as it is then, and always after the last call. */
export interface Throttled {
  call(): void;
  /** Acts now if a call is waiting. */
  flush(): void;
  cancel(): void;
  /** Calls wait until what this gives is called, and the interval begins anew then. */
  hold(): () => void;
}

export function throttle(act: () => void, intervalMs: () => number, now: () => number): Throttled {
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting = false;
  const holds = new Set<symbol>();
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    waiting = false;
  };
  const fire = (): void => {
    stop();
    last = now();
    act();
  };
  function next(): void {
    if (!waiting || holds.size > 0) return;
    clearTimeout(timer);
    const wait = last + intervalMs() - now();
    if (wait <= 0) fire();
    else timer = setTimeout(fire, wait);
  }
  return {
    call() {
      waiting = true;
      next();
    },
    flush() {
      if (waiting) fire();
    },
    cancel: stop,
    hold() {
      const mine = Symbol();
      holds.add(mine);
      clearTimeout(timer);
      timer = undefined;
      return () => {
        if (!holds.delete(mine)) return;
        last = now();
        next();
      };
    },
  };
}
