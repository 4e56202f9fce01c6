import { describe, expect, test } from 'vitest';
import type { Phase } from '../../src/worker/protocol.ts';
import { TICK_MS, Watchdog, type Verdict } from '../../src/worker/client/watchdog.ts';

/** Milliseconds until a verdict, and the verdict, when the worker answers pings or not. */
function until(
  phase: Phase['name'],
  expectedMs: number,
  answers: boolean,
  deathIsTold = false,
  most = 300_000,
): [number, Verdict] {
  const watchdog = new Watchdog(0);
  watchdog.expect(phase, expectedMs);
  for (let ms = TICK_MS; ms <= most; ms += TICK_MS) {
    if (answers && ms % 2000 === 0) watchdog.heard(false);
    const verdict = watchdog.tick(ms, deathIsTold);
    if (verdict) return [ms, verdict];
  }
  return [Infinity, undefined];
}

describe('watchdog', () => {
  test.each([
    ['training', 40, false, 4250, 'crashed'],
    ['training', 40, true, 5000, 'hung'],
    ['training', 500, true, 5000, 'hung'],
    ['training', 1200, false, 12_000, 'hung'],
    ['training', 12_000, true, 120_000, 'hung'],
    ['evaluating', 2000, false, 20_000, 'hung'],
    ['measuring', 100, true, 5000, 'hung'],
    ['loading-data', 500, true, Infinity, undefined],
    ['loading-data', 500, false, 4250, 'crashed'],
    ['loading-data', 960, false, 9750, 'crashed'],
    ['starting-engine', 1500, false, 15_000, 'crashed'],
    ['paused', 0, true, Infinity, undefined],
    ['paused', 0, false, 4250, 'crashed'],
  ] as const)('%s, expected %d ms, answering %s: after %d ms %s', (phase, expected, answers, ms, verdict) => {
    expect(until(phase, expected, answers)).toEqual([ms, verdict]);
  });

  test.each([
    ['training', 40, false, 5000, 'hung'],
    ['training', 40, true, 5000, 'hung'],
    ['training', 700, false, 7000, 'hung'],
    ['loading-data', 960, false, 9750, 'hung'],
    ['paused', 0, false, 5000, 'hung'],
    ['paused', 0, true, Infinity, undefined],
  ] as const)(
    '%s, expected %d ms, answering %s, alive for sure: after %d ms %s, never crashed',
    (phase, expected, answers, ms, verdict) => {
      expect(until(phase, expected, answers, true)).toEqual([ms, verdict]);
    },
  );

  test('time while the page was frozen does not count', () => {
    const watchdog = new Watchdog(0);
    watchdog.expect('training', 40);
    for (const now of [250, 60_000, 120_000, 120_250]) expect(watchdog.tick(now, false)).toBeUndefined();
  });

  test('every result starts the wait anew', () => {
    const watchdog = new Watchdog(0);
    watchdog.expect('training', 40);
    for (let ms = 1000; ms < 60_000; ms += 1000) {
      if (ms % 4000 === 0) watchdog.heard(true);
      expect(watchdog.tick(ms, false)).toBeUndefined();
    }
  });
});
