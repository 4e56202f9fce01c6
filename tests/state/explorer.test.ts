import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialConfig } from '../../src/experiment/draft.ts';
import type { Evaluation, MetricColumns, Position } from '../../src/experiment/run.ts';
import { createExplorer, type Explorer } from '../../src/state/explorer.ts';
import { KEPT_RUNS } from '../../src/state/store.ts';
import type { Checkpoint } from '../../src/worker/protocol.ts';
import { fakeTrainer, type FakeTrainer } from './fakeTrainer.ts';

const at = (update: number): Position => ({
  update,
  examples: update * 100,
  epoch: update / 100,
  seconds: update / 50,
});

function columns(updates: number[]): MetricColumns {
  const loss = Float32Array.from(updates, (u) => 1 / u);
  return {
    update: Uint32Array.from(updates),
    examples: Float64Array.from(updates, (u) => u * 100),
    epoch: Float32Array.from(updates, (u) => u / 100),
    seconds: Float32Array.from(updates, (u) => u / 50),
    loss,
    lossMin: loss.slice(),
    lossMax: loss.slice(),
  };
}

const checkpoint = (update: number): Checkpoint => ({
  position: at(update),
  epochsDone: 0,
  visited: update * 100,
  tensors: [],
  slots: [],
  startShare: 1,
  batchSize: 100,
  learningRate: 0.1,
  engine: { got: 'cpu', why: 'Running on cpu, as asked.' },
});

let trainer: FakeTrainer;
let explorer: Explorer;
const runs = () => explorer.store.getState().runs;
const metrics = (runId: string, updates: number[], evaluations: Evaluation[] = []): void =>
  trainer.emit({
    type: 'metrics',
    runId,
    columns: columns(updates),
    evaluations,
    memory: [],
    updateMs: 2,
    examplesPerSecond: 50000,
    position: at(updates[updates.length - 1]),
  });

const scored = (update: number, accuracy: number): Evaluation => ({
  ...at(update),
  split: 'validation',
  loss: 1,
  accuracy,
  count: 2000,
});

beforeEach(() => {
  trainer = fakeTrainer();
  explorer = createExplorer({ trainer, config: initialConfig(), now: () => 0 });
});

describe('transport', () => {
  it('starts a run with the drafted settings and follows it to its end', () => {
    explorer.train('end');
    expect(trainer.calls).toEqual(['start run-1 B=100 end']);
    expect(runs()[0].status).toBe('preparing');
    trainer.emit({
      type: 'phase',
      runId: 'run-1',
      phase: { name: 'training' },
      expectedMs: 1,
      position: at(0),
    });
    expect(runs()[0].status).toBe('running');
    metrics('run-1', [1, 2, 3]);
    expect(explorer.series.get('run-1')?.length).toBe(3);
    trainer.emit({ type: 'finished', runId: 'run-1', position: at(500) });
    expect(runs()[0]).toMatchObject({ status: 'finished', position: at(500), updateMs: 2 });
    expect(explorer.store.getState().activeId).toBeUndefined();
  });

  it('does not start while a setting is invalid, and leaves the running run alone', () => {
    explorer.train('end');
    explorer.edit('batchSize', '0');
    explorer.train('end');
    explorer.applyNow();
    expect(trainer.calls).toEqual(['start run-1 B=100 end']);
    expect(runs()).toHaveLength(1);
  });

  it('goes on with a paused run when the settings are its own, else starts a new one', () => {
    explorer.train('update');
    trainer.emit({ type: 'paused', runId: 'run-1', position: at(1) });
    explorer.train('epoch');
    expect(trainer.calls.at(-1)).toBe('resume epoch');
    trainer.emit({ type: 'paused', runId: 'run-1', position: at(100) });
    explorer.edit('batchSize', '50');
    explorer.train('end');
    expect(trainer.calls.slice(-2)).toEqual(['stop', 'start run-2 B=50 end']);
  });

  it('goes back to the start and keeps the stopped run in the list', () => {
    explorer.train('end');
    metrics('run-1', [1]);
    explorer.reset();
    trainer.emit({ type: 'stopped', runId: 'run-1', position: at(1) });
    expect(trainer.calls.at(-1)).toBe('stop');
    expect(explorer.store.getState()).toMatchObject({ activeId: undefined, focusId: undefined });
    expect(runs()[0].status).toBe('stopped');
  });

  it('applies batch size and learning rate to the running run, which is marked', () => {
    explorer.train('end');
    explorer.edit('batchSize', '50');
    explorer.applyNow();
    expect(trainer.calls.at(-1)).toBe('retune {"batchSize":50,"learningRate":0.1}');
    trainer.emit({ type: 'retuned', runId: 'run-1', retune: { ...at(7), batchSize: { from: 100, to: 50 } } });
    expect(runs()[0]).toMatchObject({ retuned: true, batchSize: 50 });
    expect(runs()[0].config.batchSize).toBe(100);
    expect(explorer.series.get('run-1')?.retunes).toHaveLength(1);
  });
});

