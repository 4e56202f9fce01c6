/** The size of an element in whole CSS pixels, followed as it changes. */
import { useCallback, useState } from 'react';

export interface Size {
  width: number;
  height: number;
}

export function useSize<T extends HTMLElement>(): readonly [(node: T) => () => void, Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const ref = useCallback((node: T) => {
    const take = () => {
      const [width, height] = [Math.floor(node.clientWidth), Math.floor(node.clientHeight)];
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    take();
    const observer = new ResizeObserver(take);
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
