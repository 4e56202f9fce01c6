/**
 * The curves of a live chart, drawn imperatively. The axes are drawn elsewhere, from the domains announced here; curves
 * follow a new domain only once the axes have it.
 */
import type { RunId } from '../../experiment/run.ts';
import type { SeriesStore } from '../../state/series.ts';
import type { XAxis } from '../../state/store.ts';
import { batchColor, dimmedBatchColor, type Theme } from './batchColor.ts';
import type { ChartKind, ChartRun } from './chartRun.ts';
import { createEndLabels, type EndLabel } from './endLabels.ts';
import { createLossTrace, type LossTrace } from './lossTrace.ts';
import type { Pen, Spot } from './paint.ts';
import { paintRun } from './paintRun.ts';
import { paintRetunes } from './retunes.ts';
import { fit, sceneOf, stillKey, type Scene, type Shown } from './scene.ts';
import { accuracyDomain, lossDomain, reachDomain, sameDomain, type LossExtent } from './plotDomain.ts';
import type { PlotLayout } from './plotLayout.ts';
import { bestAccuracy, reachOf } from './runReach.ts';
import { readAccuracy, readLoss, type Reading } from './reading.ts';
import type { Domain } from './scale.ts';
import { commonWindow } from './smoothTrack.ts';

export interface PlotView {
  kind: ChartKind;
  runs: readonly ChartRun[];
  axis: XAxis;
  logX: boolean;
  logY: boolean;
  theme: Theme;
  focusId: RunId | undefined;
  layout: PlotLayout;
  /** The domains that the axes show now. */
  domains: Domains;
}

export interface Domains {
  x: Domain;
  y: Domain;
}

export interface RunReading extends Reading {
  run: ChartRun;
}

export interface LivePlot {
  draw(view: PlotView): void;
  read(view: PlotView, x: number): RunReading[];
}

export interface PlotParts {
  /** Holds the runs that stand still, painted anew only when something about them changes. */
  back: HTMLCanvasElement;
  /** Holds the runs that train. */
  front: HTMLCanvasElement;
  /** Holds the labels at the ends of the curves. */
  labels: HTMLElement;
  series: SeriesStore;
  /** The axes should show these from now on. */
  announce: (domains: Domains) => void;
}

export function createLivePlot({ back, front, labels, series: store, announce }: PlotParts): LivePlot {
  const traces = new Map<RunId, LossTrace>();
  const endLabels = createEndLabels(labels);
  const ends = new Map<RunId, Spot | undefined>();
  let announced: Domains | undefined;
  let smoothedOver = 1;
  /** What the back canvas shows. */
  let painted = '';

  function traceOf(id: RunId): LossTrace {
    let trace = traces.get(id);
    if (!trace) traces.set(id, (trace = createLossTrace()));
    return trace;
  }

  function visible(view: PlotView): Shown[] {
    const known = new Set(view.runs.map(({ id }) => id));
    for (const id of traces.keys()) if (!known.has(id)) traces.delete(id);
    return view.runs.flatMap((run) => {
      const series = store.get(run.id);
      return series && !run.hidden ? [{ run, series }] : [];
    });
  }

  function domainsOf(view: PlotView, shown: readonly Shown[]): Domains {
    const x = reachDomain(
      shown.map(({ run, series }) => reachOf(run, series, view.axis)),
      view.logX,
    );
    if (view.kind === 'accuracy') return { x, y: accuracyDomain(shown.flatMap(bestAccuracy)) };
    smoothedOver = commonWindow(view.runs.map(({ id }) => store.get(id))) ?? 1;
    const extents: LossExtent[] = [];
    for (const { run, series } of shown) {
      const extent = traceOf(run.id).extent(series, smoothedOver);
      if (extent) extents.push(extent);
    }
    return { x, y: lossDomain(extents, view.logY) };
  }

  /** Paints some of the runs on a cleared canvas and remembers where they end. */
  function paint(canvas: HTMLCanvasElement, runs: readonly Shown[], scene: Scene): Pen | undefined {
    const pen = fit(canvas, scene);
    if (!pen) return undefined;
    const { view, x, y, paper, focus } = scene;
    for (const { run, series } of runs) {
      const focused = run.id === focus;
      const colour = (focused ? batchColor : dimmedBatchColor)(run.batchSize, view.theme);
      const trace = view.kind === 'loss' ? traceOf(run.id) : undefined;
      trace?.gather(series, view.axis, x);
      const ink = { colour, paper, focused };
      ends.set(run.id, paintRun(pen, { series, trace, axis: view.axis, x, y, ink, layout: view.layout }));
    }
    return pen;
  }

  function endLabelOf({ run }: Shown, { view, focus }: Scene): EndLabel[] {
    const end = ends.get(run.id);
    const colour = batchColor(run.batchSize, view.theme);
    return end ? [{ id: run.id, text: run.label, colour, focused: run.id === focus, ...end }] : [];
  }

  return {
    draw(view) {
      const shown = visible(view);
      const domains = domainsOf(view, shown);
      const last = announced ?? view.domains;
      if (!sameDomain(domains.x, last.x) || !sameDomain(domains.y, last.y)) {
        announced = domains;
        announce(domains);
      }
      const scene = sceneOf(view, front);
      // The run in focus is drawn over the others.
      shown.sort((a, b) => Number(a.run.id === scene.focus) - Number(b.run.id === scene.focus));
      const still = shown.filter(({ run }) => !run.live);
      const key = stillKey(still, scene, smoothedOver);
      if (key !== painted) {
        painted = key;
        paint(back, still, scene);
      }
      const pen = paint(
        front,
        shown.filter(({ run }) => run.live),
        scene,
      );
      if (!pen) return;
      pen.font = `11px ${scene.fontFamily}`;
      paintRetunes(pen, shown, scene);
      const labelled = shown.flatMap((one) => endLabelOf(one, scene));
      endLabels.show(labelled, view.layout, pen);
    },
    read(view, at) {
      return visible(view).map(({ run, series }) => ({
        run,
        ...(view.kind === 'loss'
          ? readLoss(series, traceOf(run.id).smooth.values, view.axis, at)
          : readAccuracy(series, view.axis, at)),
      }));
    },
  };
}
