/** What each event of the trainer changes: curves go to the series, what is said about the run to the store. */
import type { EngineReport, Position, RunId, RunStatus } from '../experiment/run.ts';
import type { RunEvent } from '../worker/client/trainer.ts';
import type { SeriesStore } from './series.ts';
import type { ExplorerStore, RunRecord } from './store.ts';

interface Targets {
  store: ExplorerStore;
  series: SeriesStore;
  update(id: RunId, change: Partial<RunRecord>): void;
}

export function applyRunEvent(event: RunEvent, { store, series, update }: Targets): void {
  const id = event.runId;
  const record = store.getState().runs.find((r) => r.id === id);
  if (!record) return;

  const settle = (status: RunStatus, position: Position | undefined, more: Partial<RunRecord> = {}): void => {
    const live = series.get(id)?.live;
    update(id, {
      status,
      phase: undefined,
      position: position ?? live?.position ?? record.position,
      updateMs: live?.updateMs ?? record.updateMs,
      examplesPerSecond: live?.examplesPerSecond ?? record.examplesPerSecond,
      ...more,
    });
    if (status !== 'paused')
      store.setState(({ activeId }) => ({ activeId: activeId === id ? undefined : activeId }));
  };

  switch (event.type) {
    case 'ready':
      return update(id, {
        ...changedEngine(record, event.engine),
        engine: event.engine,
        trainingCount: event.trainingCount,
        validationCount: event.validationCount,
        notes: [...event.notes, ...changeNote(record, event.engine)],
      });
    case 'phase': {
      const status: RunStatus =
        event.phase.name === 'training' || event.phase.name === 'evaluating' ? 'running' : record.status;
      if (event.phase.name === record.phase?.name && event.phase.name !== 'loading-data') return;
      return update(id, { phase: event.phase, status });
    }
    case 'pace':
      return update(id, { pace: { updateMs: event.updateMs, measured: event.measured } });
    case 'metrics': {
      const { position, updateMs, examplesPerSecond } = event;
      series.append(id, event.columns);
      return series.setLive(id, { position, updateMs, examplesPerSecond });
    }
    case 'evaluation': {
      series.addEvaluation(id, event.evaluation);
      const { split, accuracy, update: updates, epoch, examples, seconds } = event.evaluation;
      if (split !== 'validation') return;
      const live = series.get(id)?.live;
      return update(id, {
        position: { update: updates, epoch, examples, seconds },
        updateMs: live?.updateMs,
        examplesPerSecond: live?.examplesPerSecond,
        lastAccuracy: accuracy,
        lastCount: event.evaluation.count,
      });
    }
    case 'memory':
      return series.addMemory(id, event.sample);
    case 'insight':
      return series.setInsight(id, event.insight);
    case 'retuned': {
      series.addRetune(id, event.retune);
      const { batchSize, learningRate } = event.retune;
      return update(id, {
        retuned: true,
        batchSize: batchSize?.to ?? record.batchSize,
        learningRate: learningRate?.to ?? record.learningRate,
      });
    }
    case 'checkpoint':
      return;
    case 'paused':
      return settle('paused', event.position, { phase: { name: 'paused' } });
    case 'finished':
      return settle('finished', event.position);
    case 'stopped':
      return settle('stopped', event.position);
    case 'failed':
      return settle('failed', event.position, { error: event.error });
    default:
      return event satisfies never;
  }
}

const changed = (record: RunRecord, engine: EngineReport): boolean =>
  record.engine !== undefined && record.engine.got !== engine.got;

/** A run that goes on with another engine compares with no other. */
const changedEngine = (record: RunRecord, engine: EngineReport): Partial<RunRecord> =>
  changed(record, engine) ? { retuned: true } : {};

const changeNote = (record: RunRecord, engine: EngineReport): string[] =>
  changed(record, engine)
    ? [
        `From update ${record.position?.update ?? 0} on this run went on with ${engine.got}; before that it ran on ${record.engine?.got}.`,
      ]
    : [];
