import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { throttle } from '../../src/state/throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('acts at once, then once an interval, and always after the last call', () => {
  const act = vi.fn();
  const { call } = throttle(
    act,
    () => 250,
    () => Date.now(),
  );
  call();
  expect(act).toHaveBeenCalledTimes(1);
  for (let i = 0; i < 99; i++) {
    vi.advanceTimersByTime(10);
    call();
  }
  expect(act).toHaveBeenCalledTimes(4);
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(5);
});

it('acts now if it must, and not afterwards', () => {
  const act = vi.fn();
  const { call, flush, cancel } = throttle(
    act,
    () => 250,
    () => Date.now(),
  );
  flush();
  expect(act).not.toHaveBeenCalled();
  call();
  call();
  flush();
  expect(act).toHaveBeenCalledTimes(2);
  call();
  cancel();
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(2);
});

it('waits while somebody holds it, and an interval more; what must come at once does', () => {
  const act = vi.fn();
  const { call, flush, hold } = throttle(
    act,
    () => 250,
    () => Date.now(),
  );
  call();
  call();
  const [first, second] = [hold(), hold()];
  vi.advanceTimersByTime(2000);
  call();
  first();
  first();
  vi.advanceTimersByTime(2000);
  expect(act).toHaveBeenCalledTimes(1);
  second();
  vi.advanceTimersByTime(249);
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledTimes(2);
  hold();
  call();
  flush();
  expect(act).toHaveBeenCalledTimes(3);
});
