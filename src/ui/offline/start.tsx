/** Keeping the site takes the network and a core, so it waits until nothing trains. */
import { createRoot } from 'react-dom/client';
import { isAnySweepClaimed } from '../../sweep/claim.ts';
import { OfflineNotice } from './OfflineNotice.tsx';
import { offline } from './offline.ts';

const LOOK_AGAIN_MS = 5000;

/** Keeps the site once `busy` says no and no tab has a sweep at work; the notice is put at the end of the page. */
export function start(busy: () => boolean): void {
  const place = document.body.appendChild(document.createElement('div'));
  createRoot(place).render(<OfflineNotice />);
  const look = async (): Promise<void> => {
    if (busy() || (await isAnySweepClaimed(navigator.locks))) setTimeout(() => void look(), LOOK_AGAIN_MS);
    else offline.keep();
  };
  void look();
}
