/** The Compare page without its looks: what each button does. */
import type { EngineName, ExperimentConfig } from '../experiment/config.ts';
import type { TrialWorker } from '../experiment/job.ts';
import type { SweepData, SweepSpec } from '../experiment/sweep.ts';
import { defaultSweep, sweepDraftOf, type SweepDraft } from '../experiment/sweepFields.ts';
import { importSweepText } from '../experiment/sweepResults.ts';
import { packSweep, unpackSweep, type Unpacked } from '../experiment/packed/packedSweep.ts';
import { encodeSweepLink } from '../experiment/sweepUrl.ts';
import { targetOf, viewOf } from '../sweep/analyse/question.ts';
import type { SweepShelf, SweepSummary } from '../sweep/keep.ts';
import { workersFor } from '../sweep/pool.ts';
import { PRESETS } from '../sweep/presets.ts';
import { areImported, timedOn, withoutFailedTimes } from '../sweep/retime.ts';
import type { SweepProgress } from '../sweep/runner.ts';
import { readDrafted } from './compareDraft.ts';
import { lookLink, RESULTS_MARK, resultsIn, type CompareLink } from './compareLink.ts';
import { withLive } from './compareLive.ts';
import { anyDone, brokenRuns } from './compareRuns.ts';
import { presetOf } from './comparePreset.ts';
import { createSession, type Session } from './compareSession.ts';
import { createWarmWorkers } from './compareWarm.ts';
import { createSpeedBook, type SpeedBook } from './compareSpeeds.ts';
import {
  createCompareStore,
  UNSELECTED,
  type CompareNotice,
  type CompareState,
  type CompareStore,
  type Progress,
} from './compareStore.ts';

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

