import { createRoot } from 'react-dom/client';
import { createTalks, pageStorage, TALK_MARK } from '../../state/talk.ts';
import { offline } from '../../ui/offline/offline.ts';
import { defaultTalk } from '../../ui/talk/defaultTalk.ts';
import '../../ui/theme.css';
import { Lecture } from './Lecture.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');

const talks = createTalks({ storage: pageStorage(), first: defaultTalk() });

const link = location.hash;
void talks.open(link).then((error) => {
  if (link.startsWith(TALK_MARK)) history.replaceState(null, '', '#1');
  const problem = error === undefined ? undefined : `${error} This is your own talk.`;
  createRoot(root).render(<Lecture talks={talks} problem={problem} />);
});
// At once: the network of the hall may go before the first scene is over. A newer version waits until the talk is closed.
offline.keep();
