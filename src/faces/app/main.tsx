import { createRoot } from 'react-dom/client';
import { readDraft } from '../../experiment/draft.ts';
import { FIELDS } from '../../experiment/fields.ts';
import { decodeLink, encodeLink } from '../../experiment/url.ts';
import { createExplorer } from '../../state/explorer.ts';
import { ExplorerContext } from '../../state/hooks.ts';
import { holdPage } from '../../state/pageLock.ts';
import '../../ui/theme.css';
import { createTrainer } from '../../worker/client/createTrainer.ts';
import { currentPage, refreshAddress, setQuery } from './address.ts';
import { App } from './App.tsx';

/** Of a link to another page than Train, which has keys of its own, the settings of the task. */
const settingsOf = (search: string): string =>
  search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => Object.hasOwn(FIELDS, part.split('=')[0]))
    .join('&');

/** The reader's first steps come before the site is kept. */
const OFFLINE_MS = 10_000;

const opened = currentPage();
const compareFirst = opened === 'compare';
const { config, notes } = decodeLink(opened === 'train' ? location.search : settingsOf(location.search));
const explorer = createExplorer({
  trainer: createTrainer({ warmUp: !compareFirst }),
  config,
  // What was corrected in a link to Compare is said there.
  linkNotes: compareFirst ? [] : notes,
  now: () => Date.now(),
});
explorer.refreshPreview();

let shown = explorer.store.getState().draft;
const settings = (): string => encodeLink(explorer.validConfig());
setQuery('train', settings);
setQuery('compare', () => `${settings()}&view=compare`);
setQuery('memory', () => `${settings()}&view=memory`);
explorer.store.subscribe(({ draft }) => {
  if (draft === shown) return;
  shown = draft;
  if (Object.keys(readDraft(draft).errors).length === 0)
    refreshAddress(currentPage() === 'memory' ? 'memory' : 'train');
});

const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');
holdPage(navigator.locks);
setTimeout(
  () =>
    void import('../../ui/offline/start.tsx').then(
      ({ start }) => start(() => explorer.store.getState().activeId !== undefined),
      () => undefined,
    ),
  OFFLINE_MS,
);
createRoot(root).render(
  <ExplorerContext value={explorer}>
    <App />
  </ExplorerContext>,
);
