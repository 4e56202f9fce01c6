/** Append-only records of runs, with a revision that grows with every change; charts read them, React does not. */
import type { Evaluation, MemorySample, MetricColumns, Position, Retune, RunId } from '../experiment/run.ts';
import type { Insight } from '../worker/protocol.ts';

const KEYS = ['update', 'examples', 'epoch', 'seconds', 'loss', 'lossMin', 'lossMax'] as const;

/** Where a run is now and how fast it goes. */
export interface Live {
  position: Position;
  /** Median milliseconds an update of late. */
  updateMs: number;
  examplesPerSecond: number;
}

export interface Series {
  /** Grows with every change. */
  readonly revision: number;
  /** Number of metric points in `columns`. */
  readonly length: number;
  /** At least `length` long; read only the first `length` elements. */
  readonly columns: Readonly<MetricColumns>;
  readonly evaluations: readonly Evaluation[];
  readonly memory: readonly MemorySample[];
  readonly retunes: readonly Retune[];
  readonly insight: Insight | undefined;
  readonly live: Live | undefined;
}

interface MutableSeries extends Series {
  revision: number;
  length: number;
  columns: MetricColumns;
  evaluations: Evaluation[];
  memory: MemorySample[];
  retunes: Retune[];
  insight: Insight | undefined;
  live: Live | undefined;
}

/** What a run has done since it was last heard of. */
export interface News {
  columns?: MetricColumns;
  evaluations?: readonly Evaluation[];
  memory?: readonly MemorySample[];
  live?: Live;
}

export interface SeriesStore {
  get(runId: RunId): Series | undefined;
  create(runId: RunId): void;
  delete(runId: RunId): void;
  /** Adds what has come since, as one change. */
  append(runId: RunId, news: News): void;
  addRetune(runId: RunId, retune: Retune): void;
  setInsight(runId: RunId, insight: Insight): void;
  /** Forgets everything after `update`, for a run that goes on from an earlier checkpoint. */
  truncate(runId: RunId, update: number): void;
  /** Grows with every change to any series. */
  revision(): number;
  /** Called at most once per change; the listener decides when to draw. */
  subscribe(listener: () => void): () => void;
}

function emptyColumns(capacity: number): MetricColumns {
  return {
    update: new Uint32Array(capacity),
    examples: new Float64Array(capacity),
    epoch: new Float32Array(capacity),
    seconds: new Float32Array(capacity),
    loss: new Float32Array(capacity),
    lossMin: new Float32Array(capacity),
    lossMax: new Float32Array(capacity),
  };
}

function grown(columns: MetricColumns, length: number, capacity: number): MetricColumns {
  const larger = emptyColumns(capacity);
  for (const key of KEYS) larger[key].set(columns[key].subarray(0, length));
  return larger;
}

function addPoints(series: MutableSeries, added: MetricColumns): void {
  const length = series.length + added.update.length;
  const capacity = series.columns.update.length;
  if (length > capacity)
    series.columns = grown(series.columns, series.length, Math.max(length, 2 * capacity));
  for (const key of KEYS) series.columns[key].set(added[key], series.length);
  series.length = length;
}

export function createSeriesStore(): SeriesStore {
  const all = new Map<RunId, MutableSeries>();
  const listeners = new Set<() => void>();
  let revision = 0;

  function change(runId: RunId, edit: (series: MutableSeries) => void): void {
    const series = all.get(runId);
    if (!series) return;
    edit(series);
    series.revision++;
    announce();
  }
  function announce(): void {
    revision++;
    for (const listener of listeners) listener();
  }

  return {
    get: (runId) => all.get(runId),
    create(runId) {
      all.set(runId, {
        revision: 0,
        length: 0,
        columns: emptyColumns(1024),
        evaluations: [],
        memory: [],
        retunes: [],
        insight: undefined,
        live: undefined,
      });
      announce();
    },
    delete(runId) {
      if (all.delete(runId)) announce();
    },
    append(runId, { columns, evaluations = [], memory = [], live }) {
      change(runId, (s) => {
        if (columns) addPoints(s, columns);
        for (const evaluation of evaluations) s.evaluations.push(evaluation);
        for (const sample of memory) s.memory.push(sample);
        if (live) s.live = live;
      });
    },
    addRetune: (runId, retune) => change(runId, (s) => s.retunes.push(retune)),
    setInsight(runId, insight) {
      change(runId, (s) => {
        s.insight = insight;
      });
    },
    truncate(runId, update) {
      change(runId, (s) => {
        while (s.length > 0 && s.columns.update[s.length - 1] > update) s.length--;
        s.evaluations = s.evaluations.filter((e) => e.update <= update);
        s.memory = s.memory.filter((m) => m.update <= update);
        s.retunes = s.retunes.filter((r) => r.update < update);
        s.live = undefined;
        s.insight = undefined;
      });
    },
    revision: () => revision,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
