/** Holds what trains in a page while its figure is out of sight or the page scrolls: drawing would make it jerk. */
import { useEffect, type RefObject } from 'react';
import type { SweepTrainer } from '../../state/sweepTrainer.ts';

/** Without a scroll event for so long the page has come to rest. */
const REST_MS = 200;

export function useHeld(trainer: SweepTrainer, figure: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const seen = new IntersectionObserver((entries) => {
      const last = entries.at(-1);
      if (last) trainer.seen(last.isIntersecting);
    });
    if (figure.current) seen.observe(figure.current);
    let rest: ReturnType<typeof setTimeout> | undefined;
    const scrolled = (): void => {
      if (rest === undefined) trainer.scrolled(true);
      clearTimeout(rest);
      rest = setTimeout(() => {
        rest = undefined;
        trainer.scrolled(false);
      }, REST_MS);
    };
    addEventListener('scroll', scrolled, { passive: true });
    return () => {
      seen.disconnect();
      clearTimeout(rest);
      removeEventListener('scroll', scrolled);
      trainer.end();
    };
  }, [trainer, figure]);
}
