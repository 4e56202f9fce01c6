/** What the Compare page shows besides results: the builder's texts, how far the sweep is, what is selected. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SweepDraft } from '../experiment/sweepFields.ts';
import type { Metric, Target } from '../experiment/sweep.ts';
import type { SweepSummary } from '../sweep/keep.ts';
import type { SweepProgress } from '../sweep/runner.ts';
import type { RaceAxis, RaceSplit } from '../sweep/views.ts';

export const VIEW_IDS = ['race', 'target', 'memory', 'noise', 'speed', 'generalisation', 'runs'] as const;
export const AXES = ['epochs', 'updates', 'examples', 'seconds'] as const satisfies readonly RaceAxis[];
export type ViewId = (typeof VIEW_IDS)[number];

/** What the reader must know: plain text, never markup. */
export interface CompareNotice {
  kind: 'bad' | 'info';
  text: string;
}

/** How far a sweep is; the curves under way are beside the store. */
export type Progress = Omit<SweepProgress, 'live'>;

export interface CompareState {
  /** The six questions, the builder, or the sweep on the page. */
  screen: 'questions' | 'builder' | 'sweep';
  /** The builder's texts; the task itself is the draft of the Train page. */
  draft: SweepDraft;
  /** Identity of the sweep on the page; its data are beside the store. */
  sweepId: string | undefined;
  /** Where the sweep on the page came with a link: what of it is not there. Nothing of it is kept. */
  linked: { notes: readonly string[] } | undefined;
  /** Grows with every change of the sweep's data, at most three times a second while it runs. */
  revision: number;
  /** Of the runner in this tab; undefined when none has been started for the sweep on the page. */
  progress: Progress | undefined;
  view: ViewId;
  axis: RaceAxis;
  metric: Metric;
  split: RaceSplit;
  target: Target | undefined;
  hiddenBatches: ReadonlySet<number>;
  /** Ids of trials that the reader has hidden. */
  hiddenRuns: ReadonlySet<string>;
  hoverBatch: number | undefined;
  /** Share of the race that is shown; undefined: all of it. */
  scrub: number | undefined;
  notice: CompareNotice | undefined;
  linkNotes: readonly string[];
  /** Sweeps kept in this browser, newest first. */
  saved: readonly SweepSummary[];
  /** Why nothing is kept here, if so. */
  notKept: string | undefined;
}

export type CompareStore = StoreApi<CompareState>;

/** What is selected when a sweep comes on the page. */
export const UNSELECTED = {
  view: 'race',
  axis: 'epochs',
  metric: 'accuracy',
  split: 'validation',
  target: undefined,
  hiddenBatches: new Set<number>(),
  hiddenRuns: new Set<string>(),
  hoverBatch: undefined,
  scrub: undefined,
} as const satisfies Partial<CompareState>;

export function createCompareStore(draft: SweepDraft, linkNotes: readonly string[]): CompareStore {
  return createStore<CompareState>(() => ({
    ...UNSELECTED,
    screen: 'questions',
    draft,
    sweepId: undefined,
    linked: undefined,
    revision: 0,
    progress: undefined,
    notice: undefined,
    linkNotes,
    saved: [],
    notKept: undefined,
  }));
}
