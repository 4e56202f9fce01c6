import { registerSW } from 'virtual:pwa-register';
import { useStore } from 'zustand';
import { createOffline, type OfflineState } from '../../state/offline.ts';

/** This page's. Where the browser has no service workers, or the page is in a sandbox, `keep` ends in "not kept". */
export const offline = createOffline(registerSW, navigator.locks);

export const useOffline = (): OfflineState => useStore(offline.store);
