import { createRoot } from 'react-dom/client';
import '../../ui/theme.css';
import { holdPage } from '../../state/pageLock.ts';
import { isAtWork } from './atWork.ts';
import { Learn } from './Learn.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');
holdPage(navigator.locks);
createRoot(root).render(<Learn />);

/** Reading comes before the site is kept, and so does what a figure trains or times. */
const OFFLINE_MS = 10_000;
setTimeout(
  () =>
    void import('../../ui/offline/start.tsx').then(
      ({ start }) => start(isAtWork),
      () => undefined,
    ),
  OFFLINE_MS,
);