describe('a run with very short epochs', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('changes its record at most four times a second, and is complete once it ends', () => {
    explorer = createExplorer({ trainer, config: initialConfig(), now: () => Date.now() });
    explorer.train('end');
    let changes = 0;
    explorer.store.subscribe(() => changes++);
    for (let frame = 1; frame <= 40; frame++) {
      metrics('run-1', [frame], [scored(frame, frame / 100)]);
      vi.advanceTimersByTime(50);
    }
    expect(changes).toBeLessThanOrEqual(9);
    expect(changes).toBeGreaterThanOrEqual(7);
    expect(explorer.series.get('run-1')?.evaluations).toHaveLength(40);
    metrics('run-1', [41], [scored(41, 0.41)]);
    trainer.emit({ type: 'paused', runId: 'run-1', position: at(41) });
    expect(runs()[0]).toMatchObject({ status: 'paused', lastAccuracy: 0.41, lastCount: 2000 });
  });
});

describe('a field in error', () => {
  it('leaves what it last validly was in force for all that is shown', () => {
    const valid = (): string => explorer.store.getState().lastValid.batchSize;
    explorer.edit('batchSize', '64');
    explorer.edit('batchSize', '99999');
    expect(valid()).toBe('64');
    explorer.edit('epochs', '3');
    expect(explorer.store.getState().lastValid).toMatchObject({ batchSize: '64', epochs: '3' });
    explorer.edit('batchSize', '32');
    expect(valid()).toBe('32');
  });
});

