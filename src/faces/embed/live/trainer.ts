/** What trains in an embed: a sweep's runner behind the host's permit, held while nobody can see it. No React. */
import type { TrialWorker } from '../../../experiment/job.ts';
import type { SweepData, SweepSpec, TrialRun } from '../../../experiment/sweep.ts';
import { withLive } from '../../../state/compareLive.ts';
import { throttle } from '../../../state/throttle.ts';
import { workersFor } from '../../../sweep/pool.ts';
import { createSweepRunner, type SweepProgress, type SweepRunner } from '../../../sweep/runner.ts';
import type { EmbedPort } from '../port.ts';

export type Phase = 'idle' | 'waiting' | 'running' | 'paused' | 'away' | 'done' | 'failed';

export interface TrainerState {
  phase: Phase;
  /** Frames that are to train before this one, while it waits. */
  ahead: number;
  /** The sweep, with the runs under way as far as they are. */
  data: SweepData | undefined;
  progress: SweepProgress | undefined;
}

export interface Trainer {
  state(): TrainerState;
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

interface Options {
  port: EmbedPort;
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

export function createTrainer({ port, startWorker, cores, now, date }: Options): Trainer {
  const listeners = new Set<() => void>();
  let state: TrainerState = { phase: 'idle', ahead: 0, data: undefined, progress: undefined };
  let runner: SweepRunner | undefined;
  let begun: SweepData | undefined;
  let visible = true;
  let still: (() => void) | undefined;

  const tell = throttle(
    () => listeners.forEach((listener) => listener()),
    () => SHOWN_EVERY_MS,
    now,
  );
  const set = (change: Partial<TrainerState>): void => {
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
    port.rest();
  };

  const granted = (workers: number): void => {
    if (state.phase !== 'waiting') return port.rest();
    if (runner) {
      if (!still) runner.start();
      return set({ phase: 'running' });
    }
    const data = begun;
    if (!data) return port.rest();
    const most = workersFor('cpu', cores);
    runner = createSweepRunner({
      ...{ data, startWorker, now, onChange: follow },
      workers: port.hosted ? Math.min(workers, most) : most,
    });
    set({ phase: 'running' });
    if (!still) runner.start();
  };

  const ask = (): void => {
    set({ phase: 'waiting', ahead: 0 });
    port.want(granted, (ahead) => {
      if (state.phase === 'waiting') set({ ahead });
    });
  };

  const hold = (phase: 'paused' | 'away'): void => {
    if (state.phase !== 'running' && state.phase !== 'waiting' && state.phase !== 'away') return;
    runner?.pause();
    port.rest();
    set({ phase });
  };

  function stop(): void {
    const ended = runner;
    // What it says of its end is of no interest.
    runner = undefined;
    ended?.cancel();
    port.rest();
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
      begun = { id: `embed-${createdAt.toString(36)}`, spec, preset, createdAt, speeds: [], runs: [] };
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
