/** Mounts what needs a Compare page around it, in a place of its own. */
import { act, createElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { vi } from 'vitest';
import type { Draft } from '../../../src/experiment/draft.ts';
import type { Compare } from '../../../src/state/compareTypes.ts';
import { CompareContext } from '../../../src/state/compareHooks.ts';
import type { Explorer } from '../../../src/state/explorer.ts';
import { ExplorerContext } from '../../../src/state/hooks.ts';
import { createExplorerStore } from '../../../src/state/store.ts';
import { base } from '../../state/compareSupport.ts';

export interface Mounted {
  place: HTMLElement;
  explorer: Explorer;
  /** Sets texts of the Train page's draft. */
  draft(texts: Partial<Draft>): void;
  render(node: ReactNode): void;
  end(): void;
}

export function mount(compare: Compare): Mounted {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const store = createExplorerStore(base());
  const explorer = { store } as Partial<Explorer> as Explorer;
  return {
    place,
    explorer,
    draft: (texts) =>
      act(() => {
        const draft = { ...store.getState().draft, ...texts };
        store.setState({ draft, lastValid: draft });
      }),
    render(node) {
      const inside = createElement(CompareContext, { value: compare }, node);
      act(() => root.render(createElement(ExplorerContext, { value: explorer }, inside)));
    },
    end() {
      act(() => root.unmount());
      place.remove();
      compare.dispose();
      vi.unstubAllGlobals();
    },
  };
}
