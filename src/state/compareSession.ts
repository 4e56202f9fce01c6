/** One sweep on the page: its data, its runner, and what of it has gone to the shelf. */
import type { TrialWorker } from '../experiment/job.ts';
import { sentenceOf } from '../experiment/reason.ts';
import type { SweepData } from '../experiment/sweep.ts';
import type { Release, SweepShelf } from '../sweep/keep.ts';
import { timedHere } from '../sweep/retime.ts';
import { isTimed, timingsOf } from '../sweep/timings.ts';
import { createSweepRunner, type SweepProgress, type SweepRunner } from '../sweep/runner.ts';
import { throttle } from './throttle.ts';

/** Three times a second: what a reader can follow; a processor that draws takes the time from the runs. */
const SHOWN_EVERY_MS = 330;
/** Drawing takes processor time from the updates that are being timed. */
const SHOWN_WHILE_TIMING_MS = 1000;

export interface SessionOptions {
  data: SweepData;
  shelf: Promise<SweepShelf>;
  startWorker(): TrialWorker;
  workers: number;
  now(): number;
  /**
   * Data or progress have changed; at most three times a second while it runs and is not held, once a second while update
   * times are measured, and always at the first curve and at the last.
   */
  onShow(): void;
  /** Something could not be kept. */
  onNotKept(why: string): void;
}

export interface Session {
  data(): SweepData;
  progress(): SweepProgress | undefined;
  /** Writes the sweep to the shelf; resolves when it is there or cannot be. */
  keep(): Promise<void>;
  /** Resolves when everything so far is on the shelf or cannot be. */
  kept(): Promise<void>;
  /** Starts a sweep that is new, and so in no other tab. */
  begin(): void;
  /**
   * Takes hold of the sweep for this tab and does what is left, and the runs `again` anew; false where another tab holds it.
   * `change` says which times are to be measured then; those that a file brought are measured anew.
   */
  goOn(again?: readonly string[], change?: (data: SweepData) => SweepData): Promise<boolean>;
  pause(): void;
  /** Ends what is under way; what is done stays. */
  cancel(): void;
  /** Deletes a run, unless runs are under way; false where another tab holds the sweep. */
  removeRun(trialId: string): Promise<boolean>;
  /** Ends the session and deletes the sweep; false, and nothing is done, where another tab holds it. Rejects where storage does. */
  remove(): Promise<boolean>;
  /** Shows nothing more of a growing sweep until what this gives is called: what was shown is still being drawn. */
  holdShow(): () => void;
  /** Lets go of workers and of the sweep. */
  end(): void;
}

