import { act, useRef } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SweepTrainer } from '../../../src/state/sweepTrainer.ts';
import { useHeld } from '../../../src/ui/recorded/useHeld.ts';

let root: Root;
let see: (isIntersecting: boolean) => void;
let told: string[];

const trainer = {
  seen: (visible: boolean) => told.push(`seen ${visible}`),
  scrolled: (on: boolean) => told.push(`scrolled ${on}`),
  end: () => told.push('end'),
} as unknown as SweepTrainer;

function Figure() {
  const place = useRef<HTMLDivElement>(null);
  useHeld(trainer, place);
  return <div ref={place} />;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(then: (entries: Pick<IntersectionObserverEntry, 'isIntersecting'>[]) => void) {
        see = (isIntersecting) => then([{ isIntersecting }]);
      }
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
  told = [];
  root = createRoot(document.body.appendChild(document.createElement('div')));
  act(() => root.render(<Figure />));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('holds while the page scrolls and while the figure is out of sight, and ends with it', () => {
  see(false);
  see(true);
  window.dispatchEvent(new Event('scroll'));
  vi.advanceTimersByTime(150);
  window.dispatchEvent(new Event('scroll'));
  vi.advanceTimersByTime(150);
  expect(told).toEqual(['seen false', 'seen true', 'scrolled true']);
  vi.advanceTimersByTime(100);
  expect(told.at(-1)).toBe('scrolled false');
  act(() => root.unmount());
  window.dispatchEvent(new Event('scroll'));
  expect(told.slice(-2)).toEqual(['scrolled false', 'end']);
});
