import { createRoot } from 'react-dom/client';
import { offline } from '../../ui/offline/offline.ts';
import '../../ui/theme.css';
import { defaultTalk } from './defaultTalk.ts';
import { Lecture } from './Lecture.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');
createRoot(root).render(<Lecture talk={defaultTalk()} />);
// At once: the network of the hall may go before the first scene is over. A newer version waits until the talk is closed.
offline.keep();
