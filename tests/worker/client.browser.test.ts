import { afterEach, describe, expect, test } from 'vitest';
import { createTrainer } from '../../src/worker/client/createTrainer.ts';
import type { RunEvent, Trainer } from '../../src/worker/client/trainer.ts';
import { lineTo, type StartWorker } from '../../src/worker/client/workerLine.ts';
import { CONFIG } from './fakes.ts';

let trainer: Trainer | undefined;
afterEach(() => trainer?.dispose());

const LAST = ['finished', 'failed', 'stopped'];

/** The run's last event, and after how many milliseconds it came. */
function last(of: Trainer, begin: () => void): Promise<{ event: RunEvent; ms: number }> {
  const from = performance.now();
  return new Promise((resolve) => {
    const end = of.listen((event) => {
      if (!LAST.includes(event.type)) return;
      end();
      resolve({ event, ms: performance.now() - from });
    });
    begin();
  });
}

describe('real workers that fail', () => {
  /** Resolves once a worker has told its lock. */
  let alive: Promise<void>;
  const withLocks: StartWorker = (_role, ear) => {
    let tell: () => void;
    alive = new Promise((resolve) => (tell = resolve));
    const worker = new Worker(new URL('./faulty/faulty.worker.ts', import.meta.url), { type: 'module' });
    return lineTo(worker, {
      ...ear,
      event(event) {
        ear.event(event);
        if (event.type === 'alive') tell();
      },
    });
  };
  const withoutLocks: StartWorker = (_role, ear) =>
    lineTo(
      new Worker(new URL('./faulty/faulty.worker.ts', import.meta.url), {
        type: 'module',
        name: 'without locks',
      }),
      ear,
    );
  const withFaulty = async (start = withLocks): Promise<Trainer> => {
    const faulty = (trainer = createTrainer({ start, warmUp: false }));
    await last(faulty, () => faulty.start('loaded', CONFIG, 'end'));
    if (start === withLocks) await alive;
    return faulty;
  };

  test.each([
    ['throws', withLocks, 'worker-crashed', 0, 1000],
    ['closes', withLocks, 'worker-crashed', 0, 1000],
    ['loops', withLocks, 'worker-hung', 4900, 5500],
    ['silent', withLocks, 'worker-hung', 4900, 5500],
    ['closes', withoutLocks, 'worker-crashed', 4000, 5000],
    ['loops', withoutLocks, 'worker-crashed', 4000, 5000],
  ])(
    'one that %s: %o %s after %d to %d ms, and the next run goes well',
    async (runId, start, code, from, within) => {
      const faulty = await withFaulty(start);
      const { event, ms } = await last(faulty, () => faulty.start(runId, CONFIG, 'end'));
      expect(event).toMatchObject({ type: 'failed', runId, error: { code }, position: { update: 7 } });
      expect(ms).toBeGreaterThanOrEqual(from);
      expect(ms).toBeLessThan(within + 250);
      const next = await last(faulty, () => faulty.start('next', CONFIG, 'end'));
      expect(next.event.type).toBe('finished');
    },
  );

  test('Stop works within a second on a worker that is blocked', async () => {
    const faulty = await withFaulty();
    faulty.start('loops', CONFIG, 'end');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { event, ms } = await last(faulty, () => faulty.stop());
    expect(event).toMatchObject({ type: 'stopped', runId: 'loops', position: { update: 7 } });
    expect(ms).toBeLessThan(1000);
  });

  test('a worker that cannot be loaded fails in words', async () => {
    const missing = (trainer = createTrainer({
      warmUp: false,
      start: (_role, ear) => lineTo(new Worker('/there-is-no-such-worker.js', { type: 'module' }), ear),
    }));
    const { event } = await last(missing, () => missing.start('a', CONFIG, 'end'));
    expect(event).toMatchObject({ type: 'failed', error: { code: 'worker-crashed' } });
  });
});

describe('the real worker', () => {
  test('trains moons on cpu, pauses, steps and finishes', async () => {
    const real = (trainer = createTrainer());
    const events: RunEvent[] = [];
    real.listen((event) => events.push(event));
    const { event } = await last(real, () => {
      const end = real.listen((e) => {
        if (e.type !== 'paused') return;
        end();
        real.resume('end');
      });
      real.start('a', CONFIG, 'update');
    });
    expect(event).toMatchObject({ type: 'finished', position: { update: 20, epoch: 2 } });
    const updates = events.flatMap((e) => (e.type === 'metrics' ? [...e.columns.update] : []));
    expect(updates).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(events.some(({ type }) => type === 'checkpoint')).toBe(true);
    expect(real.checkpoint('a')).toBeUndefined();
  });

  test('shows a preview of generated data, and none of data that are not there', async () => {
    const real = (trainer = createTrainer({ warmUp: false }));
    const moons = await real.preview(CONFIG);
    expect(moons.preview).toMatchObject({ kind: 'points', count: 300 });
    const digits = await real.preview({ ...CONFIG, dataset: 'digits', noise: 0.15 });
    expect(digits.preview).toMatchObject({ kind: 'pictures', count: 24, height: 28, width: 28 });
    const mnist = await real.preview({ ...CONFIG, dataset: 'mnist' });
    expect(mnist.preview).toBeUndefined();
  });
});
