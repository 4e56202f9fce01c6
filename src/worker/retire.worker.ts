/** What the site's service worker runs beside Workbox: with every page that is opened it looks whether the site is still there. */
import { retireIfGone } from './retire.ts';

declare const self: ServiceWorkerGlobalScope;

let looking: Promise<unknown> | undefined;

self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return;
  looking ??= retireIfGone({
    script: self.location.href,
    fetch: (...request) => fetch(...request),
    registration: self.registration,
    caches: self.caches,
    openPages: async () => (await self.clients.matchAll()).length,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }).finally(() => (looking = undefined));
  event.waitUntil(looking);
});
