/** What the Compare page can do, and what it needs. */
import type { EngineName, ExperimentConfig } from '../experiment/config.ts';
import type { TrialWorker } from '../experiment/job.ts';
import type { SweepData, SweepSpec } from '../experiment/sweep.ts';
import type { SweepDraft } from '../experiment/sweepFields.ts';
import type { SweepShelf } from '../sweep/keep.ts';
import type { CompareLink } from './compareLink.ts';
import type { SpeedBook } from './compareSpeeds.ts';
import type { CompareNotice, CompareState, CompareStore } from './compareStore.ts';

/** What the reader chooses to see of a sweep. */
export type Selection = Pick<
  CompareState,
  'view' | 'axis' | 'metric' | 'split' | 'target' | 'hoverBatch' | 'scrub'
>;

export interface Compare {
  readonly store: CompareStore;
  readonly speeds: SpeedBook;
  /** How many runs of a sweep train at once. */
  workers(spec: SweepSpec): number;
  /** The sweep on the page; goes with `revision`. */
  data(): SweepData | undefined;
  /** The same, with the runs under way as far as they are. */
  liveData(): SweepData | undefined;
  /** `revision` does not grow until what this gives is called, unless the sweep ends or turns: it is still being drawn. */
  hold(): () => void;
  edit(change: Partial<SweepDraft>): void;
  /** Gets ready for the first question, and times an update for forecasts. */
  warmUp(): Promise<void>;
  /** Gives up what `warmUp` has got ready and nobody took. */
  coolDown(): void;
  /** Shows the six questions again; a sweep that is under way is paused and stays in the list. */
  questions(): void;
  /** Shows the builder with these settings, or with those it has. */
  build(spec?: SweepSpec): void;
  start(): void;
  startPreset(id: string): void;
  pause(): void;
  /** Trains what is left of the sweep on the page. */
  goOn(): Promise<void>;
  /** Ends what is under way; what is done stays. */
  cancel(): void;
  open(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  importText(text: string): void;
  select(change: Partial<Selection>): void;
  toggleBatch(batchSize: number): void;
  toggleRun(trialId: string): void;
  removeRun(trialId: string): Promise<void>;
  /** Makes again what failed, runs and update times; runs that diverged would do so again. */
  retry(): Promise<void>;
  /** Measures update times on one more of the engines that the browser offers. */
  measureOn(engine: EngineName): Promise<void>;
  say(notice: CompareNotice | undefined): void;
  /** Shows the results that a link's fragment holds; they are not kept. */
  openFragment(hash: string): Promise<void>;
  /** Trains the sweep of a link here, to see whether its results hold. */
  rerun(): void;
  /** The sweep of the link that the one on the page is to check. */
  reference(): SweepData | undefined;
  /** Query and fragment of a link that holds the results on the page; undefined, and the reason is said, where there is none. */
  resultsLink(): Promise<string | undefined>;
  /** The fragment of the page's address, with its mark; '' where the sweep on the page came with no link. */
  fragment(): string;
  /** The query of a link to the sweep on the page or in the builder; undefined: there is none. */
  query(): string | undefined;
  dispose(): void;
}

export interface CompareOptions {
  /** The task that the builder builds on: the draft of the Train page. */
  base(): ExperimentConfig;
  /** Puts a task into the draft of the Train page. */
  adopt(config: ExperimentConfig): void;
  /** Called when trials begin to train in this tab: nothing else should compute then. */
  onStart(): void;
  startWorker(): TrialWorker;
  /** Processor cores, where the browser says. */
  cores: number | undefined;
  openShelf(): Promise<SweepShelf>;
  link: CompareLink;
  now(): number;
  newId(): string;
}
