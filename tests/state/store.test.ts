import { describe, expect, it } from 'vitest';
import { draftOf, initialConfig } from '../../src/experiment/draft.ts';
import { createExplorerStore, KEPT_RUNS } from '../../src/state/store.ts';
import { configOf } from '../experiment/support.ts';

describe('createExplorerStore', () => {
  it('opens with the configuration in the controls, nothing running and nothing to say', () => {
    expect(createExplorerStore(initialConfig()).getState()).toMatchObject({
      draft: draftOf(initialConfig()),
      runs: [],
      focusId: undefined,
      activeId: undefined,
      axis: 'epoch',
      linkNotes: [],
      shortcuts: true,
    });
    expect(KEPT_RUNS).toBe(6);
  });

  it('carries a link’s settings and notes', () => {
    const { draft, linkNotes } = createExplorerStore(configOf({ batchSize: '8' }), ['A note.']).getState();
    expect(draft.batchSize).toBe('8');
    expect(linkNotes).toEqual(['A note.']);
  });

  it('gives every page element a store of its own', () => {
    const [a, b] = [createExplorerStore(initialConfig()), createExplorerStore(initialConfig())];
    a.setState({ logX: true });
    expect(b.getState().logX).toBe(false);
  });
});
