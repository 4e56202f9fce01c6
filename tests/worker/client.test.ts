import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AwaitDeath } from '../../src/worker/client/awaitDeath.ts';
import { createTrainer } from '../../src/worker/client/createTrainer.ts';
import type { RunEvent, Trainer } from '../../src/worker/client/trainer.ts';
import type { Checkpoint, Command } from '../../src/worker/protocol.ts';
import { CONFIG } from './fakes.ts';
import { fakeWorkers, type FakeWorker } from './fakeLine.ts';

const position = { update: 3, examples: 300, epoch: 0.3, seconds: 1 };
const none = new Float32Array(0);
const metrics = (runId: string): RunEvent => ({
  type: 'metrics',
  runId,
  columns: {
    ...{ update: new Uint32Array(0), examples: new Float64Array(0), epoch: none, seconds: none },
    ...{ loss: none, lossMin: none, lossMax: none },
  },
  evaluations: [],
  memory: [],
  updateMs: 1,
  examplesPerSecond: 1,
  position,
});
const training = (runId: string, expectedMs = 40): RunEvent => ({
  type: 'phase',
  runId,
  phase: { name: 'training' },
  expectedMs,
  position,
});
const checkpoint: Checkpoint = {
  ...{ position, epochsDone: 0, visited: 300, tensors: [], slots: [], startShare: 1, batchSize: 100, learningRate: 0.1 },
  engine: { got: 'cpu', why: 'Running on cpu, as asked.' },
};

let trainer: Trainer;
let workers: FakeWorker[];
let heard: RunEvent[];
let watched: { lock: string; dies: () => void; ended: boolean; sure: boolean }[];
let onCommand: ((worker: FakeWorker, command: Command) => void) | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  onCommand = undefined;
  const fake = fakeWorkers((worker, command) => onCommand?.(worker, command));
  ({ workers } = fake);
  watched = [];
  const awaitDeath: AwaitDeath = (lock, then) => {
    const watch = { lock, sure: true, ended: false, dies: () => !watch.ended && then() };
    watched.push(watch);
    return Object.assign(watch, {
      end: () => {
        watch.ended = true;
      },
    });
  };
  trainer = createTrainer({
    warmUp: false,
    awaitDeath,
    start: fake.start,
    now: () => performance.now(),
    site: () => 'http://site/',
  });
  heard = [];
  trainer.listen((event) => heard.push(event));
});
afterEach(() => {
  trainer.dispose();
  vi.useRealTimers();
});
const answering = (): void => {
  onCommand = (worker, command) => {
    if (command.type === 'ping') worker.event({ type: 'pong', requestId: command.requestId });
  };
};
const types = (): string[] => heard.map((e) => `${e.type} ${e.runId}`);

describe('a run', () => {
  test('is started in one worker, and each frame is acknowledged once it was shown', () => {
    let acksWhileShown = -1;
    trainer.listen((event) => {
      if (event.type === 'metrics') acksWhileShown = workers[0].of('ack').length;
    });
    trainer.start('a', CONFIG, 'end');
    expect(workers[0].of('start')).toMatchObject([{ runId: 'a', until: 'end', site: 'http://site/' }]);
    workers[0].event(metrics('a'));
    expect(acksWhileShown).toBe(0);
    expect(workers[0].of('ack').length).toBe(1);
  });

  test('commands go to it, and to nobody after its end', () => {
    trainer.start('a', CONFIG, 'end');
    trainer.pause();
    trainer.resume('epoch');
    trainer.retune({ batchSize: 7 });
    workers[0].event({ type: 'finished', runId: 'a', position });
    trainer.pause();
    trainer.stop();
    expect(workers[0].commands.slice(1)).toEqual([
      { type: 'pause', runId: 'a' },
      { type: 'resume', runId: 'a', until: 'epoch' },
      { type: 'retune', runId: 'a', batchSize: 7 },
    ]);
    trainer.start('b', CONFIG, 'end');
    expect(workers.length).toBe(1);
  });

  test('late events of an older run are ignored', () => {
    trainer.start('a', CONFIG, 'end');
    workers[0].event({ type: 'finished', runId: 'a', position });
    workers[0].event(metrics('a'));
    trainer.start('b', CONFIG, 'end');
    workers[0].event(metrics('a'));
    expect(types()).toEqual(['finished a']);
    expect(workers[0].of('ack')).toEqual([]);
  });

  test('the last checkpoints of six runs are kept, as many as the page lists', () => {
    for (const runId of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      trainer.start(runId, CONFIG, 'end');
      workers[0].event({ type: 'checkpoint', runId, checkpoint });
      workers[0].event({ type: 'stopped', runId, position });
    }
    expect(trainer.checkpoint('a')).toBeUndefined();
    expect(trainer.checkpoint('b')).toBe(checkpoint);
    trainer.forget('b');
    expect(trainer.checkpoint('b')).toBeUndefined();
  });
});

