/** All that curves are painted with at one drawing: scales, colours of the paper, font, the run in focus. */
import type { RunId } from '../../experiment/run.ts';
import type { Series } from '../../state/series.ts';
import type { ChartRun } from './chartRun.ts';
import type { PlotView } from './livePlot.ts';
import type { Pen } from './paint.ts';
import { xScale, yScale } from './plotLayout.ts';
import type { Scale } from './scale.ts';
import { penOf } from '../penOf.ts';

export interface Shown {
  run: ChartRun;
  series: Series;
}

export interface Scene {
  view: PlotView;
  x: Scale;
  y: Scale;
  paper: string;
  fontFamily: string;
  focus: RunId | undefined;
}

export function sceneOf(view: PlotView, canvas: HTMLCanvasElement): Scene {
  const style = getComputedStyle(canvas);
  return {
    view,
    x: xScale(view.layout, view.domains.x),
    y: yScale(view.layout, view.domains.y),
    paper: style.getPropertyValue('--card').trim() || '#ffffff',
    fontFamily: style.fontFamily || 'sans-serif',
    focus: view.focusId ?? view.runs.find((r) => r.live)?.id ?? view.runs[0]?.id,
  };
}

const MAX_PIXEL_RATIO = 2;

const pixelRatio = () => Math.min(MAX_PIXEL_RATIO, window.devicePixelRatio || 1);

/** The cleared canvas in the chart's size. */
export function fit(canvas: HTMLCanvasElement, { view }: Scene): Pen | undefined {
  const { width, height } = view.layout;
  const ratio = pixelRatio();
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  const pen = penOf(canvas);
  if (!pen) return undefined;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}

/** The same for as long as the runs that stand still look the same. */
export function stillKey(
  still: readonly Shown[],
  { view, x, y, focus, paper }: Scene,
  window: number,
): string {
  const { width, height, right } = view.layout;
  const runs = still.map(({ run, series }) => [run.id, run.batchSize, series.revision]);
  const { min, max, log } = x;
  return JSON.stringify([
    [runs, focus, view.axis, view.theme, paper, window],
    [width, height, right, pixelRatio()],
    [min, max, log, y.min, y.max, y.log],
  ]);
}
