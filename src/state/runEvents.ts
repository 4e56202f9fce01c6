/** What each event of the trainer changes: curves go to the series, what is said about the run to the store. */
import type { Position, RunId, RunStatus } from '../experiment/run.ts';
import type { RunEvent } from '../worker/client/trainer.ts';
import { onEngine } from './record.ts';
import type { SeriesStore } from './series.ts';
import type { ExplorerStore, RunRecord } from './store.ts';
import { throttle, type Throttled } from './throttle.ts';

interface Targets {
  store: ExplorerStore;
  series: SeriesStore;
  update(id: RunId, change: Partial<RunRecord>): void;
  now(): number;
}

export interface RunEvents {
  apply(event: RunEvent): void;
  dispose(): void;
}

/** A run that trains changes its record at most so often, however short its epochs: panels render with each change. */
const REPORT_MS = 250;
/** A press meant for a run that has just ended must not start another. */
const JUST_ENDED_MS = 300;

export function createRunEvents({ store, series, update, now }: Targets): RunEvents {
  let scored: RunId | undefined;
  let calm: ReturnType<typeof setTimeout> | undefined;
  const report = throttle(
    () => {
      if (scored !== undefined) update(scored, latestScore(series, scored));
    },
    () => REPORT_MS,
    now,
  );
  return {
    apply(event) {
      if (scored !== event.runId) report.flush();
      scored = event.runId;
      const live = store.getState().activeId === event.runId;
      applyRunEvent(event, { store, series, update }, report);
      if (!live || (event.type !== 'finished' && event.type !== 'failed')) return;
      clearTimeout(calm);
      store.setState({ justEnded: true });
      calm = setTimeout(() => store.setState({ justEnded: false }), JUST_ENDED_MS);
    },
    dispose() {
      clearTimeout(calm);
      report.cancel();
    },
  };
}

function latestScore(series: SeriesStore, id: RunId): Partial<RunRecord> {
  const { evaluations, live } = series.get(id) ?? {};
  const last = evaluations?.findLast((e) => e.split === 'validation');
  if (!last) return {};
  const { update, epoch, examples, seconds, accuracy, count } = last;
  return {
    position: { update, epoch, examples, seconds },
    updateMs: live?.updateMs,
    examplesPerSecond: live?.examplesPerSecond,
    lastAccuracy: accuracy,
    lastCount: count,
  };
}

function applyRunEvent(
  event: RunEvent,
  { store, series, update }: Omit<Targets, 'now'>,
  report: Throttled,
): void {
  const id = event.runId;
  const record = store.getState().runs.find((r) => r.id === id);
  if (!record) return;

  const settle = (status: RunStatus, position: Position | undefined, more: Partial<RunRecord> = {}): void => {
    report.flush();
    const live = series.get(id)?.live;
    update(id, {
      status,
      phase: undefined,
      pausing: false,
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
        ...onEngine(record, event.engine, event.notes),
        trainingCount: event.trainingCount,
        validationCount: event.validationCount,
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
      const { columns, evaluations, memory, position, updateMs, examplesPerSecond } = event;
      series.append(id, {
        columns,
        evaluations,
        memory,
        live: { position, updateMs, examplesPerSecond },
      });
      if (evaluations.some((e) => e.split === 'validation')) report.call();
      return;
    }
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