describe('a checkpoint', () => {
  test('is let go when its run finishes', () => {
    trainer.start('a', CONFIG, 'end');
    workers[0].event({ type: 'checkpoint', runId: 'a', checkpoint });
    expect(trainer.checkpoint('a')).toBe(checkpoint);
    let kept: Checkpoint | undefined = checkpoint;
    trainer.listen((event) => {
      if (event.type === 'finished') kept = trainer.checkpoint('a');
    });
    workers[0].event({ type: 'finished', runId: 'a', position });
    expect(kept).toBeUndefined();
  });

  test('of a run that was forgotten comes too late, until it is started again', () => {
    trainer.start('a', CONFIG, 'end');
    trainer.stop();
    trainer.forget('a');
    workers[0].event({ type: 'checkpoint', runId: 'a', checkpoint });
    expect(trainer.checkpoint('a')).toBeUndefined();
    workers[0].event({ type: 'stopped', runId: 'a', position });
    trainer.start('a', CONFIG, 'end');
    workers[0].event({ type: 'checkpoint', runId: 'a', checkpoint });
    expect(trainer.checkpoint('a')).toBe(checkpoint);
  });
});

describe('stop', () => {
  test('is what the worker says, when it answers', () => {
    trainer.start('a', CONFIG, 'end');
    trainer.stop();
    workers[0].event({ type: 'stopped', runId: 'a', position });
    vi.advanceTimersByTime(5000);
    expect(types()).toEqual(['stopped a']);
    expect(workers[0].ended).toBe(false);
  });

  test('replaces a blocked worker within a second, at the last known position', () => {
    trainer.start('a', CONFIG, 'end');
    workers[0].event(training('a', 60_000));
    trainer.stop();
    trainer.stop();
    vi.advanceTimersByTime(1000);
    expect(heard.slice(1)).toEqual([{ type: 'stopped', runId: 'a', position }]);
    expect(workers[0].ended).toBe(true);
    trainer.start('b', CONFIG, 'end');
    expect(workers[1].of('start').length).toBe(1);
  });

  test('a start while a run is going stops that first', () => {
    trainer.start('a', CONFIG, 'end');
    trainer.start('b', CONFIG, 'end');
    expect(workers[0].of('start').map((c) => c.runId)).toEqual(['a']);
    workers[0].event({ type: 'stopped', runId: 'a', position });
    expect(workers[0].of('start').map((c) => c.runId)).toEqual(['a', 'b']);
    expect(types()).toEqual(['stopped a']);
  });

  test('commands for the run that waits reach it once it has begun', () => {
    trainer.start('a', CONFIG, 'end');
    trainer.start('b', CONFIG, 'end');
    trainer.pause();
    trainer.retune({ learningRate: 0.3 });
    expect(workers[0].commands.map((c) => c.type)).toEqual(['start', 'stop']);
    workers[0].event({ type: 'stopped', runId: 'a', position });
    trainer.resume('epoch');
    expect(workers[0].commands.slice(2)).toMatchObject([
      { type: 'start', runId: 'b' },
      { type: 'pause', runId: 'b' },
      { type: 'retune', runId: 'b', learningRate: 0.3 },
      { type: 'resume', runId: 'b', until: 'epoch' },
    ]);
  });

  test('of three starts in a row the last one runs, the others are reported stopped', () => {
    trainer.start('a', CONFIG, 'end');
    trainer.start('b', CONFIG, 'end');
    trainer.start('c', CONFIG, 'end');
    vi.advanceTimersByTime(1000);
    expect(types()).toEqual(['stopped b', 'stopped a']);
    expect(workers[1].of('start').map((c) => c.runId)).toEqual(['c']);
  });
});

