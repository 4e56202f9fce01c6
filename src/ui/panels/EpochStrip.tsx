import { useEffect, useRef } from 'react';
import { dataKey } from '../../experiment/data.ts';
import { trainingCount } from '../../experiment/derive.ts';
import { formatNumber } from '../../experiment/format.ts';
import { examplesPerEpoch, lastBatchSize, updatesPerEpoch, type Remainder } from '../../science/batch.ts';
import { throttled, useActiveRun, useDraftReading, useExplorer, useFocusedRun } from '../../state/hooks.ts';
import { batchColor } from '../charts/batchColor.ts';
import { useTheme } from '../theme.ts';
import { layOutStrip } from './stripLayout.ts';
import { penOf } from '../penOf.ts';

interface StripState {
  examples: number;
  batchSize: number;
  remainder: Remainder;
  color: string;
}

/** All N examples of an epoch as the batches they fall into, filling as it trains. */
export function EpochStrip() {
  const explorer = useExplorer();
  const theme = useTheme();
  const { config } = useDraftReading();
  const focused = useFocusedRun();
  const active = useActiveRun();
  const run = focused ?? active;
  const matches =
    run &&
    run.batchSize === config.batchSize &&
    run.config.remainder === config.remainder &&
    dataKey(run.config) === dataKey(config);
  const examples = matches ? run.trainingCount : trainingCount(config);
  const { batchSize, remainder } = config;
  const runId = matches ? run.id : undefined;
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const state: StripState = { examples, batchSize, remainder, color: batchColor(batchSize, theme) };
    const redraw = (): void => {
      const epoch = runId === undefined ? 0 : (explorer.series.get(runId)?.live?.position.epoch ?? 0);
      const inEpoch = epoch > 0 && Number.isInteger(epoch) ? 1 : epoch % 1;
      draw(element, state, inEpoch);
    };
    redraw();
    const resized = new ResizeObserver(redraw);
    resized.observe(element);
    const unsubscribe = throttled(explorer.series, 100)(redraw);
    return () => {
      resized.disconnect();
      unsubscribe();
    };
  }, [explorer, runId, examples, batchSize, remainder, theme]);

  const updates = updatesPerEpoch(examples, batchSize, remainder);
  const last = lastBatchSize(examples, batchSize, remainder);
  const ragged = last < batchSize ? `, the last of ${formatNumber(last)}` : '';
  return (
    <canvas
      ref={canvas}
      className="epoch-strip"
      role="img"
      aria-label={`One epoch: ${formatNumber(examples)} examples in ${formatNumber(updates)} batches${ragged}`}
    />
  );
}

function draw(canvas: HTMLCanvasElement, state: StripState, inEpoch: number): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = Math.min(2, devicePixelRatio);
  if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
  if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
  const context = penOf(canvas);
  if (!context || width === 0) return;
  const style = getComputedStyle(canvas);
  const empty = style.getPropertyValue('--strip-empty').trim() || '#ddd';
  const ink = style.getPropertyValue('--ink').trim() || '#000';
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  const { examples, batchSize, remainder } = state;
  const done = inEpoch * examplesPerEpoch(examples, batchSize, remainder);
  const { blocks, edges } = layOutStrip(examples, batchSize, remainder, width);
  if (!blocks) {
    context.fillStyle = empty;
    context.fillRect(0, 0, width, height);
    context.fillStyle = state.color;
    context.fillRect(0, 0, (width * done) / examples, height);
    if (done > 0) {
      context.fillStyle = ink;
      context.fillRect(Math.min(width - 2, (width * done) / examples), 0, 2, height);
    }
    return;
  }
  const filled = Math.round((done / batchSize) * 1e6) / 1e6;
  edges.forEach(({ x, width: w, kind }, i) => {
    const isDone = i < Math.floor(filled) || (kind === 'ragged' && inEpoch === 1);
    if (kind === 'dropped') {
      context.strokeStyle = ink;
      context.setLineDash([2, 2]);
      context.strokeRect(x + 0.5, 0.5, Math.max(1, w - 1), height - 1);
      context.setLineDash([]);
      return;
    }
    context.fillStyle = isDone ? state.color : empty;
    context.fillRect(x, 0, w, height);
    if (kind === 'ragged') {
      context.fillStyle = ink;
      context.fillRect(x, height - 2, w, 2);
    }
    if (i === Math.floor(filled) && inEpoch > 0 && inEpoch < 1) {
      context.strokeStyle = ink;
      context.strokeRect(x + 0.5, 0.5, Math.max(1, w - 1), height - 1);
    }
  });
}
