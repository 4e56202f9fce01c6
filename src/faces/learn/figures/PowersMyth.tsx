import { useEffect, useRef, useState } from 'react';
import { formatDuration, formatNumber, formatPercent } from '../../../experiment/format.ts';
import type { TrialWorker } from '../../../experiment/job.ts';
import { sentenceOf } from '../../../experiment/reason.ts';
import type { SweepSpec } from '../../../experiment/sweep.ts';
import { PRESETS } from '../../../sweep/presets.ts';
import { startSweepWorker } from '../../../worker/client/sweepWorker.ts';
import { useAtWork } from '../atWork.ts';
import { ComputedText } from '../parts/Numbers.tsx';

export const NEIGHBOURS = [63, 64, 65];

/** Each size in turn, again and again: what else the machine does meets all alike. */
const ROUNDS = 3;

interface Timed {
  batchSize: number;
  /** The quickest of all repetitions: what disturbs can only make one slower. */
  updateMs: number;
}

type State =
  { status: 'idle' | 'running' } | { status: 'done'; times: Timed[] } | { status: 'failed'; message: string };

/** @throws Error where the preset is gone. */
function specOf(): SweepSpec {
  const preset = PRESETS.find(({ id }) => id === 'speed');
  if (!preset) throw new Error('there is no preset speed');
  return { ...preset.spec, batchSizes: NEIGHBOURS };
}

/** Times updates of three neighbouring batch sizes, one after another, in a worker. */
export function PowersMyth() {
  const [state, setState] = useState<State>({ status: 'idle' });
  useAtWork(state.status === 'running');
  const worker = useRef<TrialWorker>(undefined);
  useEffect(() => () => worker.current?.end(), []);

  const measure = async (): Promise<void> => {
    setState({ status: 'running' });
    const spec = specOf();
    const own = (worker.current = startSweepWorker());
    try {
      const least = new Map<number, number>();
      for (let round = 0; round < ROUNDS; round++)
        for (const batchSize of spec.batchSizes) {
          const result = await own.run({ kind: 'speed', arm: 0, batchSize }, spec, () => undefined);
          if (result.kind !== 'speed') continue;
          least.set(batchSize, Math.min(least.get(batchSize) ?? Infinity, ...result.sample.updateMs));
        }
      setState({
        status: 'done',
        times: [...least].map(([batchSize, updateMs]) => ({ batchSize, updateMs })),
      });
    } catch (reason) {
      setState({ status: 'failed', message: sentenceOf(reason) });
    } finally {
      own.end();
    }
  };
  const running = state.status === 'running';
  return (
    <div className="myth-test">
      <button
        type="button"
        className="plain"
        aria-disabled={running}
        onClick={() => {
          if (!running) void measure();
        }}
      >
        Time batches of <ComputedText>{NEIGHBOURS.map(formatNumber).join(', ')}</ComputedText>
      </button>
      <p role="status">
        {running && 'Timing.'}
        {state.status === 'failed' && `The worker was lost: ${state.message} Press the button to try again.`}
        {state.status === 'done' && <ComputedText>{timesWords(state.times)}</ComputedText>}
      </p>
    </div>
  );
}

/** A difference below this is none: a browser’s times scatter by as much. */
const SAME = 0.1;

export function timesWords(times: readonly Timed[]): string {
  const each = times.map(({ batchSize, updateMs }) => updateMs / batchSize);
  const [least, most] = [Math.min(...each), Math.max(...each)];
  const quickest = times[each.indexOf(least)].batchSize;
  const apart = most / least - 1;
  const list = times.map(
    ({ batchSize, updateMs }) => `${formatDuration(updateMs)} at ${formatNumber(batchSize)}`,
  );
  const said =
    apart < SAME
      ? `Per example they differ by ${formatPercent(apart)}, which is within the scatter: no advantage for the power of two.`
      : Number.isInteger(Math.log2(quickest))
        ? `Per example the power of two was ${formatPercent(apart)} ahead of the slowest. Time it again: what stays is real.`
        : `Per example they differ by ${formatPercent(apart)}, and the power of two was not the quickest.`;
  return `The quickest update took ${list.join(', ')}. ${said}`;
}
