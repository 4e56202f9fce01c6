import { useCallback, useSyncExternalStore } from 'react';

const listen = (changed: () => void): (() => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

/** The scene that the address names, from 0; the first where it names none. `#last` is the last. */
export function sceneOf(hash: string, count: number): number {
  if (hash === '#last') return count - 1;
  const [, digits] = /^#(\d{1,4})$/.exec(hash) ?? [];
  return digits === undefined ? 0 : Math.min(count, Math.max(1, Number(digits))) - 1;
}

/** The scene on the screen; it is in the address, so that a reload or a laptop that slept comes back to it. */
export function useScene(count: number): [number, (scene: number) => void] {
  const hash = useSyncExternalStore(listen, () => location.hash);
  const go = useCallback(
    (scene: number) => {
      const to = `#${Math.min(count, Math.max(1, scene + 1))}`;
      if (to === location.hash) return;
      history.replaceState(history.state, '', to);
      dispatchEvent(new HashChangeEvent('hashchange'));
    },
    [count],
  );
  return [sceneOf(hash, count), go];
}