export function createSession(options: SessionOptions): Session {
  const { shelf, startWorker, workers, now, onNotKept } = options;
  let data = options.data;
  let progress: SweepProgress | undefined;
  let runner: SweepRunner | undefined;
  let release: Release | undefined;
  let holding: Promise<boolean> | undefined;
  /** What is under way that needs the sweep to be held. */
  let needed = 0;
  let ended = false;
  let drawable = hasCurves(data, undefined);
  const kept = new Set(data.runs.map((run) => run.trial.id));
  let speedsKept = data.speeds.length;
  /** Writes follow one another, in the order in which things happened. */
  let writing: Promise<void> = Promise.resolve();
  const show = throttle(
    options.onShow,
    () => (progress?.live.length === 0 && isTiming(data) ? SHOWN_WHILE_TIMING_MS : SHOWN_EVERY_MS),
    now,
  );

  function write(act: (place: SweepShelf) => Promise<void>): Promise<void> {
    writing = writing
      .then(async () => {
        const place = await shelf;
        await act(place);
        place.takeOver(data);
        if (!place.kept && place.why !== undefined) onNotKept(place.why);
      })
      .catch((error: unknown) => onNotKept(sentenceOf(error)));
    return writing;
  }

  function keepNew(next: SweepData): void {
    for (const run of next.runs) {
      if (kept.has(run.trial.id)) continue;
      kept.add(run.trial.id);
      void write((place) => place.addRun(next.id, run));
    }
    if (next.offers !== data.offers) return retime(next);
    for (const sample of next.speeds.slice(speedsKept))
      void write((place) => place.addSpeed(next.id, sample));
    speedsKept = next.speeds.length;
  }

  /** Writes offers and times in place of those that are there. */
  function retime(next: SweepData): void {
    data = next;
    speedsKept = next.speeds.length;
    void write((place) => place.setTimes(next.id, next));
  }

  function follow(next: SweepData, how: SweepProgress): void {
    if (ended) return;
    keepNew(next);
    data = next;
    const turned = how.status !== progress?.status;
    const first = !drawable && hasCurves(next, how);
    drawable ||= first;
    progress = how;
    show.call();
    if (turned || first) show.flush();
    if (how.status !== 'done' && how.status !== 'failed') return;
    runner = undefined;
    letGo();
  }

  function letGo(): void {
    release?.();
    release = undefined;
  }

  /** Does `act` while this tab holds the sweep; false where another does. Lets go after it unless the sweep is at work. */
  async function held(act: () => Promise<void>): Promise<boolean> {
    needed++;
    try {
      if (!(await hold())) return false;
      await act();
      return true;
    } finally {
      needed--;
      if (needed === 0 && !runner) letGo();
    }
  }

  async function claim(): Promise<boolean> {
    release = await (await shelf).claim(data.id);
    const claimed = release !== undefined;
    if (ended) letGo();
    return claimed;
  }

  /** Whether this tab has the sweep to itself; asked for once at a time, since a second claim would be refused. */
  function hold(): Promise<boolean> {
    if (release) return Promise.resolve(true);
    holding ??= claim().finally(() => (holding = undefined));
    return holding;
  }

  /** Takes over what other tabs have done since the sweep was read here, and puts back what they have deleted. */
  async function catchUp(): Promise<void> {
    await writing;
    const stored = await (await shelf).load(data.id);
    if (!stored) return write((place) => place.create(data));
    const known = new Set(stored.runs.map((one) => one.trial.id));
    const missing = data.runs.filter((one) => !known.has(one.trial.id));
    for (const id of known) kept.add(id);
    for (const one of missing) kept.delete(one.trial.id);
    speedsKept = stored.speeds.length;
    const speeds = stored.speeds.length < data.speeds.length ? data.speeds : stored.speeds;
    data = { ...data, offers: stored.offers ?? data.offers, speeds, runs: [...stored.runs, ...missing] };
    keepNew(data);
  }

  /** Takes runs out of the sweep; what is under way is given up. */
  function drop(trialIds: readonly string[]): void {
    runner?.cancel();
    runner = undefined;
    progress = undefined;
    data = { ...data, runs: data.runs.filter(({ trial }) => !trialIds.includes(trial.id)) };
    for (const id of trialIds) {
      kept.delete(id);
      void write((place) => place.removeRun(data.id, id));
    }
    show.call();
  }

  function run(): void {
    runner ??= createSweepRunner({ data, startWorker, workers, now, onChange: follow });
    runner.start();
  }

  return {
    data: () => data,
    progress: () => progress,
    keep: () => write((place) => place.create(data)),
    kept: () => writing,
    begin() {
      run();
      void hold().then(() => {
        if (progress?.status !== 'running' && progress?.status !== 'paused') letGo();
      });
    },
    goOn: (again = [], change = (same) => same) =>
      held(async () => {
        if (again.length > 0) drop(again);
        if (!runner) {
          await catchUp();
          const timed = timedHere(change(data));
          if (timed !== data) retime(timed);
        }
        if (!ended) run();
      }),
    pause: () => runner?.pause(),
    cancel() {
      runner?.cancel();
      runner = undefined;
      progress = undefined;
      letGo();
      show.call();
      show.flush();
    },
    removeRun: (trialId) =>
      held(async () => {
        if (ended || progress?.status === 'running') return;
        drop([trialId]);
        await writing;
      }),
    remove: () =>
      held(async () => {
        ended = true;
        runner?.cancel();
        runner = undefined;
        show.cancel();
        await writing;
        await (await shelf).remove(data.id);
      }),
    holdShow: () => show.hold(),
    end() {
      ended = true;
      runner?.cancel();
      letGo();
      show.cancel();
    },
  };
}

/** Whether there is a point to draw. */
const hasCurves = ({ runs }: SweepData, progress: SweepProgress | undefined): boolean =>
  runs.length > 0 || (progress?.live.some(({ evaluations }) => evaluations.length > 0) ?? false);

const isTiming = (data: SweepData): boolean => timingsOf(data).some((one) => !isTimed(data, one));
