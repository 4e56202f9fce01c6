/** Whether the page is being printed. */
import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  const print = matchMedia('print');
  print.addEventListener('change', listener);
  return () => print.removeEventListener('change', listener);
}

export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => matchMedia('print').matches);
