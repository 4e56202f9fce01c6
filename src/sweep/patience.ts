/** Storage that may never answer: what it was asked for is then given up, and from then on at once. */

const TICK_MS = 500;

export interface Patience {
  /** What `work` gives; rejects where it has not within `seconds`, or where something before it had not. */
  within<T>(seconds: number, work: () => Promise<T>): Promise<T>;
}

export function createPatience(): Patience {
  let gone = false;
  const silent = (): Error => new Error('it gives no answer');
  return {
    within<T>(seconds: number, work: () => Promise<T>): Promise<T> {
      if (gone) return Promise.reject(silent());
      return new Promise<T>((resolve, reject) => {
        let ticks = 0;
        // Ticks are counted, so that a page that stood still accuses nobody.
        const timer = setInterval(() => {
          if (++ticks * TICK_MS < seconds * 1000) return;
          clearInterval(timer);
          gone = true;
          reject(silent());
        }, TICK_MS);
        work()
          .then(resolve, reject)
          .finally(() => clearInterval(timer));
      });
    },
  };
}
