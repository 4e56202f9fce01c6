import { useEffect, useRef, type RefObject } from 'react';

/**
 * Gives the focus to a heading when what it heads has changed (`what`) and the focused element went with what was there
 * before; not when the page opens.
 */
export function useArrival(root: RefObject<HTMLElement | null>, what: string): void {
  const before = useRef(what);
  useEffect(() => {
    if (before.current === what) return;
    before.current = what;
    if (document.activeElement === document.body) root.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [root, what]);
}
