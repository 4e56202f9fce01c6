import { describe, expect, it } from 'vitest';
import { usePlace } from '../place.ts';
import type { RunErrorCode, RunStatus } from '../../../src/experiment/run.ts';
import type { Explorer } from '../../../src/state/explorer.ts';
import { ExplorerContext } from '../../../src/state/hooks.ts';
import { DatasetError } from '../../../src/datasets/dataset.ts';
import { EngineFailureError } from '../../../src/engine/failure.ts';
import { createRunRecord } from '../../../src/state/record.ts';
import { createSeriesStore } from '../../../src/state/series.ts';
import { createExplorerStore } from '../../../src/state/store.ts';
import { Notices } from '../../../src/ui/panels/Notices.tsx';
import { RunRows } from '../../../src/ui/panels/RunRows.tsx';
import { workerFault } from '../../../src/worker/client/workerFaults.ts';
import { runError } from '../../../src/worker/faults.ts';
import { configOf } from '../../experiment/support.ts';

const page = usePlace();

/** As the worker gives it. */
function adviceOf(code: RunErrorCode): string {
  switch (code) {
    case 'worker-crashed':
      return workerFault('crashed').advice;
    case 'worker-hung':
      return workerFault('hung').advice;
    case 'offline':
    case 'wrong-hash':
      return runError(new DatasetError(code, 'Gone.')).advice;
    case 'context-lost':
    case 'device-lost':
    case 'gpu-error':
    case 'trap':
      return runError(new EngineFailureError({ code, message: 'Gone.' })).advice;
    case 'internal':
      return runError(new Error('Gone.')).advice;
    default:
      return 'Something else.';
  }
}

/** The notice speaks of the buttons that it has, and of no others. */
function expectWordsOfButtons(): void {
  const buttons = [...page.element.querySelectorAll('.bad button')].map((b) => b.textContent);
  const words = page.element.querySelector('.bad p')?.textContent ?? '';
  for (const name of ['Resume', 'Retry'])
    expect({ name, said: words.includes(name) }).toEqual({ name, said: buttons.includes(name) });
}

/** How often Resume is offered for a run that ended so: in the table, in the notices. */
function offers(status: RunStatus, code?: RunErrorCode, checkpoint = true): readonly [number, number] {
  const store = createExplorerStore(configOf({}));
  const error = code && { code, message: 'It failed.', advice: adviceOf(code) };
  store.setState({ runs: [{ ...createRunRecord('a', configOf({}), 0), status, error }], focusId: 'a' });
  const explorer: Partial<Explorer> = { store, series: createSeriesStore(), canResume: () => checkpoint };
  const count = (panel: React.ReactElement): number => {
    page.render(<ExplorerContext value={explorer as Explorer}>{panel}</ExplorerContext>);
    if (status === 'failed' && panel.type === Notices) expectWordsOfButtons();
    return [...page.element.querySelectorAll('button')].filter((b) => b.textContent.startsWith('Resume'))
      .length;
  };
  return [count(<RunRows />), count(<Notices />)];
}

describe('Resume', () => {
  it.each([
    'worker-crashed',
    'worker-hung',
    'context-lost',
    'device-lost',
    'gpu-error',
    'trap',
    'internal',
  ] as const)('is offered after %s, in the table and in the notice, where there is a checkpoint', (code) => {
    expect(offers('failed', code)).toEqual([1, 1]);
    expect(offers('failed', code, false)).toEqual([0, 0]);
  });

  it.each(['diverged', 'out-of-memory', 'offline', 'wrong-hash'] as const)(
    'is not offered after %s, which would come again',
    (code) => expect(offers('failed', code)).toEqual([0, 0]),
  );

  it('is offered in the table for a stopped run, and for none that is done or under way', () => {
    expect(offers('stopped')).toEqual([1, 0]);
    for (const status of ['finished', 'running', 'paused'] as const) expect(offers(status)).toEqual([0, 0]);
  });
});
