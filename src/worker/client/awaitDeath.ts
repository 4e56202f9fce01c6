/** Learns of a worker's death by the lock that it held. */

export interface DeathWatch {
  /** Whether the lock can be waited for; without it only pings tell. */
  readonly sure: boolean;
  end(): void;
}

/** Calls `then` once when the holder of `lock` is gone, unless the watch was ended before. */
export type AwaitDeath = (lock: string, then: () => void) => DeathWatch;

export const awaitDeath: AwaitDeath = (lock, then) => {
  const stop = new AbortController();
  const { signal } = stop;
  // Browsers leave `locks` out where the page is not secure.
  const locks = navigator.locks as LockManager | undefined;
  let sure = locks !== undefined;
  locks
    ?.request(lock, { signal }, () => {
      if (!signal.aborted) then();
    })
    .catch(() => {
      sure = false;
    });
  return {
    get sure() {
      return sure;
    },
    end: () => stop.abort(),
  };
};
