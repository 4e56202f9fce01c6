/** Calls `act` at once, then at most once every `intervalMs`, and always after the last call. */
export interface Throttled {
  call(): void;
  /** Acts now if a call is waiting. */
  flush(): void;
  cancel(): void;
}

export function throttle(act: () => void, intervalMs: number, now: () => number): Throttled {
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fire = (): void => {
    clearTimeout(timer);
    timer = undefined;
    last = now();
    act();
  };
  return {
    call() {
      if (timer !== undefined) return;
      const wait = last + intervalMs - now();
      if (wait <= 0) fire();
      else timer = setTimeout(fire, wait);
    },
    flush() {
      if (timer !== undefined) fire();
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
