import type { ReactNode } from 'react';
import { encodeLink } from '../../experiment/url.ts';
import { createCompare } from '../../state/compare.ts';
import type { Compare as CompareFace } from '../../state/compareTypes.ts';
import { CompareContext } from '../../state/compareHooks.ts';
import { readCompareLink } from '../../state/compareLink.ts';
import type { Explorer } from '../../state/explorer.ts';
import { useExplorer } from '../../state/hooks.ts';
import { isTraining } from '../../state/store.ts';
import { openShelf } from '../../sweep/keep.ts';
import { Compare } from '../../ui/compare/Compare.tsx';
import { CompareActions as Actions } from '../../ui/compare/CompareActions.tsx';
import { startSweepWorker } from '../../worker/client/sweepWorker.ts';
import { currentPage, refreshAddress, setQuery } from './address.ts';

/** Made at the first visit and kept, so that a sweep goes on while the reader looks at the Train page. */
let compare: CompareFace | undefined;

const IN_ADDRESS = ['draft', 'sweepId', 'screen', 'view', 'axis'] as const;

function compareOf(explorer: Explorer): CompareFace {
  compare ??= startCompare(explorer);
  return compare;
}

function startCompare(explorer: Explorer): CompareFace {
  const made = createCompare({
    base: explorer.validConfig,
    adopt: explorer.adopt,
    onStart: () => explorer.pause(),
    startWorker: () => startSweepWorker(),
    cores: navigator.hardwareConcurrency,
    openShelf: () => openShelf(),
    link: readCompareLink(location.search, location.hash),
    now: () => Date.now(),
    newId: () => crypto.getRandomValues(new Uint32Array(4)).join('-'),
  });
  setQuery(
    'compare',
    () => made.query() ?? `${encodeLink(explorer.validConfig())}&view=compare`,
    () => made.fragment(),
  );
  // By then the address may have been written anew.
  addEventListener('hashchange', ({ newURL }) => {
    if (currentPage() === 'compare') void made.openFragment(new URL(newURL).hash);
  });
  const follow = (): void => {
    if (currentPage() === 'compare') refreshAddress('compare');
  };
  made.store.subscribe((now, before) => {
    if (IN_ADDRESS.some((key) => now[key] !== before[key])) follow();
  });
  explorer.store.subscribe((now, before) => {
    if (now.draft !== before.draft) follow();
    // A run of the Train page and a sweep would disturb each other's times.
    if (!isTraining(now) || isTraining(before)) return;
    made.pause();
    made.coolDown();
  });
  return made;
}

function InCompare({ children }: { children: ReactNode }) {
  return <CompareContext value={compareOf(useExplorer())}>{children}</CompareContext>;
}

export const ComparePage = () => (
  <InCompare>
    <Compare />
  </InCompare>
);

export const CompareActions = () => (
  <InCompare>
    <Actions />
  </InCompare>
);
