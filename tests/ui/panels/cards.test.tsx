import { act } from 'react';
import { expect, it } from 'vitest';
import { usePlace } from '../place.ts';
import type { EngineReport, RunStatus } from '../../../src/experiment/run.ts';
import type { Explorer } from '../../../src/state/explorer.ts';
import { ExplorerContext } from '../../../src/state/hooks.ts';
import { createRunRecord } from '../../../src/state/record.ts';
import { createSeriesStore, type Live } from '../../../src/state/series.ts';
import { createExplorerStore, type RunRecord } from '../../../src/state/store.ts';
import { UpdatesPerEpoch } from '../../../src/ui/panels/UpdatesPerEpoch.tsx';
import { DatasetPicture } from '../../../src/ui/panels/DatasetPicture.tsx';
import { ModelPicture } from '../../../src/ui/panels/ModelPicture.tsx';
import { Predictions } from '../../../src/ui/panels/Predictions.tsx';
import { SettingsPanel } from '../../../src/ui/panels/SettingsPanel.tsx';
import { SpeedPanel } from '../../../src/ui/panels/SpeedPanel.tsx';
import { configOf } from '../../experiment/support.ts';

const page = usePlace();

const config = configOf({ dataset: 'linear', model: 'linear' });

function textOf(
  card: React.ReactNode,
  live?: Live,
  status: RunStatus = 'running',
  engine?: EngineReport,
): string {
  const store = createExplorerStore(config);
  const series = createSeriesStore();
  store.setState({ preview: { status: 'absent' } });
  if (live) {
    store.setState({ runs: [{ ...createRunRecord('a', config, 0), status, engine }], focusId: 'a' });
    series.create('a');
    series.append('a', { live });
  }
  const explorer = { store, series } as Partial<Explorer> as Explorer;
  page.render(<ExplorerContext value={explorer}>{card}</ExplorerContext>);
  return (page.element.textContent ?? '').replaceAll('\u00a0', ' ');
}

const position = { update: 500, examples: 50_000, epoch: 5, seconds: 4 };
const still = { position, updateMs: 0, examplesPerSecond: 0 };

it('speed is what was measured, and its help tells what the counters come to', () => {
  const text = textOf(<SpeedPanel />, { position, updateMs: 3.2, examplesPerSecond: 31_250 });
  expect(text).toContain('31,250 examples/s');
  expect(text).toContain('3.2 ms an update of');
  act(() => page.element.querySelector<HTMLElement>('[data-term="examplesPerSecond"]')!.focus());
  expect(page.element.querySelector('[role=tooltip]')?.textContent).toBe(
    'How many examples the engine trains on in a second: 12,500 over all its training time, slow first updates too.',
  );
});

it('speed that nothing could measure is said in words, without a number', () => {
  expect(textOf(<SpeedPanel />)).toContain('Measured while it trains.');
  expect(textOf(<SpeedPanel />, still)).toContain('Measured while it trains.');
  const text = textOf(<SpeedPanel />, still, 'finished');
  expect(text).toContain('Too quick to measure');
  expect(text).not.toMatch(/\d/);
});

it('linear is described by its settings, its model without an activation, and its answers in words', () => {
  const text = textOf(<DatasetPicture />);
  expect(text).toContain('10,000 drawn anew each epoch');
  expect(text).toContain('10 numbers each, one number to predict');
  expect(text).not.toMatch(/classes|every batch/);
  expect(textOf(<ModelPicture />)).toMatch(/no bias · 10 parameters/);
  expect(textOf(<ModelPicture />)).not.toContain('ReLU');
  expect(textOf(<Predictions />)).toContain('What the model answers to validation examples');
});

it('iterations per epoch has a dot for every run but the hidden ones, also of other data', async () => {
  const run = (id: string, more: Partial<RunRecord>): RunRecord => ({
    ...createRunRecord(id, config, 0),
    ...more,
  });
  const runs = [
    run('a', { batchSize: 8 }),
    run('b', { batchSize: 16, hidden: true }),
    run('c', { batchSize: 32, trainingCount: 1000 }),
  ];
  const store = createExplorerStore(config);
  store.setState({ runs });
  const explorer: Partial<Explorer> = { store, series: createSeriesStore() };
  await act(async () => {
    page.render(
      <ExplorerContext value={explorer as Explorer}>
        <UpdatesPerEpoch />
      </ExplorerContext>,
    );
    await import('../../../src/ui/charts/UpdatesPerEpochChart.tsx');
  });
  const said = page.element.querySelector('[role=img]')?.getAttribute('aria-label') ?? '';
  expect(said).toContain('batches of 8 make 1,250 updates');
  expect(said).toContain('batches of 32 make 32 updates in an epoch of 1,000');
  expect(said).not.toContain('batches of 16');
});

it('the engine field says what Auto does before a run, and what was asked for, got and why after it', () => {
  expect(textOf(<SettingsPanel />)).toContain(
    'Auto measures a real graphics processor against the processor and takes the faster; without one, the processor.',
  );
  const engine: EngineReport = {
    asked: 'auto',
    got: 'webgpu',
    why: 'It was faster.',
    device: 'A card',
    software: false,
  };
  expect(textOf(<SettingsPanel />, still, 'running', engine)).toContain(
    'Asked for auto, got webgpu (A card). It was faster.',
  );
});
