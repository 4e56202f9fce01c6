import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSeriesStore } from '../../../src/state/series.ts';
import { gateOf } from '../../../src/ui/charts/drawGate.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => setTimeout(frame, 16));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('draws ten times a second at most, each chart in a frame of its own, and rests when nothing changes', () => {
  const store = createSeriesStore();
  const drawn: [string, number][] = [];
  const gate = gateOf(store);
  const tickets = ['loss', 'accuracy'].map((name) =>
    gate.join(() => drawn.push([name, Math.round(performance.now())])),
  );
  for (let i = 0; i < 200; i++) {
    store.create(`${i}`);
    vi.advanceTimersByTime(10);
  }
  const times = (name: string) => drawn.filter(([n]) => n === name).map(([, at]) => at);
  for (const name of ['loss', 'accuracy']) {
    expect(times(name).length).toBeGreaterThan(14);
    expect(times(name).length).toBeLessThanOrEqual(22);
  }
  expect(times('loss').filter((at) => times('accuracy').includes(at))).toEqual([]);

  vi.advanceTimersByTime(1000);
  const before = drawn.length;
  vi.advanceTimersByTime(5000);
  expect(drawn.length).toBe(before);
  expect(vi.getTimerCount()).toBe(0);

  for (const ticket of tickets) ticket.leave();
  store.create('after');
  vi.advanceTimersByTime(1000);
  expect(drawn.length).toBe(before);
});
