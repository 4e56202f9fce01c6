import { act } from 'react';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { usePlace } from './place.ts';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
import { FIELDS } from '../../src/experiment/fields.ts';
import { TrainPage } from '../../src/faces/app/TrainPage.tsx';
import type { EngineReport } from '../../src/experiment/run.ts';
import type { Explorer } from '../../src/state/explorer.ts';
import { ExplorerContext } from '../../src/state/hooks.ts';
import { createMemory } from '../../src/state/memory.ts';
import { MemoryContext } from '../../src/state/memoryHooks.ts';
import { createRunRecord } from '../../src/state/record.ts';
import { createSeriesStore } from '../../src/state/series.ts';
import { createExplorerStore } from '../../src/state/store.ts';
import { GLOSSARY, type TermName } from '../../src/ui/glossary.ts';
import { PartsCard } from '../../src/ui/memory/PartsCard.tsx';
import { configOf } from '../experiment/support.ts';

const ENGINE: EngineReport = { asked: 'auto', got: 'cpu', why: 'It is there.', device: '', software: false };
const SENTENCE = /^[A-Z][^.!?]*\.$/;

describe('the glossary', () => {
  it.each(Object.entries(GLOSSARY))('explains %s in one plain sentence', (_, sentence) => {
    expect(sentence).toMatch(SENTENCE);
  });
  it.each(Object.entries(FIELDS))('has its like at the field %s', (_, { help }) => {
    expect(help).toMatch(SENTENCE);
  });
});

describe('the Train page, and the parts of Memory', () => {
  const page = usePlace();

  const memory = createMemory({
    prober: { probe: vi.fn(), describe: vi.fn(), dispose: vi.fn() },
    settings: configOf,
    pause: () => Promise.resolve(),
  });
  const found = new Set<string>();

  /** The page with a run of that configuration, changed midway, that has been measured. */
  async function show(config: ExperimentConfig): Promise<void> {
    const store = createExplorerStore(config);
    const series = createSeriesStore();
    const position = { update: 500, examples: 50_000, epoch: 5, seconds: 4 };
    store.setState({
      preview: { status: 'absent' },
      runs: [{ ...createRunRecord('a', config, 0), status: 'running', retuned: true, engine: ENGINE }],
      focusId: 'a',
      activeId: 'a',
    });
    series.create('a');
    series.append('a', {
      live: { position, updateMs: 3.2, examplesPerSecond: 31_250 },
      memory: [{ ...position, atRestBytes: 1000, peakBytes: 2000 }],
    });
    const explorer: Partial<Explorer> = { store, series, canResume: () => false };
    await act(async () => {
      page.render(
        <ExplorerContext value={explorer as Explorer}>
          <TrainPage />
          <MemoryContext value={memory}>
            <PartsCard />
          </MemoryContext>
        </ExplorerContext>,
      );
      await Promise.all([
        import('../../src/ui/charts/LiveChart.tsx'),
        import('../../src/ui/charts/MemoryChart.tsx'),
        import('../../src/ui/charts/UpdatesPerEpochChart.tsx'),
      ]);
    });
  }

  /** The tip that is on the page while `term` has the focus. */
  function tipOf(term: HTMLElement): string | undefined {
    act(() => term.focus());
    const id = term.getAttribute('aria-describedby');
    const tip = id ? document.getElementById(id) : null;
    expect(tip?.getAttribute('role')).toBe('tooltip');
    const text = tip?.textContent;
    act(() => term.blur());
    expect(page.element.querySelector('[role=tooltip]')).toBeNull();
    return text;
  }

  it.each([
    ['points', configOf({ dataset: 'moons', optimizer: 'momentum' })],
    ['pictures', configOf({ dataset: 'digits', model: 'cnn-bn' })],
    ['numbers', configOf({ dataset: 'linear', model: 'linear' })],
  ])('explains every term it shows of %s on focus', async (_, config) => {
    await show(config);
    const terms = [...page.element.querySelectorAll<HTMLElement>('dfn[data-term]')];
    for (const term of terms) {
      const name = term.dataset.term as TermName;
      found.add(name);
      const tip = tipOf(term);
      if (name === 'examplesPerSecond') expect(tip).toMatch(SENTENCE);
      // With the figures of what is shown.
      else if (name === 'predicted') expect(tip).toContain(`${GLOSSARY.predicted.slice(0, -1)}: `);
      else expect(tip, name).toBe(GLOSSARY[name]);
    }
  });

  afterAll(() => expect([...found].sort()).toEqual(Object.keys(GLOSSARY).sort()));
});
