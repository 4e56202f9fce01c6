/** The Compare page without its looks: what each button does. */
import type { SweepData, SweepSpec } from '../experiment/sweep.ts';
import { defaultSweep, sweepDraftOf } from '../experiment/sweepFields.ts';
import { importSweepText } from '../experiment/sweepResults.ts';
import { packSweep, unpackSweep, type Unpacked } from '../experiment/packed/packedSweep.ts';
import { encodeSweepLink } from '../experiment/sweepUrl.ts';
import { targetOf } from '../sweep/analyse/question.ts';
import type { SweepShelf, SweepSummary } from '../sweep/keep.ts';
import { workersFor } from '../sweep/pool.ts';
import { PRESETS } from '../sweep/presets.ts';
import { areImported, timedOn, withoutFailedTimes } from '../sweep/retime.ts';
import { readDrafted } from './compareDraft.ts';
import { lookLink, RESULTS_MARK, resultsIn } from './compareLink.ts';
import { withLive } from './compareLive.ts';
import { inOtherTab, notDeleted, SHOWN_FROM_OTHER_TAB, TIMED_ANEW, TIMES_STAY } from './compareNotices.ts';
import { anyDone, brokenRuns } from './compareRuns.ts';
import { presetOf } from './comparePreset.ts';
import type { Session } from './compareSession.ts';
import { createStage } from './compareStage.ts';
import { createWarmWorkers } from './compareWarm.ts';
import { createSpeedBook } from './compareSpeeds.ts';
import { createCompareStore, type CompareNotice } from './compareStore.ts';
import type { Compare, CompareOptions } from './compareTypes.ts';

