import { useEffect } from 'react';
import { useExplorer } from '../../state/hooks.ts';
import { isTraining } from '../../state/store.ts';

/** Which of our keys an element has a use of its own for. */
const USES: readonly [selector: string, uses: (key: string) => boolean][] = [
  ['input[type="radio"]', (key) => key === ' ' || key === 'ArrowRight'],
  ['input[type="checkbox"], button, a, summary', (key) => key === ' '],
  ['input[type="range"], [role="slider"]', (key) => key === 'ArrowRight'],
  ['input, select, textarea, [contenteditable]', () => true],
];

function occupied(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog')) return true;
  for (const [selector, uses] of USES) if (target.closest(selector)) return uses(key);
  return false;
}

/** Space, →, E and R, where the focused element has no use for them. */
export function useShortcuts(): void {
  const explorer = useExplorer();
  useEffect(() => {
    const press = (e: KeyboardEvent): void => {
      const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
      const state = explorer.store.getState();
      const { shortcuts, justEnded } = state;
      if (!shortcuts || e.defaultPrevented || e.repeat || e.ctrlKey || e.metaKey || e.altKey) return;
      if (occupied(e.target, key)) return;
      const busy = isTraining(state);
      if (key === ' ') {
        if (busy) explorer.pause();
        else if (!justEnded) explorer.train('end');
      } else if (key === 'ArrowRight' && !busy) explorer.train('update');
      else if (key === 'e' && !busy) explorer.train('epoch');
      else if (key === 'r') explorer.reset();
      else return;
      e.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [explorer]);
}
