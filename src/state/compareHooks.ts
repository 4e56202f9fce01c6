/** How React reads the Compare page's state. */
import { createContext, useContext, useDeferredValue, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { SweepData } from '../experiment/sweep.ts';
import type { SweepProgress } from '../sweep/runner.ts';
import type { Compare } from './compareTypes.ts';
import { readDrafted, type SweepReading } from './compareDraft.ts';
import type { CompareState } from './compareStore.ts';
import { useDraftReading } from './hooks.ts';

export const CompareContext = createContext<Compare | undefined>(undefined);

export function useCompare(): Compare {
  const compare = useContext(CompareContext);
  if (!compare) throw new Error('useCompare needs a CompareContext above it');
  return compare;
}

export function useCompareState<T>(select: (state: CompareState) => T): T {
  return useStore(useCompare().store, select);
}

/** A sweep's data, and how far its runner was when it had them: one never shows without the other. */
export interface Shown {
  data: SweepData;
  status: SweepProgress['status'] | undefined;
}

/**
 * What `read` finds in the sweep on the page, anew with every revision. What is drawn from it is drawn in small steps, so
 * that a growing sweep keeps the page free; until it is drawn the sweep shows no more, since a drawing that is overtaken
 * begins anew. Another sweep comes at once.
 */
function useRevised(read: (compare: Compare) => SweepData | undefined): Shown | undefined {
  const compare = useCompare();
  const revision = useCompareState((s) => s.revision);
  const id = useCompareState((s) => s.sweepId);
  const status = useCompareState((s) => s.progress?.status);
  const now = useMemo(() => {
    const data = id === undefined || revision < 0 ? undefined : read(compare);
    return data && { data, status };
  }, [compare, read, id, revision, status]);
  const late = useDeferredValue(now);
  useEffect(() => (late === now ? undefined : compare.hold()), [compare, late, now]);
  return late?.data.id === now?.data.id ? late : now;
}

const settled = (compare: Compare): SweepData | undefined => compare.data();
const growing = (compare: Compare): SweepData | undefined => compare.liveData();

/** The sweep on the page: its runs that have ended. */
export const useSweepData = (): SweepData | undefined => useRevised(settled)?.data;

/** The same, with what its runner did then. */
export const useShownSweep = (): Shown | undefined => useRevised(settled);

/** The same, with the runs under way as far as they are. */
export const useLiveData = (): SweepData | undefined => useRevised(growing)?.data;

/** `data` without the runs that the reader has hidden. */
export function useWithoutHidden(data: SweepData | undefined): SweepData | undefined {
  const hidden = useCompareState((s) => s.hiddenRuns);
  return useMemo(
    () =>
      data && hidden.size > 0
        ? { ...data, runs: data.runs.filter((run) => !hidden.has(run.trial.id)) }
        : data,
    [data, hidden],
  );
}

/** The drafted sweep and what is wrong with it. */
export function useSweepReading(): SweepReading {
  const draft = useCompareState((s) => s.draft);
  const { config } = useDraftReading();
  return useMemo(() => readDrafted(draft, config), [draft, config]);
}