export function createCompare(options: CompareOptions): Compare {
  const { base, link, now } = options;
  const workers = (spec: SweepSpec): number => workersFor(spec.base.engine, options.cores);
  const draft = sweepDraftOf(link.spec ?? defaultSweep(base()));
  const store = createCompareStore(draft, link.notes);
  const warm = createWarmWorkers(options.startWorker);
  const speeds = createSpeedBook({ startWorker: warm.borrow, onMeasured: () => bump() });
  const shelf = options.openShelf();
  let preset = link.preset;

  const bump = (): void => store.setState(({ revision }) => ({ revision: revision + 1 }));
  const stage = createStage({ store, speeds, shelf, startWorker: warm.take, workers, now, link });
  const { busy, refreshSaved } = stage;
  const say = (notice: CompareNotice | undefined): void => store.setState({ notice });

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
    const next = stage.show(data);
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
    if (stage.session !== current) return;
    if (ours) {
      options.onStart();
      speeds.stop();
      say(
        imported ? { kind: 'info', text: areImported(current.data()) ? TIMES_STAY : TIMED_ANEW } : undefined,
      );
      return;
    }
    const fresh = await load(current.data().id);
    if (stage.session !== current) return;
    if (fresh) stage.show(fresh);
    say(SHOWN_FROM_OTHER_TAB);
  }

  /** Shows what was packed, unless something else was asked for meanwhile; what is wrong with it, where something is. */
  async function openResults(text: string): Promise<string | undefined> {
    const latest = stage.ask();
    const found: Unpacked | { error: string } = await unpackSweep(text, options.newId());
    if ('error' in found) return found.error;
    if (latest()) stage.show(found.data, { text, notes: found.notes });
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
    data: () => stage.session?.data(),
    liveData() {
      const { session } = stage;
      return session && withLive(session.data(), session.progress()?.live ?? []);
    },
    hold: () => stage.session?.holdShow() ?? (() => undefined),
    edit(change) {
      preset = undefined;
      store.setState(({ draft: before }) => ({ draft: { ...before, ...change } }));
    },
    async warmUp() {
      const { spec } = PRESETS[0];
      await warm.prepare(spec, workers(spec));
      if (!stage.session) await speeds.measure(spec);
    },
    coolDown() {
      if (!stage.session) speeds.stop();
      warm.drop();
    },
    questions() {
      stage.leave('questions');
      void refreshSaved();
    },
    build(spec) {
      if (busy()) return;
      if (spec) {
        options.adopt(spec.base);
        store.setState({ draft: sweepDraftOf(spec) });
      }
      stage.leave('builder');
    },
    start() {
      const { spec } = readDrafted(store.getState().draft, base());
      if (spec && !busy()) begin(spec, preset);
    },
    startPreset(id) {
      const found = PRESETS.find((one) => one.id === id);
      if (found && !busy()) begin(found.spec, found.id);
    },
    pause: () => stage.session?.pause(),
    async goOn() {
      const { session } = stage;
      if (session && stage.linkText === undefined) await goOn(session);
    },
    cancel() {
      const { session } = stage;
      if (!session) return;
      if (anyDone(session.data())) session.cancel();
      else void compare.remove(session.data().id);
    },
    async open(id) {
      if (busy()) return;
      const latest = stage.ask();
      const data = await load(id);
      if (data && latest()) stage.show(data);
    },
    async remove(id) {
      const { session } = stage;
      const shown = session?.data().id === id ? session : undefined;
      let notice: CompareNotice | undefined;
      try {
        const removed = await (shown ? shown.remove() : removeClaimed(await shelf, id));
        if (!removed) return say(inOtherTab('it was not deleted'));
      } catch (error) {
        notice = notDeleted(error);
      }
      if (shown && stage.session === shown) compare.questions();
      await refreshSaved();
      if (notice) say(notice);
    },
    importText(text) {
      if (busy()) return say({ kind: 'bad', text: 'Pause or cancel the sweep before another is read in.' });
      const read = importSweepText(text);
      if ('error' in read) return say({ kind: 'bad', text: read.error });
      const next = stage.show({ ...read.data, id: options.newId() });
      void next.keep().then(refreshSaved);
    },
    select: (change) => store.setState(change),
    toggleBatch: (batchSize) =>
      store.setState(({ hiddenBatches }) => ({ hiddenBatches: toggled(hiddenBatches, batchSize) })),
    toggleRun: (trialId) =>
      store.setState(({ hiddenRuns }) => ({ hiddenRuns: toggled(hiddenRuns, trialId) })),
    async removeRun(trialId) {
      const { session } = stage;
      if (!session || busy()) return;
      const removed = await session.removeRun(trialId);
      say(removed ? undefined : inOtherTab('the run was not deleted'));
    },
    async retry() {
      const { session } = stage;
      if (!session || busy() || stage.linkText !== undefined) return;
      const broken = brokenRuns(session.data()).map(({ trial }) => trial.id);
      await goOn(session, broken, withoutFailedTimes);
    },
    async measureOn(engine) {
      const { session } = stage;
      if (session && !busy() && stage.linkText === undefined)
        await goOn(session, [], (data) => timedOn(data, engine));
    },
    say,
    async openFragment(hash) {
      const text = resultsIn(hash);
      if (text === undefined || text === stage.linkText) return;
      if (busy()) return say({ kind: 'bad', text: 'Pause or cancel the sweep before a link’s is shown.' });
      const wrong = await openResults(text);
      if (wrong !== undefined) say({ kind: 'bad', text: wrong });
    },
    rerun() {
      const data = stage.session?.data();
      if (!data || stage.linkText === undefined) return;
      begin(data.spec, data.preset);
      stage.reference = data;
    },
    reference: () => stage.reference,
    async resultsLink() {
      const { session, linkText } = stage;
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
    fragment: () => (stage.linkText === undefined ? '' : `${RESULTS_MARK}${stage.linkText}`),
    query() {
      const data = stage.session?.data();
      if (data) return lookLink(data, store.getState());
      const { screen, draft: drafted } = store.getState();
      const spec = screen === 'builder' ? readDrafted(drafted, base()).spec : undefined;
      return spec && encodeSweepLink(spec, presetOf(preset, spec));
    },
    dispose() {
      stage.session?.end();
      speeds.stop();
      warm.drop();
    },
  };
  void followLink();
  return compare;
}

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

function toggled<T>(set: ReadonlySet<T>, item: T): Set<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