export function createCompare(options: CompareOptions): Compare {
  const { base, link, now } = options;
  const workers = (spec: SweepSpec): number => workersFor(spec.base.engine, options.cores);
  const draft = sweepDraftOf(link.spec ?? defaultSweep(base()));
  const store = createCompareStore(draft, link.notes);
  const warm = createWarmWorkers(options.startWorker);
  const speeds = createSpeedBook({ startWorker: warm.borrow, onMeasured: () => bump() });
  const shelf = options.openShelf();
  let session: Session | undefined;
  /** Counts what the reader asked to see: what was asked for earlier must not come up over it. */
  let asked = 0;
  let preset = link.preset;
  /** The text of the link that the sweep on the page came with. */
  let linkText: string | undefined;
  /** What a link says of the sweep on the page, to be checked. */
  let reference: SweepData | undefined;
  /** How the link wants its sweep to be looked at, until that is on the page. */
  let look = link.look;

  const bump = (): void => store.setState(({ revision }) => ({ revision: revision + 1 }));
  const busy = (): boolean => session?.progress()?.status === 'running';
  const say = (notice: CompareNotice | undefined): void => store.setState({ notice });

  async function refreshSaved(): Promise<void> {
    const place = await shelf;
    const saved = (await place.list()).map((one) => ({ ...one, preset: presetOf(one.preset, one.spec) }));
    store.setState({ saved, notKept: place.kept ? undefined : place.why });
  }

  /** Puts a sweep on the page; `from`: the text and the notes of the link that it came with. */
  function show(given: SweepData, from?: { text: string; notes: readonly string[] }): Session {
    const data = { ...given, preset: presetOf(given.preset, given.spec) };
    asked++;
    session?.end();
    const next: Session = createSession({
      data,
      shelf,
      startWorker: warm.take,
      workers: workers(data.spec),
      now,
      onShow: () => {
        if (session !== next) return;
        speeds.note(next.data().spec, next.data().speeds);
        const progress = withoutCurves(next.progress());
        store.setState(({ revision }) => ({ progress, revision: revision + 1 }));
        if (progress?.status !== 'running') void next.kept().then(refreshSaved);
      },
      onNotKept: (why) => store.setState({ notKept: why }),
    });
    session = next;
    linkText = from?.text;
    reference = undefined;
    speeds.note(data.spec, data.speeds);
    store.setState(({ revision }) => ({
      ...UNSELECTED,
      view: viewOf(data),
      target: data.spec.budget.until,
      ...lookFor(data.spec),
      screen: 'sweep',
      sweepId: data.id,
      linked: from && { notes: from.notes },
      progress: undefined,
      notice: undefined,
      revision: revision + 1,
    }));
    return next;
  }

  /** Once, for the sweep that the link names. */
  function lookFor(spec: SweepSpec): CompareLink['look'] {
    if (!look || !link.spec || encodeSweepLink(spec) !== encodeSweepLink(link.spec)) return undefined;
    const wanted = look;
    look = undefined;
    return wanted;
  }

  function begin(spec: SweepSpec, presetId: string | undefined): void {
    options.onStart();
    speeds.stop();
    const data: SweepData = {
      id: options.newId(),
      spec,
      preset: presetOf(presetId, spec),
      createdAt: now(),
      speeds: [],
      runs: [],
    };
    const next = show(data);
    void next.keep().then(refreshSaved);
    next.begin();
  }

  async function load(id: string): Promise<SweepData | undefined> {
    const data = await (await shelf).load(id);
    if (!data) say({ kind: 'bad', text: 'This sweep is no longer in the browser’s storage.' });
    return data;
  }

  /** Does what is left, as Session.goOn says. */
  async function goOn(current: Session, ...how: Parameters<Session['goOn']>): Promise<void> {
    const imported = areImported(current.data());
    const ours = await current.goOn(...how);
    if (session !== current) return;
    if (ours) {
      options.onStart();
      speeds.stop();
      say(
        imported ? { kind: 'info', text: areImported(current.data()) ? TIMES_STAY : TIMED_ANEW } : undefined,
      );
      return;
    }
    const fresh = await load(current.data().id);
    if (session !== current) return;
    if (fresh) show(fresh);
    say({
      kind: 'info',
      text: 'Another tab is at work on this sweep. What it has done so far is shown here.',
    });
  }

  /** Shows what was packed, unless something else was asked for meanwhile; what is wrong with it, where something is. */
  async function openResults(text: string): Promise<string | undefined> {
    const mine = ++asked;
    const found: Unpacked | { error: string } = await unpackSweep(text, options.newId());
    if ('error' in found) return found.error;
    if (mine === asked) show(found.data, { text, notes: found.notes });
    return undefined;
  }

  /** What the link asks for: the results that it holds; else the sweep itself where this browser has it, else the builder with its settings. */
  async function followLink(): Promise<void> {
    const wrong = link.results === undefined ? undefined : await openResults(link.results);
    await refreshSaved();
    if (link.results === undefined || wrong !== undefined) await followSetUp();
    if (wrong !== undefined) say({ kind: 'bad', text: wrong });
  }

  async function followSetUp(): Promise<void> {
    const { screen, saved } = store.getState();
    if (screen !== 'questions' || link.spec === undefined) return;
    const wanted = encodeSweepLink(link.spec);
    const match = saved.find((one: SweepSummary) => encodeSweepLink(one.spec) === wanted);
    if (match) await compare.open(match.id);
    else store.setState({ screen: 'builder' });
  }

  const compare: Compare = {
    store,
    speeds,
    workers,
    data: () => session?.data(),
    liveData: () => session && withLive(session.data(), session.progress()?.live ?? []),
    hold: () => session?.holdShow() ?? (() => undefined),
    edit(change) {
      preset = undefined;
      store.setState(({ draft: before }) => ({ draft: { ...before, ...change } }));
    },
    async warmUp() {
      const { spec } = PRESETS[0];
      await warm.prepare(spec, workers(spec));
      if (!session) await speeds.measure(spec);
    },
    coolDown() {
      if (!session) speeds.stop();
      warm.drop();
    },
    questions() {
      asked++;
      session?.end();
      session = undefined;
      linkText = undefined;
      store.setState({
        screen: 'questions',
        sweepId: undefined,
        linked: undefined,
        progress: undefined,
        notice: undefined,
      });
      void refreshSaved();
    },
    build(spec) {
      if (busy()) return;
      asked++;
      if (spec) {
        options.adopt(spec.base);
        store.setState({ draft: sweepDraftOf(spec) });
      }
      session?.end();
      session = undefined;
      linkText = undefined;
      store.setState({
        screen: 'builder',
        sweepId: undefined,
        linked: undefined,
        progress: undefined,
        notice: undefined,
      });
    },
    start() {
      const { spec } = readDrafted(store.getState().draft, base());
      if (spec && !busy()) begin(spec, preset);
    },
    startPreset(id) {
      const found = PRESETS.find((one) => one.id === id);
      if (found && !busy()) begin(found.spec, found.id);
    },
    pause: () => session?.pause(),
    async goOn() {
      if (session && linkText === undefined) await goOn(session);
    },
    cancel() {
      if (!session) return;
      if (anyDone(session.data())) session.cancel();
      else void compare.remove(session.data().id);
    },
    async open(id) {
      if (busy()) return;
      const mine = ++asked;
      const data = await load(id);
      if (data && mine === asked) show(data);
    },
    async remove(id) {
      const shown = session?.data().id === id ? session : undefined;
      let notice: CompareNotice | undefined;
      try {
        const removed = await (shown ? shown.remove() : removeClaimed(await shelf, id));
        if (!removed) return say(inOtherTab('it was not deleted'));
      } catch (error) {
        notice = {
          kind: 'bad',
          text: `The sweep could not be deleted from the browser’s storage: ${reasonOf(error)}.`,
        };
      }
      if (shown && session === shown) compare.questions();
      await refreshSaved();
      if (notice) say(notice);
    },
    importText(text) {
      if (busy()) return say({ kind: 'bad', text: 'Pause or cancel the sweep before another is read in.' });
      const read = importSweepText(text);
      if ('error' in read) return say({ kind: 'bad', text: read.error });
      const next = show({ ...read.data, id: options.newId() });
      void next.keep().then(refreshSaved);
    },
    select: (change) => store.setState(change),
    toggleBatch: (batchSize) =>
      store.setState(({ hiddenBatches }) => ({ hiddenBatches: toggled(hiddenBatches, batchSize) })),
    toggleRun: (trialId) =>
      store.setState(({ hiddenRuns }) => ({ hiddenRuns: toggled(hiddenRuns, trialId) })),
    async removeRun(trialId) {
      if (!session || busy()) return;
      const removed = await session.removeRun(trialId);
      say(removed ? undefined : inOtherTab('the run was not deleted'));
    },
    async retry() {
      if (!session || busy() || linkText !== undefined) return;
      const broken = brokenRuns(session.data()).map(({ trial }) => trial.id);
      await goOn(session, broken, withoutFailedTimes);
    },
    async measureOn(engine) {
      if (session && !busy() && linkText === undefined)
        await goOn(session, [], (data) => timedOn(data, engine));
    },
    say,
    async openFragment(hash) {
      const text = resultsIn(hash);
      if (text === undefined || text === linkText) return;
      if (busy()) return say({ kind: 'bad', text: 'Pause or cancel the sweep before a link’s is shown.' });
      const wrong = await openResults(text);
      if (wrong !== undefined) say({ kind: 'bad', text: wrong });
    },
    rerun() {
      const data = session?.data();
      if (!data || linkText === undefined) return;
      begin(data.spec, data.preset);
      reference = data;
    },
    reference: () => reference,
    async resultsLink() {
      const data = session?.data();
      if (!data) return undefined;
      const query = lookLink(data, store.getState());
      if (linkText !== undefined) return `${query}${RESULTS_MARK}${linkText}`;
      const { target } = store.getState();
      const packed = await packSweep(data, { targets: [targetOf(data), ...(target ? [target] : [])] });
      if ('text' in packed) return `${query}${RESULTS_MARK}${packed.text}`;
      say({ kind: 'bad', text: packed.error });
      return undefined;
    },
    fragment: () => (linkText === undefined ? '' : `${RESULTS_MARK}${linkText}`),
    query() {
      const data = session?.data();
      if (data) return lookLink(data, store.getState());
      const { screen, draft: drafted } = store.getState();
      const spec = screen === 'builder' ? readDrafted(drafted, base()).spec : undefined;
      return spec && encodeSweepLink(spec, presetOf(preset, spec));
    },
    dispose() {
      session?.end();
      speeds.stop();
      warm.drop();
    },
  };
  void followLink();
  return compare;
}

const TIMED_ANEW =
  'The update times in the file are of elsewhere, so they are measured here anew; all seconds follow from these.';
const TIMES_STAY =
  'The update times stay those of the file, since by them the runs in it were given their updates. Seconds are not of this machine.';

const inOtherTab = (so: string): CompareNotice => ({
  kind: 'info',
  text: `Another tab is at work on this sweep, so ${so}. Cancel it there or close that tab first.`,
});

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');

/** Removes a sweep that is not on the page; false where another tab holds it. */
async function removeClaimed(place: SweepShelf, id: string): Promise<boolean> {
  const release = await place.claim(id);
  if (!release) return false;
  try {
    await place.remove(id);
  } finally {
    release();
  }
  return true;
}

function withoutCurves(progress: SweepProgress | undefined): Progress | undefined {
  if (!progress) return undefined;
  const { live: _, ...rest } = progress;
  return rest;
}

function toggled<T>(set: ReadonlySet<T>, item: T): Set<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
