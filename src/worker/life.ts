/**
 * A sign of life that needs no work: a lock with a name of its own, held until the worker ends. The page waits for the
 * same lock, so it learns at once of a death, and never takes a worker that is only busy for a dead one.
 */
import type { Post } from './outbox.ts';

/** Tells the page the lock's name once it is held; without Web Locks (an insecure context) nothing is told. */
export function showLife(post: Post, locks: LockManager | undefined): void {
  if (!locks) return;
  const lock = `batchscope ${crypto.randomUUID()}`;
  locks
    .request(lock, () => {
      post({ type: 'alive', requestId: 0, lock });
      return new Promise<never>(() => undefined);
    })
    .catch(() => undefined);
}
