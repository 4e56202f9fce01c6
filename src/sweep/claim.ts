/** One tab at a time runs a sweep: by a Web Lock, and where there are none by a lease that is prolonged while it runs. */
import type { SweepStore } from './store.ts';

/** Gives the claim back; more than once does nothing. */
export type Release = () => void;

/** A tab that has not prolonged its lease for so long is gone. */
const LEASE_MS = 6000;

/** Every lock on a sweep is named so, by its store and its id. */
export const lockName = (store: string, id: string): string => `${LOCKS} ${store} ${id}`;
const LOCKS = 'batchscope sweep';

/** Whether a tab of this browser has a sweep at work; where nobody can tell, none. */
export async function isAnySweepClaimed(locks: LockManager | undefined): Promise<boolean> {
  const held = await locks?.query().then(
    (found) => found.held,
    () => undefined,
  );
  return held?.some(({ name }) => name?.startsWith(`${LOCKS} `)) ?? false;
}

/** undefined while another tab holds it. Rejects where the browser grants no locks. */
export function claimByLock(locks: LockManager, name: string): Promise<Release | undefined> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(reject);
  });
}

export async function claimByLease(
  store: SweepStore,
  id: string,
  now: () => number,
): Promise<Release | undefined> {
  const owner = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const take = (): Promise<boolean> => store.lease({ id, owner, until: now() + LEASE_MS }, now());
  if (!(await take())) return undefined;
  const timer = setInterval(() => void take().catch(() => undefined), LEASE_MS / 3);
  return () => {
    clearInterval(timer);
    store.endLease(id, owner).catch(() => undefined);
  };
}
