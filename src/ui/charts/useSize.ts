/** The size of an element in whole CSS pixels, followed as it changes. */
import { createContext, startTransition, useCallback, useContext, useState } from 'react';

export interface Size {
  width: number;
  height: number;
}

/** The size that charts have where nothing can be measured: in markup made without a page. */
export const StillSize = createContext<Size | undefined>(undefined);

const UNKNOWN: Size = { width: 0, height: 0 };

export function useSize<T extends HTMLElement>(): readonly [(node: T) => () => void, Size] {
  const still = useContext(StillSize);
  const [size, setSize] = useState<Size>(still ?? UNKNOWN);
  const ref = useCallback((node: T) => {
    const take = () => {
      const [width, height] = [Math.floor(node.clientWidth), Math.floor(node.clientHeight)];
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    // At once, so that a chart is never on the page without its picture; later all charts may change size together.
    take();
    const observer = new ResizeObserver(() => startTransition(take));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
