/** What the reader points at and chooses in a figure that stands alone. */
import { useMemo, useState } from 'react';
import type { Selection, SelectionEvents } from '../compare/views/props.ts';

const FIRST: Selection = {
  axis: 'epochs',
  metric: 'accuracy',
  split: 'validation',
  target: undefined,
  hiddenBatches: new Set(),
  hoverBatch: undefined,
  scrub: undefined,
};

export function useSelection(): [Selection, SelectionEvents] {
  const [selection, set] = useState(FIRST);
  const on = useMemo<SelectionEvents>(() => {
    const change = (part: Partial<Selection>): void => set((before) => ({ ...before, ...part }));
    return {
      axis: (axis) => change({ axis }),
      metric: (metric) => change({ metric }),
      split: (split) => change({ split }),
      target: (target) => change({ target }),
      hover: (hoverBatch) => change({ hoverBatch }),
      toggle: (batchSize) =>
        set((before) => {
          const hiddenBatches = new Set(before.hiddenBatches);
          if (!hiddenBatches.delete(batchSize)) hiddenBatches.add(batchSize);
          return { ...before, hiddenBatches };
        }),
      scrub: (scrub) => change({ scrub }),
    };
  }, []);
  return [selection, on];
}