describe('a worker that fails', () => {
  test('an error is a crash; the next run has a fresh worker', () => {
    trainer.start('a', CONFIG, 'end');
    workers[0].event(training('a'));
    workers[0].error('boom');
    const last = heard.at(-1);
    expect(last).toMatchObject({ type: 'failed', runId: 'a', position, error: { code: 'worker-crashed' } });
    expect(last?.type === 'failed' && last.error.message).toContain('boom');
    trainer.start('a', CONFIG, 'end', checkpoint);
    expect(workers[1].of('start')[0].resumeFrom).toBe(checkpoint);
    workers[0].event(metrics('a'));
    expect(heard.at(-1)).toBe(last);
  });

  test('one that vanished without a word is missed within five seconds', () => {
    trainer.start('a', CONFIG, 'end');
    workers[0].event(training('a'));
    vi.advanceTimersByTime(5000);
    expect(heard.at(-1)).toMatchObject({ type: 'failed', error: { code: 'worker-crashed' } });
    expect(workers[0].ended).toBe(true);
  });

  test('one that vanished while it was paused, too', () => {
    trainer.start('a', CONFIG, 'end');
    answering();
    workers[0].event({ type: 'phase', runId: 'a', phase: { name: 'paused' }, expectedMs: 0, position });
    workers[0].event({ type: 'paused', runId: 'a', position });
    vi.advanceTimersByTime(600_000);
    expect(heard.at(-1)?.type).toBe('paused');
    onCommand = undefined;
    vi.advanceTimersByTime(5000);
    expect(heard.at(-1)).toMatchObject({ type: 'failed', error: { code: 'worker-crashed' } });
  });

  describe('that holds a lock', () => {
    beforeEach(() => {
      trainer.start('a', CONFIG, 'end');
      workers[0].event({ type: 'alive', requestId: 0, lock: 'life' });
      workers[0].event(training('a', 700));
    });

    test('is missed at once when it dies', () => {
      expect(watched.map(({ lock }) => lock)).toEqual(['life']);
      watched[0].dies();
      expect(heard.at(-1)).toMatchObject({ type: 'failed', position, error: { code: 'worker-crashed' } });
      expect(workers[0].ended).toBe(true);
    });

    test('is never taken for dead while it is only busy', () => {
      vi.advanceTimersByTime(6900);
      expect(heard.at(-1)?.type).toBe('phase');
      vi.advanceTimersByTime(500);
      expect(heard.at(-1)).toMatchObject({ type: 'failed', error: { code: 'worker-hung' } });
    });

    test('but cannot be waited for falls back to the pings', () => {
      watched[0].sure = false;
      workers[0].event(training('a', 40));
      vi.advanceTimersByTime(4500);
      expect(heard.at(-1)).toMatchObject({ type: 'failed', error: { code: 'worker-crashed' } });
    });

    test('ended on purpose it is not reported, and the next worker is watched by its own lock', () => {
      trainer.stop();
      vi.advanceTimersByTime(1000);
      watched[0].dies();
      expect(types()).toEqual(['phase a', 'stopped a']);
      trainer.start('b', CONFIG, 'end');
      workers[1].event({ type: 'alive', requestId: 0, lock: 'second' });
      watched[0].dies();
      expect(types()).toEqual(['phase a', 'stopped a']);
      watched[1].dies();
      expect(types().at(-1)).toBe('failed b');
    });

    test('one that dies idle is replaced without a word', () => {
      workers[0].event({ type: 'finished', runId: 'a', position });
      watched[0].dies();
      expect(types().at(-1)).toBe('finished a');
      trainer.start('b', CONFIG, 'end');
      expect(workers[1].of('start').length).toBe(1);
    });
  });

  test('one that answers but gives no result hangs', () => {
    answering();
    trainer.start('a', CONFIG, 'end');
    workers[0].event(training('a'));
    vi.advanceTimersByTime(5250);
    expect(heard.at(-1)).toMatchObject({ type: 'failed', error: { code: 'worker-hung' } });
  });

  test('an honest slow update lives', () => {
    trainer.start('a', CONFIG, 'end');
    workers[0].event(training('a', 12_000));
    vi.advanceTimersByTime(110_000);
    expect(heard.at(-1)?.type).toBe('phase');
    vi.advanceTimersByTime(11_000);
    expect(heard.at(-1)).toMatchObject({ type: 'failed', error: { code: 'worker-hung' } });
  });

  test.each([
    ['context-lost', true],
    ['internal', true],
    ['diverged', false],
    ['offline', false],
  ] as const)('after %s the worker is replaced: %s', (code, replaced) => {
    trainer.start('a', CONFIG, 'end');
    workers[0].event({ type: 'failed', runId: 'a', error: { code, message: '', advice: '' }, position });
    expect(workers[0].ended).toBe(replaced);
  });

  test('no run under way: nothing is said', () => {
    trainer.start('a', CONFIG, 'end');
    workers[0].event({ type: 'finished', runId: 'a', position });
    workers[0].error('late');
    vi.advanceTimersByTime(60_000);
    expect(types()).toEqual(['finished a']);
  });
});

