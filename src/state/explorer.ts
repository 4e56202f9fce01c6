/** The Train page without its looks: what each button does, and what each event of the trainer changes. */
import { changedFields, draftOf, editDraft, readDraft, type Draft } from '../experiment/draft.ts';
import type { ExperimentConfig } from '../experiment/config.ts';
import { dataKey } from '../experiment/data.ts';
import type { FieldKey } from '../experiment/fields.ts';
import { sentenceOf } from '../experiment/reason.ts';
import type { RunId } from '../experiment/run.ts';
import type { Until } from '../worker/protocol.ts';
import type { Trainer } from '../worker/client/trainer.ts';
import { createRunRecord, rewound } from './record.ts';
import { createRunEvents } from './runEvents.ts';
import { createSeriesStore, type SeriesStore } from './series.ts';
import { createExplorerStore, KEPT_RUNS, type ExplorerStore, type RunRecord } from './store.ts';

export interface Explorer {
  store: ExplorerStore;
  series: SeriesStore;
  edit(key: FieldKey, text: string): void;
  /** Starts a run with the drafted settings, or goes on with the paused one when they are its own. */
  train(until: Until): void;
  pause(): void;
  /** Ends the run under way and goes back to the start; what it has stays in the list. */
  reset(): void;
  /** Gives the running run the drafted batch size and learning rate from the next update on. */
  applyNow(): void;
  /** Goes on with a stopped or failed run from its last checkpoint, with another batch or micro-batch size if asked to. */
  resumeRun(id: RunId, change?: Partial<Pick<ExperimentConfig, 'batchSize' | 'microBatch'>>): void;
  canResume(id: RunId): boolean;
  again(batchSize: number): void;
  focus(id: RunId | undefined): void;
  toggleHidden(id: RunId): void;
  remove(id: RunId): void;
  /** Puts a run's settings back into the controls. */
  restore(id: RunId): void;
  /** Puts settings into the controls. */
  adopt(config: ExperimentConfig): void;
  /** The drafted settings; fields in error are what they last validly were. */
  validConfig(): ExperimentConfig;
  refreshPreview(): void;
  dispose(): void;
}

export interface ExplorerOptions {
  trainer: Trainer;
  config: ExperimentConfig;
  linkNotes?: readonly string[];
  now(): number;
}

const PREVIEW_DELAY_MS = 150;