describe('kept runs', () => {
  it(`keeps the newest ${KEPT_RUNS} and forgets what is older`, () => {
    for (let i = 0; i < KEPT_RUNS + 2; i++) {
      explorer.train('end');
      trainer.emit({ type: 'finished', runId: `run-${i + 1}`, position: at(500) });
    }
    expect(runs()).toHaveLength(KEPT_RUNS);
    expect(explorer.series.get('run-1')).toBeUndefined();
    expect(explorer.series.get('run-2')).toBeUndefined();
    expect(trainer.calls).toContain('forget run-2');
  });

  it('a failed run keeps its curve and goes on from its checkpoint, without what came after it', () => {
    explorer.train('end');
    metrics('run-1', [1, 2, 3, 4]);
    trainer.keep('run-1', checkpoint(2));
    trainer.emit({
      type: 'failed',
      runId: 'run-1',
      error: { code: 'worker-crashed', message: 'Gone.', advice: 'Resume.' },
      position: at(4),
    });
    expect(runs()[0]).toMatchObject({ status: 'failed', error: { code: 'worker-crashed' } });
    expect(explorer.series.get('run-1')?.length).toBe(4);
    expect(explorer.canResume('run-1')).toBe(true);
    explorer.resumeRun('run-1');
    expect(explorer.series.get('run-1')?.length).toBe(2);
    expect(trainer.calls.at(-1)).toBe('start run-1 B=100 end from 2');
    expect(runs()[0].error).toBeUndefined();
  });

  it('a run that goes on from its checkpoint is what it was there, not what it became after', () => {
    explorer.train('end');
    metrics('run-1', [1, 2, 3, 4], [scored(2, 0.5)]);
    trainer.emit({ type: 'retuned', runId: 'run-1', retune: { ...at(3), batchSize: { from: 100, to: 50 } } });
    metrics('run-1', [5], [scored(5, 0.9)]);
    trainer.keep('run-1', checkpoint(2));
    trainer.emit({
      type: 'failed',
      runId: 'run-1',
      error: { code: 'worker-crashed', message: 'Gone.', advice: 'Resume.' },
      position: at(4),
    });
    explorer.resumeRun('run-1');
    expect(runs()[0]).toMatchObject({
      batchSize: 100,
      retuned: false,
      lastAccuracy: 0.5,
      lastCount: 2000,
      position: at(2),
    });
    expect(explorer.series.get('run-1')).toMatchObject({ live: undefined, insight: undefined, retunes: [] });
  });

  describe('a run that goes on with another engine', () => {
    const ready = (got: 'cpu' | 'webgpu'): void =>
      trainer.emit({
        type: 'ready',
        runId: 'run-1',
        engine: { asked: 'auto', got, why: '', device: '', software: false },
        trainingCount: 10000,
        validationCount: 2000,
        notes: ['From the worker.'],
      });
    const resumeFrom = (update: number): void => {
      trainer.emit({ type: 'stopped', runId: 'run-1', position: at(update) });
      trainer.keep('run-1', checkpoint(update));
      explorer.resumeRun('run-1');
    };
    const change = 'From update 3 on this run went on with cpu; before that it ran on webgpu.';

    it('says so and is no longer compared', () => {
      explorer.train('end');
      ready('webgpu');
      expect(runs()[0]).toMatchObject({ retuned: false, notes: ['From the worker.'] });
      resumeFrom(3);
      ready('cpu');
      expect(runs()[0]).toMatchObject({ retuned: true, notes: ['From the worker.', change] });
    });

    it('still says so, and is still not compared, when it is resumed once more', () => {
      explorer.train('end');
      ready('webgpu');
      resumeFrom(3);
      ready('cpu');
      resumeFrom(5);
      expect(runs()[0].retuned).toBe(true);
      ready('cpu');
      expect(runs()[0]).toMatchObject({ retuned: true, notes: ['From the worker.', change] });
    });

    it('is as before when it made no update there and goes back', () => {
      explorer.train('end');
      ready('webgpu');
      resumeFrom(3);
      ready('cpu');
      resumeFrom(3);
      ready('webgpu');
      expect(runs()[0]).toMatchObject({ retuned: false, notes: ['From the worker.'] });
    });
  });

  it('a paused run whose settings were changed on the way goes on only with those', () => {
    explorer.train('end');
    trainer.emit({ type: 'retuned', runId: 'run-1', retune: { ...at(3), batchSize: { from: 100, to: 50 } } });
    trainer.emit({ type: 'paused', runId: 'run-1', position: at(4) });
    explorer.train('end');
    expect(trainer.calls.at(-1)).toBe('start run-2 B=100 end');
  });

  it('restores settings, hides and deletes', () => {
    explorer.train('end');
    trainer.emit({ type: 'finished', runId: 'run-1', position: at(500) });
    explorer.edit('batchSize', '7');
    explorer.restore('run-1');
    expect(explorer.store.getState().draft.batchSize).toBe('100');
    explorer.toggleHidden('run-1');
    expect(runs()[0].hidden).toBe(true);
    explorer.remove('run-1');
    expect(runs()).toHaveLength(0);
    expect(explorer.store.getState().focusId).toBeUndefined();
  });

  it('ignores events of runs that are gone', () => {
    explorer.train('end');
    explorer.remove('run-1');
    metrics('run-1', [1]);
    expect(explorer.series.get('run-1')).toBeUndefined();
  });
});

describe('the preview of the data', () => {
  it('is loading from the start, and asked for again once a download has brought the data', async () => {
    expect(explorer.store.getState().preview).toEqual({ status: 'loading' });
    explorer.refreshPreview();
    await expect.poll(() => explorer.store.getState().preview).toEqual({ status: 'absent' });
    explorer.train('end');
    const engine = { asked: 'cpu', got: 'cpu', why: '', device: '', software: false } as const;
    const counts = { trainingCount: 10000, validationCount: 2000, notes: [] };
    trainer.emit({ type: 'ready', runId: 'run-1', engine, ...counts });
    expect(explorer.store.getState().preview).toEqual({ status: 'loading' });
  });

  it('of an earlier choice never replaces that of a later one', async () => {
    const answers: ((value: { preview: undefined; notes: string[] }) => void)[] = [];
    trainer.answer = () => new Promise((resolve) => answers.push(resolve));
    explorer.edit('dataset', 'moons');
    await expect.poll(() => answers.length).toBe(1);
    explorer.edit('dataset', 'xor');
    answers[0]({ preview: undefined, notes: [] });
    await Promise.resolve();
    expect(explorer.store.getState().preview).toEqual({ status: 'loading' });
  });
});
