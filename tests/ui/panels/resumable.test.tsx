import { describe, expect, it } from 'vitest';
import { usePlace } from '../place.ts';
import type { RunErrorCode, RunStatus } from '../../../src/experiment/run.ts';
import type { Explorer } from '../../../src/state/explorer.ts';
import { ExplorerContext } from '../../../src/state/hooks.ts';
import { createRunRecord } from '../../../src/state/record.ts';
import { createSeriesStore } from '../../../src/state/series.ts';
import { createExplorerStore } from '../../../src/state/store.ts';
import { Notices } from '../../../src/ui/panels/Notices.tsx';
import { RunTable } from '../../../src/ui/panels/RunTable.tsx';
import { configOf } from '../../experiment/support.ts';

const page = usePlace();

/** How often Resume is offered for a run that ended so: in the table, in the notices. */
function offers(status: RunStatus, code?: RunErrorCode, checkpoint = true): readonly [number, number] {
  const store = createExplorerStore(configOf({}));
  const error = code && { code, message: 'It failed.', advice: 'Try again.' };
  store.setState({ runs: [{ ...createRunRecord('a', configOf({}), 0), status, error }], focusId: 'a' });
  const explorer: Partial<Explorer> = { store, series: createSeriesStore(), canResume: () => checkpoint };
  const count = (panel: React.ReactNode): number => {
    page.render(<ExplorerContext value={explorer as Explorer}>{panel}</ExplorerContext>);
    return [...page.element.querySelectorAll('button')].filter((b) => b.textContent.startsWith('Resume'))
      .length;
  };
  return [count(<RunTable />), count(<Notices />)];
}

describe('Resume', () => {
  it.each(['worker-crashed', 'worker-hung', 'context-lost', 'internal'] as const)(
    'is offered after %s, in the table and in the notice, where there is a checkpoint',
    (code) => {
      expect(offers('failed', code)).toEqual([1, 1]);
      expect(offers('failed', code, false)).toEqual([0, 0]);
    },
  );

  it.each(['diverged', 'out-of-memory', 'offline', 'wrong-hash'] as const)(
    'is not offered after %s, which would come again',
    (code) => expect(offers('failed', code)).toEqual([0, 0]),
  );

  it('is offered in the table for a stopped run, and for none that is done or under way', () => {
    expect(offers('stopped')).toEqual([1, 0]);
    for (const status of ['finished', 'running', 'paused'] as const) expect(offers(status)).toEqual([0, 0]);
  });
});