export function createExplorer({ trainer, config, linkNotes = [], now }: ExplorerOptions): Explorer {
  const store = createExplorerStore(config, linkNotes);
  const series = createSeriesStore();
  let count = 0;
  let previewTimer: ReturnType<typeof setTimeout> | undefined;
  let previewCall = 0;

  const run = (id: RunId | undefined): RunRecord | undefined =>
    store.getState().runs.find((r) => r.id === id);
  const active = (): RunRecord | undefined => run(store.getState().activeId);
  const update = (id: RunId, change: Partial<RunRecord>): void =>
    store.setState(({ runs }) => ({ runs: runs.map((r) => (r.id === id ? { ...r, ...change } : r)) }));

  const events = createRunEvents({ store, series, update, now });
  const unlisten = trainer.listen((event) => {
    events.apply(event);
    if (event.type === 'ready' && store.getState().preview.status === 'absent') explorer.refreshPreview();
  });

  function begin(settings: ExperimentConfig, until: Until): void {
    const id = `run-${++count}`;
    series.create(id);
    const record = createRunRecord(id, settings, now());
    const kept = [record, ...store.getState().runs];
    for (const old of kept.splice(KEPT_RUNS)) forget(old.id);
    store.setState({ runs: kept, focusId: id, activeId: id });
    trainer.start(id, settings, until);
  }
  function forget(id: RunId): void {
    series.delete(id);
    trainer.forget(id);
  }
  function end(): void {
    if (active()) trainer.stop();
  }

  async function loadPreview(): Promise<void> {
    const call = ++previewCall;
    const { config: settings } = readDraft(store.getState().draft);
    try {
      const { preview } = await trainer.preview(settings);
      if (call !== previewCall) return;
      store.setState({ preview: preview ? { status: 'shown', preview } : { status: 'absent' } });
    } catch (error) {
      if (call !== previewCall) return;
      store.setState({ preview: { status: 'failed', message: sentenceOf(error) } });
    }
  }

  const explorer: Explorer = {
    store,
    series,
    edit(key, text) {
      const { draft } = store.getState();
      const next = editDraft(draft, key, text);
      store.setState({ draft: next, lastValid: withValid(store.getState().lastValid, next) });
      if (dataKey(readDraft(next).config) !== dataKey(readDraft(draft).config)) explorer.refreshPreview();
    },
    train(until) {
      const { config: settings, errors } = readDraft(store.getState().draft);
      if (Object.keys(errors).length > 0) return;
      const current = active();
      if (current?.status === 'paused' && continues(current, settings)) {
        update(current.id, { status: 'running' });
        trainer.resume(until);
        return;
      }
      end();
      begin(settings, until);
    },
    pause() {
      const current = active();
      if (!current || current.status === 'paused') return;
      update(current.id, { pausing: true });
      trainer.pause();
    },
    reset() {
      end();
      store.setState({ activeId: undefined, focusId: undefined });
    },
    applyNow() {
      const current = active();
      const { config: settings, errors } = readDraft(store.getState().draft);
      if (!current || errors.batchSize !== undefined || errors.learningRate !== undefined) return;
      trainer.retune({ batchSize: settings.batchSize, learningRate: settings.learningRate });
    },
    resumeRun(id, change = {}) {
      const record = run(id);
      const kept = trainer.checkpoint(id);
      if (!record || !kept) return;
      end();
      const { batchSize = kept.batchSize, microBatch = record.config.microBatch } = change;
      const checkpoint = { ...kept, batchSize };
      const settings = { ...record.config, microBatch };
      series.truncate(id, checkpoint.position.update);
      update(id, {
        config: settings,
        ...rewound({ ...record, config: settings }, checkpoint, series.get(id)),
      });
      store.setState({ activeId: id, focusId: id });
      trainer.start(id, settings, 'end', checkpoint);
    },
    canResume: (id) => active()?.id !== id && trainer.checkpoint(id) !== undefined,
    again(batchSize) {
      explorer.edit('batchSize', String(batchSize));
      explorer.train('end');
    },
    focus: (id) => store.setState({ focusId: id }),
    toggleHidden(id) {
      const record = run(id);
      if (record) update(id, { hidden: !record.hidden });
    },
    remove(id) {
      if (active()?.id === id) end();
      forget(id);
      store.setState(({ runs, focusId, activeId }) => ({
        runs: runs.filter((r) => r.id !== id),
        focusId: focusId === id ? undefined : focusId,
        activeId: activeId === id ? undefined : activeId,
      }));
    },
    restore(id) {
      const record = run(id);
      if (record) explorer.adopt(record.config);
    },
    adopt(settings) {
      const adopted = draftOf(settings);
      store.setState({ draft: adopted, lastValid: adopted });
      explorer.refreshPreview();
    },
    validConfig: () => readDraft(store.getState().lastValid).config,
    refreshPreview() {
      clearTimeout(previewTimer);
      previewCall++;
      store.setState({ preview: { status: 'loading' } });
      previewTimer = setTimeout(() => void loadPreview(), PREVIEW_DELAY_MS);
    },
    dispose() {
      clearTimeout(previewTimer);
      events.dispose();
      unlisten();
      trainer.dispose();
    },
  };
  return explorer;
}

/** Whether the drafted settings are those of the run as it is now, so that Train means "go on". */
export function continues(record: RunRecord, settings: ExperimentConfig): boolean {
  const now = { ...record.config, batchSize: record.batchSize, learningRate: record.learningRate };
  return sameConfig(now, settings);
}

/** `draft`, with the fields that are in error as they were in `before`. */
function withValid(before: Draft, draft: Draft): Draft {
  const wrong = Object.keys(readDraft(draft).errors) as FieldKey[];
  const next = { ...draft, ...Object.fromEntries(wrong.map((key) => [key, before[key]])) };
  return Object.keys(readDraft(next).errors).length === 0 ? next : before;
}

function sameConfig(a: ExperimentConfig, b: ExperimentConfig): boolean {
  const one = draftOf(a);
  const other = draftOf(b);
  return [...changedFields(one), ...changedFields(other)].every((key) => one[key] === other[key]);
}
