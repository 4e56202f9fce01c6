/** Whether a figure trains or times: keeping the site would take the core that it measures on. */
import { useEffect } from 'react';

const working = new Set<symbol>();

export const isAtWork = (): boolean => working.size > 0;

export function useAtWork(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const figure = Symbol();
    working.add(figure);
    return () => void working.delete(figure);
  }, [on]);
}
