import { describe, expect, test, vi } from 'vitest';
import { DatasetError } from '../../src/datasets/dataset.ts';
import { EngineFailureError } from '../../src/engine/failure.ts';
import { workerFault } from '../../src/worker/client/workerFaults.ts';
import { runError } from '../../src/worker/faults.ts';
import { Bench } from './fakes.ts';

describe('divergence', () => {
  test.each([NaN, Infinity, -Infinity])('a loss of %d ends the run at that very update', async (loss) => {
    const bench = new Bench({ updateMs: () => 2, onUpdate: (update, _b, l) => (update === 137 ? loss : l) });
    bench.start({ batchSize: 5 });
    const { error, position } = await bench.until('failed');
    expect(error.code).toBe('diverged');
    expect(error.message).toContain('at update 137 (epoch 1), with batch size 5 and learning rate 0.1.');
    expect(error.advice).toContain('0.01');
    expect(position).toMatchObject({ update: 137, examples: 685 });
    expect(bench.column('update')).toEqual(Array.from({ length: 137 }, (_, i) => i + 1));
    expect(bench.column('examples').at(-1)).toBe(685);
    expect(bench.column('seconds').at(-1)).toBeCloseTo(position?.seconds ?? NaN, 5);
    expect(bench.column('loss').at(-1)).toBe(loss);
    expect(bench.column('loss').slice(0, -1).every(Number.isFinite)).toBe(true);
    expect(bench.of('checkpoint').every((e) => e.checkpoint.position.update < 137)).toBe(true);
    expect(bench.engine.openRuns).toBe(0);
  });

  test('where updates are grouped, the bad one stands alone', async () => {
    const bench = new Bench({
      updateMs: () => 0.001,
      onUpdate: (update, _b, l) => (update === 137 ? NaN : l),
    });
    bench.start({ size: 20_000, batchSize: 1, epochs: 50 });
    await bench.until('failed');
    expect(bench.column('update').slice(-2)).toEqual([136, 137]);
    expect(bench.column('lossMax').map(Number.isFinite).slice(-2)).toEqual([true, false]);
  });

  test('weights that are no numbers make no checkpoint', async () => {
    const bench = new Bench({ updateMs: () => 30 });
    bench.start({ learningRate: 1000 }, 'update');
    await bench.until('paused');
    const sound = bench.of('checkpoint').length;
    bench.session.receive({ type: 'retune', runId: 'a', learningRate: 1e300 });
    bench.session.receive({ type: 'resume', runId: 'a', until: 'update' });
    await Promise.race([bench.until('paused', 2), bench.until('failed')]);
    expect(bench.of('checkpoint').length).toBe(sound);
  });
});

