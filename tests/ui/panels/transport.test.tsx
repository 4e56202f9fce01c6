import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { configOf } from '../../experiment/support.ts';
import { createExplorer, type Explorer } from '../../../src/state/explorer.ts';
import { ExplorerContext } from '../../../src/state/hooks.ts';
import { Transport } from '../../../src/ui/panels/Transport.tsx';
import { fakeTrainer, type FakeTrainer } from '../../state/fakeTrainer.ts';

const position = { update: 1, examples: 1, epoch: 1, seconds: 1 };

let root: Root;
let page: HTMLElement;
let trainer: FakeTrainer;
let explorer: Explorer;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers();
  trainer = fakeTrainer();
  explorer = createExplorer({ trainer, config: configOf({}), now: () => Date.now() });
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  act(() =>
    root.render(
      <ExplorerContext value={explorer}>
        <Transport />
      </ExplorerContext>,
    ),
  );
});
afterEach(() => {
  act(() => root.unmount());
  page.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const primary = (): HTMLElement => page.querySelector<HTMLElement>('.primary')!;
const named = (name: string): HTMLElement =>
  [...page.querySelectorAll<HTMLElement>('button')].find((b) => b.textContent === name)!;
const down = (): void => act(() => void primary().dispatchEvent(new Event('pointerdown', { bubbles: true })));
const release = (): void => act(() => primary().click());
const emit = (...[event]: Parameters<FakeTrainer['emit']>): void => act(() => trainer.emit(event));
const ends = (): void => emit({ type: 'finished', runId: 'run-1', position });
const starts = (): string[] => trainer.calls.filter((call) => call.startsWith('start'));

describe('Pause', () => {
  beforeEach(() => {
    release();
    expect(primary().textContent).toBe('Pause');
  });

  it('says that it is heard until the worker answers, and asks once', () => {
    release();
    release();
    expect(primary().textContent).toBe('Pausing…');
    expect(trainer.calls.filter((call) => call === 'pause')).toHaveLength(1);
    emit({ type: 'paused', runId: 'run-1', position });
    expect(primary().textContent).toBe('Train');
    release();
    expect(trainer.calls.at(-1)).toBe('resume end');
    expect(primary().textContent).toBe('Pause');
  });

  it('starts no run when the run ends while it is held down, however long', () => {
    down();
    ends();
    act(() => void vi.advanceTimersByTime(1000));
    release();
    expect(starts()).toHaveLength(1);
    down();
    release();
    expect(starts()).toHaveLength(2);
  });

  it('starts no run when the run ended just before', () => {
    ends();
    expect(primary().getAttribute('aria-disabled')).toBe('true');
    down();
    act(() => void vi.advanceTimersByTime(400));
    release();
    expect(starts()).toHaveLength(1);
    down();
    release();
    expect(starts()).toHaveLength(2);
  });

  it('is the button that was Train, so that it keeps the focus', () => {
    const before = primary();
    before.focus();
    emit({ type: 'paused', runId: 'run-1', position });
    expect(primary()).toBe(before);
    expect(document.activeElement).toBe(before);
  });
});

describe('Step', () => {
  it('keeps the focus while its update is made; a second press meanwhile does nothing', () => {
    const step = named('Step');
    step.focus();
    act(() => step.click());
    expect(step.getAttribute('aria-disabled')).toBe('true');
    expect(step.hasAttribute('disabled')).toBe(false);
    expect(document.activeElement).toBe(step);
    act(() => step.click());
    expect(trainer.calls).toEqual(['start run-1 B=100 update']);
    emit({ type: 'paused', runId: 'run-1', position });
    act(() => step.click());
    expect(trainer.calls.at(-1)).toBe('resume update');
  });
});
