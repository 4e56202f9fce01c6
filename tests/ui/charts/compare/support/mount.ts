/** A page with a layout, which the simulated DOM has not. */
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, vi } from 'vitest';

/** As in a browser: once for every element that it is told of. */
class LaidOutAtOnce {
  constructor(readonly act: () => void) {}
  observe = () => this.act();
  disconnect = () => undefined;
}

let root: Root;
let host: HTMLElement;

export function usePage(size = { width: 900, height: 340 }): {
  show: (node: ReactNode) => void;
  page: () => HTMLElement;
} {
  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    vi.stubGlobal('ResizeObserver', LaidOutAtOnce);
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(size.width);
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(size.height);
    host = document.body.appendChild(document.createElement('div'));
    root = createRoot(host);
  });
  afterEach(() => {
    act(() => root.unmount());
    host.remove();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
  return { show: (node) => act(() => root.render(node)), page: () => host };
}