describe('engine failures', () => {
  test('a lost device ends the run even when its promise never settles; the engine is thrown away', async () => {
    let stuck = false;
    const bench: Bench = new Bench({
      updateMs: () => 30,
      onLosses: (): Promise<void> | undefined => {
        if (bench.engine.updates.length <= 5) return undefined;
        stuck = true;
        return new Promise(() => undefined);
      },
    });
    bench.start();
    while (!stuck) await new Promise((resolve) => setImmediate(resolve));
    bench.engine.fail({ code: 'context-lost', message: 'gone' });
    const { error, position } = await bench.until('failed');
    expect(error.code).toBe('context-lost');
    expect(position?.update).toBe(5);
    expect(bench.column('update')).toEqual([1, 2, 3, 4, 5]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(bench.engines[0].disposed).toBe(true);
    bench.options.onLosses = () => undefined;
    bench.start({}, 'end', bench.of('checkpoint').at(-1)?.checkpoint, 'b');
    await bench.until('finished');
    expect(bench.engines.length).toBe(2);
  });

  test('an exception that a late report explains is that failure', async () => {
    const bench: Bench = new Bench({
      onLosses: () => {
        setTimeout(() => bench.engine.fail({ code: 'device-lost', message: 'destroyed' }), 20);
        return Promise.reject(new Error('readback failed'));
      },
    });
    bench.start();
    expect((await bench.until('failed')).error.code).toBe('device-lost');
  });

  test.each([
    [1, 100, 'such as 50 instead of 100'],
    [2, 1, 'Choose a smaller batch size or a smaller model.'],
  ])('no memory: the advice names a smaller batch size (%#)', async (_, batchSize, advice) => {
    const bench = new Bench({ onLosses: () => Promise.reject(new Error('out of memory')) });
    bench.start({ batchSize });
    expect((await bench.until('failed')).error.advice).toContain(advice);
  });

  test('no memory: where the largest batch size that fits is known, that is what is advised', async () => {
    const failure = { code: 'out-of-memory', message: 'batch size 100 needs 2 GB', fits: 62 } as const;
    const bench = new Bench({ onLosses: () => Promise.reject(new EngineFailureError(failure)) });
    bench.start();
    const { error } = await bench.until('failed');
    expect(error).toEqual({
      code: 'out-of-memory',
      message: 'There is not enough memory for an update: batch size 100 needs 2 GB.',
      advice: 'Choose batch size 62 or a smaller one, or a smaller model.',
      fits: 62,
    });
  });

  test('training examples beyond what the device takes in one piece are refused before they are sent', async () => {
    const bench = new Bench({ name: 'webgl', maxBufferBytes: 4000 });
    bench.start();
    const { error } = await bench.until('failed');
    expect(error).toEqual({
      code: 'out-of-memory',
      message:
        'The training examples of Two moons need 8 kB in one piece, and engine webgl takes at most 4 kB on this device.',
      advice: 'Choose fewer training examples, or engine CPU.',
    });
    expect(bench.engine.openRuns).toBe(0);
    expect(bench.engine.visited).toEqual([]);
    const enough = new Bench({ maxBufferBytes: 8000 });
    await enough.run();
  });

  test.each([
    ['Invalid typed array length: 99999999999', 'out-of-memory'],
    ['WebGL context was lost', 'context-lost'],
    ['x is not a function', 'internal'],
  ])('the exception "%s" is %s', async (message, code) => {
    const bench = new Bench({ onLosses: () => Promise.reject(new Error(message)) });
    bench.start();
    const { error } = await bench.until('failed');
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  test('code that could not be loaded is named, and the advice says what to do before the next try', async () => {
    const message = 'Failed to fetch dynamically imported module: https://site/tfjs.js';
    const bench = new Bench({ onLosses: () => Promise.reject(new TypeError(message)) });
    bench.start();
    expect((await bench.until('failed')).error).toEqual({
      code: 'internal',
      message: 'A part of this page could not be loaded; is this device offline?',
      advice: 'Connect this device first.',
    });
  });

  test('an engine that cannot start fails in words, and the next try starts anew', async () => {
    const bench = new Bench();
    let tries = 0;
    const second = new Bench({
      tools: {
        startEngine: (asked) => (++tries === 1 ? Promise.reject(new Error('No engine.')) : start(asked)),
      },
    });
    const start = (asked: 'auto' | 'webgpu' | 'webgl' | 'cpu') => {
      bench.start({ engine: asked });
      return bench.until('ready').then(() => ({ engine: bench.engine, asked, got: 'cpu' as const, why: '' }));
    };
    second.start();
    expect((await second.until('failed')).error.message).toContain('No engine.');
    second.start({}, 'end', undefined, 'b');
    await second.until('finished');
  });
});

test.each(['context-lost', 'device-lost', 'gpu-error', 'out-of-memory', 'trap'] as const)(
  '%s is told in whole sentences with one stop each, whatever the browser says, and promises no button',
  (code) => {
    for (const message of ['Device was destroyed.', 'Device was destroyed', '', ' ']) {
      const error = runError(new EngineFailureError({ code, message }));
      expect(error.message).toMatch(/^[A-Z].*[^.]\.$/);
      expect(error.message).not.toMatch(/\.\)|\(\s*\)|\.\.|lost \(.*lost/);
      expect(error.advice).toMatch(/^([A-Z].*[^.]\.)?$/);
      expect(error.advice).not.toMatch(/Resume|Retry/);
    }
  },
);

test.each([new Error('It broke.'), new Error('It broke'), 'It broke.', new Error('')])(
  'what nobody foresaw is told with one stop (%#)',
  (reason) => {
    expect(runError(reason).message).toMatch(/^Something unexpected happened: [^.]+\.$/);
    expect(workerFault('crashed', { message: String(reason) }).message).toMatch(/crashed: [^.]+\.$/);
  },
);

describe('data failures', () => {
  test.each(['offline', 'not-found', 'truncated', 'not-idx', 'wrong-hash'] as const)(
    '%s keeps its code and its words, with Retry and digits as ways out',
    async (code) => {
      const bench = new Bench({
        tools: { loadDataset: () => Promise.reject(new DatasetError(code, 'MNIST could not be had.')) },
      });
      bench.start();
      const { error } = await bench.until('failed');
      expect(error).toMatchObject({ code, message: 'MNIST could not be had.' });
      expect(error.advice).toMatch(/Retry.*digits/);
    },
  );

  test('thirty seconds without a byte are a stall, however long the download', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let progress: (() => void) | undefined;
    let signal: AbortSignal | undefined;
    const bench = new Bench({
      tools: {
        loadDataset: (_settings, _site, aborted, onProgress) => {
          signal = aborted;
          let receivedBytes = 0;
          progress = () =>
            onProgress({ receivedBytes: ++receivedBytes, totalBytes: undefined, detail: 'a file' });
          return new Promise(() => undefined);
        },
      },
    });
    bench.start();
    while (!progress) await new Promise((resolve) => setImmediate(resolve));
    for (let i = 0; i < 5; i++) {
      await vi.advanceTimersByTimeAsync(29_000);
      progress();
    }
    expect(bench.of('failed')).toEqual([]);
    await vi.advanceTimersByTimeAsync(31_000);
    vi.useRealTimers();
    expect((await bench.until('failed')).error.code).toBe('offline');
    expect(signal?.aborted).toBe(true);
  });
});
