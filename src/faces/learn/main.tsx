import { createRoot } from 'react-dom/client';
import '../../ui/theme.css';
import { Learn } from './Learn.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no element #root');
createRoot(root).render(<Learn />);

/** Reading comes before the site is kept. */
const OFFLINE_MS = 10_000;
setTimeout(
  () =>
    void import('../../ui/offline/start.tsx').then(
      ({ start }) => start(() => false),
      () => undefined,
    ),
  OFFLINE_MS,
);
