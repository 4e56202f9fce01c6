/** Held by every open page of the site from its first moment, so that each knows of the others. */
const PAGE_LOCK = 'batchscope-page';

export function holdPage(locks: LockManager | undefined): void {
  locks
    ?.request(PAGE_LOCK, { mode: 'shared' }, () => new Promise<void>(() => undefined))
    .catch(() => undefined);
}

/** Whether no other page is open; where nobody can tell, one has to be reckoned with. */
export async function isAlone(locks: LockManager | undefined): Promise<boolean> {
  try {
    const held = (await locks?.query())?.held;
    return held !== undefined && held.filter(({ name }) => name === PAGE_LOCK).length <= 1;
  } catch {
    return false;
  }
}
