/** The size of an element in whole CSS pixels, followed as it changes. */
import { createContext, startTransition, useCallback, useContext, useState } from 'react';

export interface Size {
  width: number;
  height: number;
}

/** The size that charts have where nothing can be measured: in markup made without a page. */
export const StillSize = createContext<Size | undefined>(undefined);

const UNKNOWN: Size = { width: 0, height: 0 };

/**
 * Whether charts come on the page empty and are drawn in small steps, so that a page that trains stays free: the first of a
 * growing figure, and those beside a chart that is drawn at once.
 */
export const DrawnLater = createContext(false);

export function useSize<T extends HTMLElement>(): readonly [(node: T) => () => void, Size] {
  const still = useContext(StillSize);
  const later = useContext(DrawnLater);
  const [size, setSize] = useState<Size>(still ?? UNKNOWN);
  const ref = useCallback(
    (node: T) => {
      const take = () => {
        const [width, height] = [Math.floor(node.clientWidth), Math.floor(node.clientHeight)];
        setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
      };
      if (!later) take();
      const observer = new ResizeObserver(() => startTransition(take));
      observer.observe(node);
      return () => observer.disconnect();
    },
    [later],
  );
  return [ref, size];
}
