import { useSyncExternalStore } from 'react';

const listen = (changed: () => void): (() => void) => {
  addEventListener('resize', changed);
  return () => removeEventListener('resize', changed);
};

/** On a phone the talk is read from near by. */
const LEAST = 0.625;

/** How many CSS pixels a pixel of a 1,280 × 720 projector is: everything on a scene grows with the screen. */
export const useUnit = (): number =>
  useSyncExternalStore(listen, () => Math.max(LEAST, Math.min(innerWidth / 1280, innerHeight / 720)));
