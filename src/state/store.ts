/** What the page shows besides curves: the draft, the list of runs, what is selected. Metric data is in series.ts. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineName, ExperimentConfig } from '../experiment/config.ts';
import { draftOf, type Draft } from '../experiment/draft.ts';
import type { EngineReport, Position, RunError, RunId, RunStatus } from '../experiment/run.ts';
import type { Phase, Preview } from '../worker/protocol.ts';

export type XAxis = 'update' | 'epoch' | 'examples' | 'seconds';

/** An engine, and the updates already done when a run went on with it. */
export interface EngineStretch {
  got: EngineName;
  from: number;
}

export interface RunRecord {
  id: RunId;
  config: ExperimentConfig;
  status: RunStatus;
  /** What the worker is doing while the run is not yet, or not just, training. */
  phase: Phase | undefined;
  engine: EngineReport | undefined;
  /** The engines it ran on, in order: more than one where it was resumed on another. */
  engines: readonly EngineStretch[];
  trainingCount: number;
  validationCount: number;
  position: Position | undefined;
  /** Batch size now; differs from the configuration's after "Apply now". */
  batchSize: number;
  learningRate: number;
  updateMs: number | undefined;
  examplesPerSecond: number | undefined;
  /** Predicted or measured before the first update. */
  pace: { updateMs: number; measured: boolean } | undefined;
  /** Latest validation accuracy, and on how many examples it was measured. */
  lastAccuracy: number | undefined;
  lastCount: number | undefined;
  error: RunError | undefined;
  notes: string[];
  /** True once settings were changed in the middle: such a run is never ranked. */
  retuned: boolean;
  /** A pause was asked for, and the worker has not answered yet. */
  pausing: boolean;
  hidden: boolean;
  /** Milliseconds since 1970. */
  startedAt: number;
}

/** A look into the drafted dataset, as it is, or why there is none. */
export type PreviewState =
  | { status: 'loading' }
  | { status: 'shown'; preview: Preview }
  | { status: 'absent' }
  | { status: 'failed'; message: string };

export interface ExplorerState {
  draft: Draft;
  /** Of every field the last text that was valid: what is shown while another is not. */
  lastValid: Draft;
  /** Newest first; at most KEPT_RUNS. */
  runs: readonly RunRecord[];
  /** The run whose details are shown; the newest unless another was chosen. */
  focusId: RunId | undefined;
  /** The run under way (preparing, running or paused) in the worker. */
  activeId: RunId | undefined;
  /** For a moment after a run ended by itself: what is pressed now was meant for that run. */
  justEnded: boolean;
  preview: PreviewState;
  axis: XAxis;
  logX: boolean;
  logLoss: boolean;
  /** What was corrected in the link, for the reader. */
  linkNotes: readonly string[];
  shortcuts: boolean;
}

/** The newest run and five before it. */
export const KEPT_RUNS = 6;

export type ExplorerStore = StoreApi<ExplorerState>;

export function createExplorerStore(
  config: ExperimentConfig,
  linkNotes: readonly string[] = [],
): ExplorerStore {
  return createStore<ExplorerState>(() => ({
    draft: draftOf(config),
    lastValid: draftOf(config),
    runs: [],
    focusId: undefined,
    activeId: undefined,
    justEnded: false,
    preview: { status: 'loading' },
    axis: 'epoch',
    logX: false,
    logLoss: false,
    linkNotes,
    shortcuts: true,
  }));
}

/** Whether a run is under way and not paused. */
export function isTraining({ runs, activeId }: ExplorerState): boolean {
  const active = runs.find(({ id }) => id === activeId);
  return active !== undefined && active.status !== 'paused';
}