describe('previews', () => {
  const answer = (requestId: number): void =>
    workers.at(-1)?.event({ type: 'preview', requestId, preview: undefined, notes: ['n'] });

  test('have a worker of their own, ended when idle for ten seconds', async () => {
    const asked = trainer.preview(CONFIG);
    expect(workers.map((w) => w.role)).toEqual(['preview']);
    answer(1);
    expect(await asked).toEqual({ preview: undefined, notes: ['n'] });
    vi.advanceTimersByTime(9900);
    expect(workers[0].ended).toBe(false);
    vi.advanceTimersByTime(200);
    expect(workers[0].ended).toBe(true);
    void trainer.preview(CONFIG).catch(() => undefined);
    expect(workers.length).toBe(2);
  });

  test('a newer one aborts the older', async () => {
    const older = trainer.preview(CONFIG);
    const newer = trainer.preview(CONFIG);
    await expect(older).rejects.toMatchObject({ name: 'AbortError' });
    expect(workers[0].of('cancel')).toEqual([{ type: 'cancel', requestId: 1 }]);
    answer(1);
    answer(2);
    await newer;
  });

  test('a crash rejects, and the next has a fresh worker', async () => {
    const asked = trainer.preview(CONFIG);
    workers[0].error('boom');
    await expect(asked).rejects.toThrow('boom');
    void trainer.preview(CONFIG).catch(() => undefined);
    expect(workers.length).toBe(2);
  });
});

describe('a warm worker', () => {
  beforeEach(() => {
    vi.stubGlobal('document', { readyState: 'complete' });
    vi.stubGlobal('removeEventListener', () => undefined);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('makes the previews while nothing trains; during a run they have a worker of their own', async () => {
    const fake = fakeWorkers();
    const warm = createTrainer({ start: fake.start, site: () => 'http://site/' });
    const roles = (): string[] => fake.workers.map((w) => w.role);
    const asked = warm.preview(CONFIG);
    expect(roles()).toEqual(['trainer']);
    fake.workers[0].event({ type: 'preview', requestId: 1, preview: undefined, notes: ['n'] });
    expect(await asked).toEqual({ preview: undefined, notes: ['n'] });
    vi.advanceTimersByTime(60_000);
    expect(fake.workers[0].ended).toBe(false);
    warm.start('a', CONFIG, 'end');
    void warm.preview(CONFIG).catch(() => undefined);
    expect(roles()).toEqual(['trainer', 'preview']);
    expect(fake.workers[1].of('preview').length).toBe(1);
    warm.dispose();
    expect(fake.workers.every((w) => w.ended)).toBe(true);
  });

  test('that is lost owes no preview: another worker makes it', async () => {
    const fake = fakeWorkers();
    const warm = createTrainer({ start: fake.start, site: () => 'http://site/' });
    const asked = warm.preview(CONFIG);
    fake.workers[0].error('boom');
    expect(fake.workers.map((w) => w.role)).toEqual(['trainer', 'preview']);
    fake.workers[1].event({ type: 'preview', requestId: 1, preview: undefined, notes: [] });
    expect(await asked).toEqual({ preview: undefined, notes: [] });
    warm.dispose();
  });

  test('that is lost does not have a preview made again that it does not owe', async () => {
    const fake = fakeWorkers();
    const warm = createTrainer({ start: fake.start, site: () => 'http://site/' });
    const made = (): number[] =>
      fake.workers.flatMap((w) => w.of('preview').map(({ requestId }) => requestId));
    const answered = warm.preview(CONFIG);
    fake.workers[0].event({ type: 'preview', requestId: 1, preview: undefined, notes: [] });
    await answered;
    void warm.preview({ ...CONFIG, size: 100 }).catch(() => undefined);
    warm.start('a', CONFIG, 'end');
    const asked = warm.preview({ ...CONFIG, size: 200 });
    expect(fake.workers.map((w) => w.role)).toEqual(['trainer', 'preview']);
    fake.workers[0].error('boom');
    expect(made()).toEqual([1, 2, 3]);
    fake.workers[1].event({ type: 'preview', requestId: 3, preview: undefined, notes: ['n'] });
    expect(await asked).toEqual({ preview: undefined, notes: ['n'] });
    warm.dispose();
  });

  test('is told which data are likely once the settings stand still, but not during a run', () => {
    const fake = fakeWorkers();
    const warm = createTrainer({ start: fake.start, site: () => 'http://site/' });
    const foreseen = (): number[] => fake.workers.flatMap((w) => w.of('foresee').map((c) => c.settings.size));
    const ask = (size: number): void => void warm.preview({ ...CONFIG, size }).catch(() => undefined);
    ask(100);
    vi.advanceTimersByTime(300);
    ask(200);
    vi.advanceTimersByTime(600);
    expect(foreseen()).toEqual([200]);
    expect(fake.workers.filter((w) => w.role === 'trainer').length).toBe(1);
    warm.start('a', CONFIG, 'end');
    ask(300);
    vi.advanceTimersByTime(600);
    expect(foreseen()).toEqual([200]);
    warm.dispose();
  });
});
