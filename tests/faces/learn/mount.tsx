/** Mounts the text of Learn, or parts of it, with recorded results and without workers. */
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { vi } from 'vitest';
import { LearnContext, type Recordings } from '../../../src/faces/learn/context.ts';
import { ANATOMY } from '../../../src/faces/learn/figures/anatomySetup.ts';
import { createProgress, type ProgressStore } from '../../../src/faces/learn/progress.ts';
import { RECORDING_IDS } from '../../../src/faces/learn/recordings.ts';
import { createAnatomy, type Anatomy } from '../../../src/state/anatomy.ts';
import { recorded } from '../../recordings/support.ts';

export const recordings = (): Recordings =>
  Object.fromEntries(RECORDING_IDS.map((id) => [id, recorded(id).recording]));

/** A run that never begins. */
export const stillAnatomy = (): Anatomy =>
  createAnatomy({
    line: {
      begin: () => new Promise(() => undefined),
      next: () => new Promise(() => undefined),
      spread: () => new Promise(() => undefined),
      end: () => undefined,
    },
    config: ANATOMY,
    wait: () => new Promise(() => undefined),
  });

export interface Mounted {
  place: HTMLElement;
  progress: ProgressStore;
  render(node: ReactNode, more?: { recordings?: Recordings; printing?: boolean }): void;
  end(): void;
}

export function mount(): Mounted {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const progress = createProgress(() => {
    throw new Error('no storage');
  });
  return {
    place,
    progress,
    render(node, { recordings: found = recordings(), printing = false } = {}) {
      const tools = { progress, recordings: found, printing };
      act(() => root.render(<LearnContext value={tools}>{node}</LearnContext>));
    },
    end() {
      act(() => root.unmount());
      place.remove();
      vi.unstubAllGlobals();
    },
  };
}

/** Types as a person would: React listens to the native setter. */
export function type(input: HTMLInputElement, text: string): void {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  act(() => {
    set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

export const press = (target: Element, key: string): void =>
  void act(() =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
  );

export const click = (target: Element | null | undefined): void => {
  if (!(target instanceof HTMLElement)) throw new Error('there is nothing to click');
  act(() => target.click());
};

export const buttonOf = (place: Element, text: string): HTMLButtonElement | undefined =>
  [...place.querySelectorAll('button')].find((one) => one.textContent?.startsWith(text));
