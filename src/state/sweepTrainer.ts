/** What trains in a figure that stands alone: a sweep's runner, kept nowhere, behind a permit where there is a host, and held while nobody can see it. */
import type { TrialWorker } from '../experiment/job.ts';
import type { SweepData, SweepSpec, TrialRun } from '../experiment/sweep.ts';
import { withLive } from './compareLive.ts';
import { throttle } from './throttle.ts';
import { workersFor } from '../sweep/pool.ts';
import { createSweepRunner, type SweepProgress, type SweepRunner } from '../sweep/runner.ts';

export type Phase = 'idle' | 'waiting' | 'running' | 'paused' | 'away' | 'done' | 'failed';

export interface SweepTrainerState {
  phase: Phase;
  /** Frames that are to train before this one, while it waits. */
  ahead: number;
  /** The sweep, with the runs under way as far as they are. */
  data: SweepData | undefined;
  progress: SweepProgress | undefined;
}

export interface SweepTrainer {
  state(): SweepTrainerState;
  subscribe(listener: () => void): () => void;
  /** Begins anew; what was before is forgotten. */
  start(spec: SweepSpec, preset: string | undefined): void;
  pause(): void;
  goOn(): void;
  /** Ends what is under way; what is done stays. */
  cancel(): void;
  /** Whether anybody can see the frame; out of sight it holds, and lets others train. */
  seen(visible: boolean): void;
  /** Whether the page around scrolls: it tells nobody anything until that rests, since drawing would make it jerk. */
  scrolled(on: boolean): void;
  end(): void;
}

/** Who says when it may train. */
export interface Permit {
  /** Whether a page around counts the frames that train; without one it has every worker that the machine is good for. */
  readonly hosted: boolean;
  /** Asks to train; `onWait` hears how many frames have to finish before. */
  want(onGrant: (workers: number) => void, onWait: (ahead: number) => void): void;
  /** Trains no longer, or no longer wants to. */
  rest(): void;
}

/** Of a page that has nobody to ask. */
export const FREE: Permit = { hosted: false, want: (onGrant) => onGrant(1), rest: () => undefined };

interface Options {
  permit: Permit;
  startWorker(): TrialWorker;
  cores: number | undefined;
  /** Milliseconds, monotonic. */
  now(): number;
  /** Milliseconds since 1970. */
  date(): number;
}

/** A run that no worker could make; one that diverged is a result. */
export const isBroken = ({ status, error }: TrialRun): boolean =>
  status === 'failed' && error?.code !== 'diverged';

const isTimed = ({ speeds }: SweepData): boolean => speeds.some(({ updateMs }) => updateMs.length > 0);

/** Whether anything at all could be done. */
const anyDone = (data: SweepData): boolean => data.runs.some((run) => !isBroken(run)) || isTimed(data);

/** Whether there is anything to be drawn; runs that look for a learning rate are not. */
export const hasResults = (data: SweepData): boolean =>
  data.spec.kind === 'speed'
    ? isTimed(data)
    : data.runs.some((run) => run.trial.role === 'run' && !isBroken(run));

/** Four times a second: what a reader can follow. */
const SHOWN_EVERY_MS = 250;

export function createSweepTrainer({ permit, startWorker, cores, now, date }: Options): SweepTrainer {
  const listeners = new Set<() => void>();
  let state: SweepTrainerState = { phase: 'idle', ahead: 0, data: undefined, progress: undefined };
  let runner: SweepRunner | undefined;
  let begun: SweepData | undefined;
  let visible = true;
  let still: (() => void) | undefined;

  const tell = throttle(
    () => listeners.forEach((listener) => listener()),
    () => SHOWN_EVERY_MS,
    now,
  );
  const set = (change: Partial<SweepTrainerState>): void => {
    const turned = change.phase !== undefined && change.phase !== state.phase;
    state = { ...state, ...change };
    tell.call();
    if (turned) tell.flush();
  };

  const follow = (data: SweepData, progress: SweepProgress): void => {
    if (!runner) return;
    // Where the first thing asked for cannot be done, all others would fail like it.
    const error = progress.error ?? data.runs.find(isBroken)?.error;
    if (error && !anyDone(data)) {
      stop();
      return set({ phase: 'failed', progress: { ...progress, error } });
    }
    const { status } = progress;
    const over = status === 'done' || status === 'failed';
    set({
      data: withLive(data, progress.live),
      progress,
      ...(over ? { phase: status } : {}),
    });
    if (!over) return;
    runner = undefined;
    permit.rest();
  };

  const granted = (workers: number): void => {
    if (state.phase !== 'waiting') return permit.rest();
    if (runner) {
      if (!still) runner.start();
      return set({ phase: 'running' });
    }
    const data = begun;
    if (!data) return permit.rest();
    const most = workersFor('cpu', cores);
    runner = createSweepRunner({
      ...{ data, startWorker, now, onChange: follow },
      workers: permit.hosted ? Math.min(workers, most) : most,
    });
    set({ phase: 'running' });
    if (!still) runner.start();
  };

  const ask = (): void => {
    set({ phase: 'waiting', ahead: 0 });
    permit.want(granted, (ahead) => {
      if (state.phase === 'waiting') set({ ahead });
    });
  };

  const hold = (phase: 'paused' | 'away'): void => {
    if (state.phase !== 'running' && state.phase !== 'waiting' && state.phase !== 'away') return;
    runner?.pause();
    permit.rest();
    set({ phase });
  };

  function stop(): void {
    const ended = runner;
    // What it says of its end is of no interest.
    runner = undefined;
    ended?.cancel();
    permit.rest();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(spec, preset) {
      stop();
      const createdAt = date();
      begun = { id: `figure-${createdAt.toString(36)}`, spec, preset, createdAt, speeds: [], runs: [] };
      set({ data: undefined, progress: undefined });
      ask();
    },
    pause: () => hold('paused'),
    goOn() {
      if (state.phase === 'paused') ask();
    },
    cancel() {
      stop();
      set({ phase: state.data && state.data.runs.length > 0 ? 'done' : 'idle', progress: undefined });
    },
    seen(now) {
      if (visible === now) return;
      visible = now;
      if (!visible) hold('away');
      else if (state.phase === 'away') ask();
    },
    scrolled(on) {
      if (on === (still !== undefined)) return;
      if (on) {
        still = tell.hold();
        if (state.phase === 'running') runner?.pause();
        return;
      }
      if (state.phase === 'running') runner?.start();
      still?.();
      still = undefined;
    },
    end() {
      stop();
      tell.cancel();
      listeners.clear();
    },
  };
}
