import { useEffect, useId, useMemo, useRef, type ComponentType } from 'react';
import type { SweepData } from '../../experiment/sweep.ts';
import {
  useCompare,
  useCompareState,
  useLiveData,
  useSweepData,
  useWithoutHidden,
} from '../../state/compareHooks.ts';
import type { CompareState, ViewId } from '../../state/compareStore.ts';
import { UNSELECTED, VIEW_IDS } from '../../state/compareStore.ts';
import { DrawnLater } from '../charts/useSize.ts';
import { useMedia } from '../media.ts';
import { RunsView } from './RunsView.tsx';
import { GeneralisationView } from './views/GeneralisationView.tsx';
import { NoiseView } from './views/NoiseView.tsx';
import type { Selection, SelectionEvents, ViewProps } from './views/props.ts';
import { RaceView } from './views/RaceView.tsx';
import { SpeedView } from './views/SpeedView.tsx';
import { TargetView } from './views/TargetView.tsx';
import { TradeView } from './views/TradeView.tsx';
import { useTurn } from './useTurn.ts';
import './stage.css';

const TITLES: Readonly<Record<ViewId, string>> = {
  race: 'Race',
  target: 'To the target',
  memory: 'Time and memory',
  noise: 'Noise',
  speed: 'Speed',
  generalisation: 'Generalisation',
  runs: 'Runs',
};

const VIEWS: Readonly<Record<Exclude<ViewId, 'runs'>, ComponentType<ViewProps>>> = {
  race: RaceView,
  target: TargetView,
  memory: TradeView,
  noise: NoiseView,
  speed: SpeedView,
  generalisation: GeneralisationView,
};

/** Those that draw the runs under way as far as they are. */
const GROWING: ReadonlySet<ViewId> = new Set(['race', 'noise']);

/** The views that a sweep can fill. */
const viewsOf = ({ spec }: SweepData): readonly ViewId[] => (spec.kind === 'speed' ? ['speed'] : VIEW_IDS);

/** One figure at a time, the others as small pictures to choose from. */
export function Stage() {
  const id = useId();
  const all = useSweepData();
  const chosen = useCompareState((s) => s.view);
  if (!all) return null;
  const views = viewsOf(all);
  const view = views.includes(chosen) ? chosen : views[0];
  return (
    <div className="stage-area">
      {views.length > 1 && <Thumbnails id={id} views={views} view={view} />}
      <div
        className="figure"
        role={views.length > 1 ? 'tabpanel' : undefined}
        id={`${id}-panel`}
        aria-labelledby={views.length > 1 ? `${id}-${view}` : undefined}
      >
        <Figure view={view} all={all} />
      </div>
    </div>
  );
}

function Figure({ view, all }: { view: ViewId; all: SweepData }) {
  const selection = useSelection();
  const on = useSelectionEvents();
  const settled = useWithoutHidden(all);
  const live = useWithoutHidden(useLiveData());
  if (view === 'runs') return <RunsView data={all} />;
  const View = VIEWS[view];
  const data = GROWING.has(view) ? live : settled;
  return data ? <View data={data} selection={selection} on={on} size="full" /> : null;
}

interface ThumbnailsProps {
  id: string;
  views: readonly ViewId[];
  view: ViewId;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

function Thumbnails({ id, views, view }: ThumbnailsProps) {
  const compare = useCompare();
  const list = useRef<HTMLDivElement>(null);
  const pictures = useMedia('(min-width: 901px)');
  // On a phone the row is wider than the page: the view that is shown is shown by its name, too.
  useEffect(() => {
    const row = list.current;
    const tab = row?.querySelector<HTMLElement>(`[data-view="${view}"]`);
    if (!row || !tab || row.scrollWidth <= row.clientWidth) return;
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  }, [view, pictures]);
  const move = (e: React.KeyboardEvent): void => {
    const at = views.indexOf(view);
    const to = { Home: 0, End: views.length - 1 }[e.key] ?? at + (STEPS[e.key] ?? NaN);
    const next = views[(to + views.length) % views.length];
    if (!next) return;
    e.preventDefault();
    compare.select({ view: next });
    list.current?.querySelector<HTMLElement>(`[data-view="${next}"]`)?.focus();
  };
  return (
    <div className="thumbs" role="tablist" aria-label="Views" ref={list} onKeyDown={move}>
      {views.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`${id}-${one}`}
          data-view={one}
          aria-selected={one === view}
          aria-controls={`${id}-panel`}
          tabIndex={one === view ? 0 : -1}
          onClick={() => compare.select({ view: one })}
        >
          <span className="thumb-title">{TITLES[one]}</span>
          {pictures && (
            <span className="thumb-picture" aria-hidden="true">
              <Thumb view={one} />
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

const NOTHING: SelectionEvents = {
  axis: () => undefined,
  metric: () => undefined,
  split: () => undefined,
  target: () => undefined,
  hover: () => undefined,
  toggle: () => undefined,
  scrub: () => undefined,
};

/**
 * A view as a small picture, once a run has ended: update times are measured before, and drawing disturbs them. It waits for
 * everything else on the page, and for its turn among the others.
 */
function Thumb({ view }: { view: ViewId }) {
  const latest = useWithoutHidden(useSweepData());
  const hiddenBatches = useCompareState((s) => s.hiddenBatches);
  const target = useCompareState((s) => s.target);
  const wanted = useMemo(
    () =>
      latest && latest.runs.length > 0
        ? { data: latest, selection: { ...UNSELECTED, hiddenBatches, target } }
        : undefined,
    [latest, hiddenBatches, target],
  );
  const shown = useTurn(wanted);
  if (!shown) return null;
  const { data, selection } = shown;
  if (view === 'runs')
    return <b className="thumb-count">{data.runs.filter(({ trial }) => trial.role === 'run').length}</b>;
  if (view === 'noise' && !data.spec.noise) return <span className="thumb-none">not measured</span>;
  const View = VIEWS[view];
  return (
    <DrawnLater value={true}>
      <View data={data} selection={selection} on={NOTHING} size="thumb" />
    </DrawnLater>
  );
}

function useSelection(): Selection {
  const pick =
    <K extends keyof Selection>(key: K): ((s: CompareState) => Selection[K]) =>
    (s) =>
      s[key];
  const axis = useCompareState(pick('axis'));
  const metric = useCompareState(pick('metric'));
  const split = useCompareState(pick('split'));
  const target = useCompareState(pick('target'));
  const hiddenBatches = useCompareState(pick('hiddenBatches'));
  const hoverBatch = useCompareState(pick('hoverBatch'));
  const scrub = useCompareState(pick('scrub'));
  return useMemo(
    () => ({ axis, metric, split, target, hiddenBatches, hoverBatch, scrub }),
    [axis, metric, split, target, hiddenBatches, hoverBatch, scrub],
  );
}

function useSelectionEvents(): SelectionEvents {
  const compare = useCompare();
  return useMemo(
    () => ({
      axis: (axis) => compare.select({ axis }),
      metric: (metric) => compare.select({ metric }),
      split: (split) => compare.select({ split }),
      target: (target) => compare.select({ target }),
      hover: (hoverBatch) => compare.select({ hoverBatch }),
      toggle: (batchSize) => compare.toggleBatch(batchSize),
      scrub: (scrub) => compare.select({ scrub }),
    }),
    [compare],
  );
}
