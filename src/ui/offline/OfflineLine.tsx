import type { OfflineState } from '../../state/offline.ts';
import { useOffline } from './offline.ts';

const WORDS: Record<OfflineState['kept'], string> = {
  unknown: '',
  keeping: 'Being kept for use without the network …',
  kept: 'Works without the network.',
  'not-kept':
    'Needs the network: this browser could not keep it. Its storage may be full, closed or blocked.',
};

/** Whether the page can do without the network, for who must know before a talk. */
export function OfflineLine() {
  const { kept } = useOffline();
  return <p role="status">{WORDS[kept]}</p>;
}
