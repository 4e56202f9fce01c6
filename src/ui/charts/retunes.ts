/** Thin marks where the settings of a run were changed while it trained. */
import { formatNumber } from '../../experiment/format.ts';
import type { Retune } from '../../experiment/run.ts';
import { batchColor } from './batchColor.ts';
import { haloText, strokeLine, type Pen } from './paint.ts';
import type { Scene, Shown } from './scene.ts';

export function paintRetunes(
  pen: Pen,
  shown: readonly Shown[],
  { view: { axis, theme, layout }, x, paper }: Scene,
): void {
  let row = 0;
  for (const { run, series } of shown)
    for (const retune of series.retunes) {
      const at = x.at(retune[axis]);
      if (!(at >= x.from && at <= x.to)) continue;
      const colour = batchColor(run.batchSize, theme);
      pen.strokeStyle = colour;
      pen.lineWidth = 1;
      strokeLine(
        pen,
        [
          { x: Math.round(at) + 0.5, y: layout.top },
          { x: Math.round(at) + 0.5, y: layout.bottom },
        ],
        [1, 2],
      );
      const text = retuneText(retune);
      const width = pen.measureText(text).width;
      const left = at + 4 + width > layout.width ? at - 4 - width : at + 4;
      pen.textBaseline = 'middle';
      haloText(pen, text, left, layout.top + 6 + 14 * (row++ % 3), colour, paper);
    }
}

export function retuneText({ batchSize, learningRate }: Retune): string {
  const parts = [];
  if (batchSize) parts.push(`B ${formatNumber(batchSize.from)} → ${formatNumber(batchSize.to)}`);
  if (learningRate) parts.push(`rate ${formatNumber(learningRate.from)} → ${formatNumber(learningRate.to)}`);
  return parts.join(', ');
}
