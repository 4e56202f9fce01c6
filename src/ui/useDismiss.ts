import { useEffect, type RefObject } from 'react';

/** While `open`: Escape or a press outside of `root` calls `close`; Escape also gives the focus back to its first button. */
export function useDismiss(root: RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return;
    const press = (e: PointerEvent): void => {
      if (!(e.target instanceof Node && root.current?.contains(e.target))) close();
    };
    const key = (e: KeyboardEvent): void => {
      if (e.key !== 'Escape') return;
      close();
      root.current?.querySelector<HTMLElement>('button, summary')?.focus();
    };
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', key);
    return () => {
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', key);
    };
  }, [root, open, close]);
}
