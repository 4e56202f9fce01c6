import { createRoot } from 'react-dom/client';
import { holdPage } from '../../state/pageLock.ts';
import { createTalks, pageStorage, TALK_KEY, TALK_MARK } from '../../state/talk.ts';
import { offline } from '../../ui/offline/offline.ts';
import { defaultTalk } from '../../ui/talk/defaultTalk.ts';
import '../../ui/theme.css';
import { Lecture } from './Lecture.tsx';
import { entryOf, linkedTalk } from './linked.ts';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');

const talks = createTalks({ storage: pageStorage(), first: defaultTalk() });

const link = linkedTalk(location.hash, history.state);
void talks.open(link).then((error) => {
  const own = link === '' || error !== undefined;
  if (location.hash.startsWith(TALK_MARK)) history.replaceState(own ? null : entryOf(link), '', '#1');
  const problem = error === undefined ? undefined : `${error} This is your own talk.`;
  createRoot(root).render(<Lecture talks={talks} problem={problem} />);
});
// Once it is changed and kept, a reload is to show it as it was kept.
talks.store.subscribe(({ linked, notKept }) => {
  if (!linked && notKept === undefined) history.replaceState(null, '', location.hash);
});
// A link that is put into the address of an open talk.
addEventListener('hashchange', () => {
  if (location.hash.startsWith(TALK_MARK)) location.reload();
});
addEventListener('storage', ({ key }) => {
  if (key === TALK_KEY) talks.refresh();
});
// At once: the network of the hall may go before the first scene is over. A newer version waits until the talk is closed.
holdPage(navigator.locks);
offline.keep();
