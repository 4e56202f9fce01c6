/** How React reads the explorer: selected state, and series at a rate that a screen needs. */
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { readDraft, type DraftReading } from '../experiment/draft.ts';
import type { RunId } from '../experiment/run.ts';
import type { Explorer } from './explorer.ts';
import type { Series, SeriesStore } from './series.ts';
import { isTraining, type ExplorerState, type RunRecord } from './store.ts';

export const ExplorerContext = createContext<Explorer | undefined>(undefined);

export function useExplorer(): Explorer {
  const explorer = useContext(ExplorerContext);
  if (!explorer) throw new Error('useExplorer needs an ExplorerContext above it');
  return explorer;
}

export function useExplorerState<T>(select: (state: ExplorerState) => T): T {
  return useStore(useExplorer().store, select);
}

/** The drafted configuration and what is wrong with it; fields in error show what they last validly were. */
export function useDraftReading(): DraftReading {
  const draft = useExplorerState((s) => s.draft);
  const lastValid = useExplorerState((s) => s.lastValid);
  return useMemo(() => {
    const reading = readDraft(draft);
    if (Object.keys(reading.errors).length === 0) return reading;
    return { config: readDraft(lastValid).config, errors: reading.errors };
  }, [draft, lastValid]);
}

export function useFocusedRun(): RunRecord | undefined {
  return useExplorerState((s) => s.runs.find((r) => r.id === s.focusId));
}

export function useActiveRun(): RunRecord | undefined {
  return useExplorerState((s) => s.runs.find((r) => r.id === s.activeId));
}

/** Whether a run of the Train page is under way and not paused. */
export const useTraining = (): boolean => useExplorerState(isTraining);

/** Calls back at most once every `intervalMs`, and always after the last change. */
export function throttled(series: SeriesStore, intervalMs: number): (notify: () => void) => () => void {
  return (notify) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = series.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        notify();
      }, intervalMs);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  };
}

/** A run's series, re-rendered at most once every `intervalMs`. */
export function useSeries(id: RunId | undefined, intervalMs: number): Series | undefined {
  const { series } = useExplorer();
  const subscribe = useMemo(() => throttled(series, intervalMs), [series, intervalMs]);
  useSyncExternalStore(subscribe, () => (id === undefined ? -1 : (series.get(id)?.revision ?? -1)));
  return id === undefined ? undefined : series.get(id);
}
