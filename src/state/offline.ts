/**
 * Whether the site is kept for use without the network, and whether a newer one waits. The newer one never takes over by itself
 * while a page is open: files would be swapped under a talk, or under a run.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isAlone } from './pageLock.ts';

export interface OfflineState {
  kept: 'unknown' | 'keeping' | 'kept' | 'not-kept';
  /** It became so a moment ago. */
  fresh: boolean;
  /** `elsewhere`: another page of the site is open, and its files are not to be swapped. */
  update: 'none' | 'waiting' | 'elsewhere' | 'loading';
}

/** vite-plugin-pwa's `registerSW`, as far as it is used. What it gives lets the waiting version in and loads the page again. */
export type Register = (on: {
  immediate: boolean;
  onNeedRefresh(): void;
  onOfflineReady(): void;
  onRegisteredSW(url: string, registration: ServiceWorkerRegistration | undefined): void;
  onRegisterError(): void;
}) => () => Promise<void>;

export interface Offline {
  store: StoreApi<OfflineState>;
  /** Has the browser keep the site; once. */
  keep(): void;
  /** Lets the newer version in where no other page of the site is open. */
  update(): Promise<void>;
  /** Says no more of the newer version, or that the site is kept. */
  dismiss(): void;
}

/** News that asks for nothing goes by itself, so that it covers nothing for long. */
const NEWS_MS = 8000;

export function createOffline(register: Register, locks: LockManager | undefined): Offline {
  const store = createStore<OfflineState>(() => ({ kept: 'unknown', fresh: false, update: 'none' }));
  let letIn: (() => Promise<void>) | undefined;

  const follow = (installing: ServiceWorker | null): void => {
    store.setState({ kept: 'keeping' });
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'redundant' && store.getState().kept === 'keeping')
        store.setState({ kept: 'not-kept' });
    });
  };

  return {
    store,
    keep() {
      if (letIn) return;
      letIn = register({
        immediate: true,
        onNeedRefresh: () => store.setState({ update: 'waiting' }),
        onOfflineReady() {
          store.setState({ kept: 'kept', fresh: true });
          setTimeout(() => store.setState({ fresh: false }), NEWS_MS);
        },
        onRegisteredSW(_, registration) {
          if (registration?.active) store.setState({ kept: 'kept' });
          else if (registration) follow(registration.installing);
          else store.setState({ kept: 'not-kept' });
        },
        onRegisterError: () => store.setState({ kept: 'not-kept' }),
      });
    },
    async update() {
      const free = await isAlone(locks);
      store.setState({ update: free ? 'loading' : 'elsewhere' });
      if (free) await letIn?.();
    },
    dismiss: () => store.setState({ fresh: false, update: 'none' }),
  };
}
