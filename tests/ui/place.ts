/** A place on the page for each test of a file, with a root of React in it; gone after the test, with what was stubbed. */
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, vi } from 'vitest';

export interface Place {
  readonly element: HTMLElement;
  render(node: ReactNode): void;
}

export function usePlace(): Place {
  let element: HTMLElement;
  let root: Root;
  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    element = document.body.appendChild(document.createElement('div'));
    root = createRoot(element);
  });
  afterEach(() => {
    act(() => root.unmount());
    element.remove();
    vi.unstubAllGlobals();
  });
  return {
    get element() {
      return element;
    },
    render: (node) => act(() => root.render(node)),
  };
}
