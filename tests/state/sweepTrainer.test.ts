import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSweepTrainer, type Permit, type SweepTrainer } from '../../src/state/sweepTrainer.ts';
import type { JobResult, TrialWorker } from '../../src/experiment/job.ts';
import { PRESETS } from '../../src/sweep/presets.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** One worker whose jobs never end; what it was told, in order. */
function fakeWorker(log: string[]): TrialWorker {
  let begun = 0;
  return {
    run: () => {
      log.push(`run ${++begun}`);
      return new Promise<JobResult>(() => undefined);
    },
    pause: () => void log.push('hold'),
    resume: () => void log.push('release'),
    end: () => void log.push('end'),
  };
}

const turn = () => vi.advanceTimersByTimeAsync(1);

function granting() {
  let grant: ((workers: number) => void) | undefined;
  const permit: Permit = {
    hosted: true,
    want: (onGrant) => (grant = onGrant),
    rest: () => undefined,
  };
  return { permit, grant: () => grant?.(1) };
}

function made() {
  const log: string[] = [];
  const { permit, grant } = granting();
  const trainer: SweepTrainer = createSweepTrainer({
    permit,
    startWorker: () => fakeWorker(log),
    cores: 2,
    now: () => Date.now(),
    date: () => Date.now(),
  });
  const told = vi.fn();
  trainer.subscribe(told);
  trainer.start(PRESETS[0].spec, PRESETS[0].id);
  return { log, trainer, told, grant };
}

it('holds while the page around scrolls, draws nothing, and goes on when it rests', async () => {
  const { log, trainer, told, grant } = made();
  grant();
  await turn();
  expect(log).toEqual(['run 1']);
  vi.advanceTimersByTime(1000);
  trainer.scrolled(true);
  trainer.scrolled(true);
  expect(log.slice(1)).toEqual(['hold']);
  told.mockClear();
  vi.advanceTimersByTime(5000);
  expect(told).not.toHaveBeenCalled();
  expect(trainer.state().phase).toBe('running');
  trainer.scrolled(false);
  trainer.scrolled(false);
  expect(log.slice(2)).toEqual(['release']);
});

it('begins only when the page around has come to rest', async () => {
  const { log, trainer, grant } = made();
  trainer.scrolled(true);
  grant();
  await turn();
  expect(log).toEqual([]);
  trainer.scrolled(false);
  await turn();
  expect(log).toEqual(['run 1']);
});

it('stays paused where the reader has paused it', async () => {
  const { log, trainer, grant } = made();
  grant();
  await turn();
  trainer.pause();
  trainer.scrolled(true);
  trainer.scrolled(false);
  expect(trainer.state().phase).toBe('paused');
  expect(log).toEqual(['run 1', 'hold']);
});
