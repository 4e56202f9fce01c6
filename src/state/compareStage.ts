/** Which sweep is on the Compare page: put there, followed, and left again. */
import type { TrialWorker } from '../experiment/job.ts';
import type { SweepData, SweepSpec } from '../experiment/sweep.ts';
import { encodeSweepLink } from '../experiment/sweepUrl.ts';
import { viewOf } from '../sweep/analyse/question.ts';
import type { SweepShelf } from '../sweep/keep.ts';
import type { SweepProgress } from '../sweep/runner.ts';
import type { CompareLink } from './compareLink.ts';
import { presetOf } from './comparePreset.ts';
import { createSession, type Session } from './compareSession.ts';
import type { SpeedBook } from './compareSpeeds.ts';
import { UNSELECTED, type CompareState, type CompareStore, type Progress } from './compareStore.ts';

export interface CompareStage {
  readonly session: Session | undefined;
  /** The text of the link that the sweep on the page came with. */
  readonly linkText: string | undefined;
  /** What a link says of the sweep on the page, to be checked. */
  reference: SweepData | undefined;
  busy(): boolean;
  /** Puts a sweep on the page; `from`: the text and the notes of the link that it came with. */
  show(data: SweepData, from?: { text: string; notes: readonly string[] }): Session;
  /** Takes the sweep off the page; one that is under way is paused and stays in the list. */
  leave(screen: Exclude<CompareState['screen'], 'sweep'>): void;
  /** To be called when the reader asks for something that comes later; whether it is still the last that was asked for. */
  ask(): () => boolean;
  /** Reads anew which sweeps are kept. */
  refreshSaved(): Promise<void>;
}

export interface StageOptions {
  store: CompareStore;
  speeds: SpeedBook;
  shelf: Promise<SweepShelf>;
  startWorker(): TrialWorker;
  workers(spec: SweepSpec): number;
  now(): number;
  link: CompareLink;
}

export function createStage({ store, speeds, shelf, link, ...options }: StageOptions): CompareStage {
  let session: Session | undefined;
  let linkText: string | undefined;
  let asked = 0;
  /** How the link wants its sweep to be looked at, until that is on the page. */
  let look = link.look;

  async function refreshSaved(): Promise<void> {
    const place = await shelf;
    const saved = (await place.list()).map((one) => ({ ...one, preset: presetOf(one.preset, one.spec) }));
    store.setState({ saved, notKept: place.why });
  }

  /** Once, for the sweep that the link names. */
  function lookFor(spec: SweepSpec): CompareLink['look'] {
    if (!look || !link.spec || encodeSweepLink(spec) !== encodeSweepLink(link.spec)) return undefined;
    const wanted = look;
    look = undefined;
    return wanted;
  }

  function follow(data: SweepData): Session {
    const next: Session = createSession({
      data,
      shelf,
      startWorker: options.startWorker,
      workers: options.workers(data.spec),
      now: options.now,
      onShow: () => {
        if (session !== next) return;
        speeds.note(next.data().spec, next.data().speeds);
        const progress = withoutCurves(next.progress());
        store.setState(({ revision }) => ({ progress, revision: revision + 1 }));
        if (progress?.status !== 'running') void next.kept().then(refreshSaved);
      },
      onNotKept: (why) => store.setState({ notKept: why }),
    });
    return next;
  }

  const stage: CompareStage = {
    get session() {
      return session;
    },
    get linkText() {
      return linkText;
    },
    reference: undefined,
    busy: () => session?.progress()?.status === 'running',
    show(given, from) {
      const data = { ...given, preset: presetOf(given.preset, given.spec) };
      asked++;
      session?.end();
      session = follow(data);
      linkText = from?.text;
      stage.reference = undefined;
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
      return session;
    },
    leave(screen) {
      asked++;
      session?.end();
      session = undefined;
      linkText = undefined;
      const gone = { sweepId: undefined, linked: undefined, progress: undefined, notice: undefined };
      store.setState({ screen, ...gone });
    },
    ask() {
      const mine = ++asked;
      return () => mine === asked;
    },
    refreshSaved,
  };
  return stage;
}

function withoutCurves(progress: SweepProgress | undefined): Progress | undefined {
  if (!progress) return undefined;
  const { live: _, ...rest } = progress;
  return rest;
}
