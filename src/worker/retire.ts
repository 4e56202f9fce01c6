/**
 * Lets an address go at which the site is no more. Browsers keep a service worker whose script is gone, and so the old site
 * for whatever is served there later.
 */
import { readAtMost } from '../experiment/packed/readAtMost.ts';

/** What is needed of a service worker. */
export interface Surroundings {
  /** Address of its script. */
  script: string;
  fetch: typeof fetch;
  registration: Pick<ServiceWorkerRegistration, 'scope' | 'unregister'>;
  caches: Pick<CacheStorage, 'keys' | 'delete'>;
  /** How many open pages it answers for. */
  openPages(): Promise<number>;
  wait(ms: number): Promise<void>;
}

const ANSWER_MS = 10_000;
const LOOK_MS = 5000;
const LOOKS = 12;
const PAGE_BYTES = 1_000_000;
/** Every page of the site has it, so a host that gives a page in a missing script's place still has the site. */
const OURS = '<title>Batchscope';

/**
 * Whether the host has something else in the script's place. Silence, errors of the server, refusals and redirections, as to a
 * login, leave it as it is. Service workers are there on https and localhost alone: nobody answers in a host's name but a proxy
 * whose certificate this device trusts. Where such a one gives a page of its own, the next visit to the site has it kept anew.
 */
async function isGone({ script, fetch }: Surroundings): Promise<boolean> {
  let answer: Response;
  try {
    answer = await fetch(script, {
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  } catch {
    return false;
  }
  const isScript = /(java|ecma)script/i.test(answer.headers.get('content-type') ?? '');
  if (!answer.ok || isScript || !answer.body) {
    void answer.body?.cancel().catch(() => undefined);
    return answer.status === 404 || answer.status === 410;
  }
  const { bytes, end } = await readAtMost(answer.body, PAGE_BYTES);
  return end !== 'broken' && !new TextDecoder().decode(bytes).includes(OURS);
}

/**
 * Where the site is gone, the next page comes from the network; true then. What is kept for pages goes once none is open that
 * lives from it, if that is within a minute; else it stays until the browser clears it. What the reader has made or downloaded
 * stays: it answers for nobody.
 */
export async function retireIfGone(around: Surroundings): Promise<boolean> {
  if (!(await isGone(around))) return false;
  const { registration, caches, openPages, wait } = around;
  await registration.unregister();
  for (let look = 0; look < LOOKS; look++) {
    await wait(LOOK_MS);
    if ((await openPages()) > 0) continue;
    if (await isGone(around)) {
      const ours = (await caches.keys()).filter((name) => isOurs(name, registration.scope));
      await Promise.all(ours.map((name) => caches.delete(name)));
    }
    break;
  }
  return true;
}

/** Workbox names a cache by its worker's scope; other sites may lie beside this one. */
const isOurs = (name: string, scope: string): boolean => name.startsWith('workbox-') && name.endsWith(scope);
