import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { createOffline, type Register } from '../../src/state/offline.ts';
import { holdPage } from '../../src/state/pageLock.ts';
import { isAnySweepClaimed, lockName } from '../../src/sweep/claim.ts';

type On = Parameters<Register>[0];
type Names = readonly (string | undefined)[];

/** Locks that are held, those of other pages included. */
const locksOf = (names: Names): LockManager => ({
  query: () => Promise.resolve({ held: names.map((name) => (name === undefined ? {} : { name })) }),
  request: vi.fn(() => Promise.resolve()),
});
const PAGE = 'batchscope-page';

function made(locks: LockManager | undefined = locksOf([PAGE])) {
  let on: On | undefined;
  const letIn = vi.fn(() => Promise.resolve());
  const register = vi.fn((events: On) => {
    on = events;
    return letIn;
  });
  const offline = createOffline(register, locks);
  offline.keep();
  if (!on) throw new Error('nothing was registered');
  return { offline, on, register, letIn, state: offline.store.getState };
}

/** A registration whose worker installs, or is active. */
function registration(state: 'installing' | 'active') {
  const worker = Object.assign(new EventTarget(), { state: 'installing' });
  const parts =
    state === 'active' ? { active: worker, installing: null } : { active: null, installing: worker };
  const becomes = (next: string): void => {
    worker.state = next;
    worker.dispatchEvent(new Event('statechange'));
  };
  return { becomes, registration: parts as Partial<ServiceWorkerRegistration> as ServiceWorkerRegistration };
}

it('registers once, and says when the site is kept', () => {
  const { offline, on, register, state } = made();
  offline.keep();
  expect(register).toHaveBeenCalledTimes(1);
  expect(state().kept).toBe('unknown');
  on.onRegisteredSW('sw.js', registration('installing').registration);
  expect(state()).toMatchObject({ kept: 'keeping', fresh: false });
  on.onOfflineReady();
  expect(state()).toMatchObject({ kept: 'kept', fresh: true });
  offline.dismiss();
  expect(state()).toMatchObject({ kept: 'kept', fresh: false });
});

it('knows that an earlier visit has kept it, and says nothing new', () => {
  const { on, state } = made();
  on.onRegisteredSW('sw.js', registration('active').registration);
  expect(state()).toEqual({ kept: 'kept', fresh: false, update: 'none' });
});

it('says that a full disk or a lost network kept it from being kept', () => {
  const { on, state } = made();
  const { becomes, registration: one } = registration('installing');
  on.onRegisteredSW('sw.js', one);
  becomes('redundant');
  expect(state().kept).toBe('not-kept');
  const refused = made();
  refused.on.onRegisterError();
  expect(refused.state().kept).toBe('not-kept');
});

it('lets a newer version in when this is the only page', async () => {
  const { offline, on, letIn, state } = made(locksOf([PAGE, lockName('sweeps', 'a')]));
  on.onNeedRefresh();
  expect(state().update).toBe('waiting');
  expect(letIn).not.toHaveBeenCalled();
  await offline.update();
  expect(letIn).toHaveBeenCalledTimes(1);
  expect(state().update).toBe('loading');
});

const unsaid: LockManager = {
  ...locksOf([]),
  query: () => Promise.reject(new DOMException('no', 'SecurityError')),
};

it.each([
  { what: 'another page is open', locks: locksOf([PAGE, PAGE]) },
  { what: 'nobody can tell', locks: unsaid },
])('swaps nothing where $what', async ({ locks }) => {
  const { offline, on, letIn, state } = made(locks);
  on.onNeedRefresh();
  await offline.update();
  expect(letIn).not.toHaveBeenCalled();
  expect(state().update).toBe('elsewhere');
});

it('an open page is known to the others from its beginning, before it has the site kept', () => {
  const locks = locksOf([]);
  holdPage(locks);
  expect(locks.request).toHaveBeenCalledWith(PAGE, { mode: 'shared' }, expect.any(Function));
  holdPage(undefined);
  for (const face of ['app', 'learn', 'lecture'])
    expect(readFileSync(`src/faces/${face}/main.tsx`, 'utf8')).toMatch(/^holdPage\(navigator\.locks\);$/m);
});

it('tells a sweep at work from an open page', async () => {
  expect(await isAnySweepClaimed(locksOf([PAGE, undefined, 'batchscope 1234']))).toBe(false);
  expect(await isAnySweepClaimed(locksOf([PAGE, lockName('sweeps', 'a')]))).toBe(true);
  expect(await isAnySweepClaimed(undefined)).toBe(false);
});

it('says for a while that it is kept, and that a newer version waits until the reader answers', async () => {
  vi.useFakeTimers();
  try {
    const { on, state } = made();
    on.onNeedRefresh();
    on.onOfflineReady();
    await vi.advanceTimersByTimeAsync(5000);
    expect(state().fresh).toBe(true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(state()).toEqual({ kept: 'kept', fresh: false, update: 'waiting' });
  } finally {
    vi.useRealTimers();
  }
});
