import { useMemo } from 'react';
import type { SweepData } from '../../experiment/sweep.ts';
import { useCompare } from '../../state/compareHooks.ts';
import { moreNeeded } from '../../sweep/analyse/needed.ts';
import { plural, secondsText } from '../../sweep/analyse/words.ts';

/** Where more seeds would tell what these cannot: as many as the next look at the verdict wants. */
export function MoreSeeds({ data }: { data: SweepData }) {
  const compare = useCompare();
  const needed = useMemo(() => moreNeeded(data), [data]);
  if (!needed) return null;
  const { add, addSeconds } = needed;
  return (
    <button type="button" className="plain" onClick={() => void compare.moreSeeds(add)}>
      Run {plural(add, 'more seed')}
      {addSeconds !== undefined && <small> about {secondsText(addSeconds)}</small>}
    </button>
  );
}
