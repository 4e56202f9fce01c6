import { Suspense, useEffect } from 'react';
import { Failsafe } from '../../ui/Failsafe.tsx';
import { part } from '../../ui/part.ts';
import { CopyLink, ExportMenu } from '../../ui/panels/ExportMenu.tsx';
import { usePage, type PageName } from './address.ts';
import { Header } from './Header.tsx';
import { TrainPage } from './TrainPage.tsx';
import './app.css';
import './appSizes.css';

/** Nothing of Compare is asked for before it is opened. */
const ComparePage = part(async () => (await import('./ComparePage.tsx')).ComparePage);
const CompareActions = part(async () => (await import('./ComparePage.tsx')).CompareActions);
const MemoryPage = part(async () => (await import('./MemoryPage.tsx')).MemoryPage);

const TITLES: Record<PageName, string> = {
  train: 'Batchscope: what batch size does',
  compare: 'Compare · Batchscope',
  memory: 'Memory · Batchscope',
};

/** The header, which stays, and the page that the address names. */
export function App() {
  const page = usePage();
  useEffect(() => {
    document.title = TITLES[page];
  }, [page]);
  if (page === 'train')
    return (
      <div className="app">
        <Header
          tagline="Train a network here and see what batch size does"
          actions={
            <>
              <CopyLink />
              <ExportMenu />
            </>
          }
        />
        <Failsafe key="train" what="The page">
          <TrainPage />
        </Failsafe>
      </div>
    );
  if (page === 'memory')
    return (
      <div className="app">
        <Header tagline="See what a batch costs in memory, and run out of it safely" actions={<CopyLink />} />
        <Failsafe key="memory" what="Memory">
          <Suspense fallback={<main aria-busy="true" />}>
            <MemoryPage />
          </Suspense>
        </Failsafe>
      </div>
    );
  return (
    <div className="app compare-app">
      <Header
        tagline="Find out by experiment what batch size does"
        actions={
          <Failsafe>
            <Suspense>
              <CompareActions />
            </Suspense>
          </Failsafe>
        }
      />
      <Failsafe key="compare" what="Compare">
        <Suspense fallback={<main aria-busy="true" />}>
          <ComparePage />
        </Suspense>
      </Failsafe>
    </div>
  );
}
