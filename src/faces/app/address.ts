/** Which page is shown, by the address alone, so that links, reload and the browser's own Back all agree. */
import { useSyncExternalStore } from 'react';

export type PageName = 'train' | 'compare' | 'memory';

export function pageOf(search: string): PageName {
  const view = new URLSearchParams(search).get('view');
  return view === 'compare' || view === 'memory' ? view : 'train';
}

/** What a page's address is now, without "?". */
type Query = () => string;

const queries = new Map<PageName, Query>();
/** Of pages whose addresses have one of their own, with "#"; '' for none. */
const fragments = new Map<PageName, () => string>();
const listeners = new Set<() => void>();
const announce = (): void => listeners.forEach((listener) => listener());

/** Browsers refuse more than about 100 changes of the address in 30 seconds. */
const ADDRESS_DELAY_MS = 400;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says how the address of `page` is made; it may be said again when more is known. */
export function setQuery(page: PageName, query: Query, fragment?: () => string): void {
  queries.set(page, query);
  if (fragment) fragments.set(page, fragment);
}

export const hrefOf = (page: PageName): string =>
  `?${queries.get(page)?.() ?? ''}${fragments.get(page)?.() ?? ''}`;

/** A fragment that the page knows nothing of stays. */
const hereOf = (page: PageName): string => hrefOf(page) + (fragments.has(page) ? '' : location.hash);

export const currentPage = (): PageName => pageOf(location.search);

/** Writes the address of the page that is shown anew, soon. */
export function refreshAddress(page: PageName): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (currentPage() === page) history.replaceState(null, '', hereOf(page));
  }, ADDRESS_DELAY_MS);
}

/** Goes to a page, as a link does: one step in the browser's history. */
export function goTo(page: PageName): void {
  if (currentPage() === page) return;
  history.pushState(null, '', hrefOf(page));
  announce();
}

/** What was set on the pages stays set when the reader goes back, so the address follows. */
function returned(): void {
  history.replaceState(history.state, '', hereOf(currentPage()));
  announce();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', returned);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('popstate', returned);
  };
}

export const usePage = (): PageName => useSyncExternalStore(subscribe, currentPage);
