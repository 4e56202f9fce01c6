/** The labels at the ends of the curves: elements that are moved, not made anew. */
import type { RunId } from '../../experiment/run.ts';
import { placeLabels, type LabelWish } from './labels.ts';
import type { Pen, Spot } from './paint.ts';
import type { PlotLayout } from './plotLayout.ts';
import { textWidth } from './textWidth.ts';

export interface EndLabel extends Spot {
  id: RunId;
  text: string;
  colour: string;
  focused: boolean;
}

export interface EndLabels {
  /** `pen` draws a thin lead to labels that had to move away from their curve. */
  show(labels: readonly EndLabel[], layout: PlotLayout, pen: Pen): void;
}

/** Height of a label's line, as in charts.css. */
export const LABEL_HEIGHT = 14;
const FAR = 9;

export const LABEL_FONT_PX = 12;

export function createEndLabels(holder: HTMLElement): EndLabels {
  const nodes = new Map<RunId, { node: HTMLElement; text: string; width: number }>();

  function nodeOf({ id, text, colour, focused }: EndLabel) {
    let entry = nodes.get(id);
    if (!entry) {
      const node = document.createElement('span');
      node.className = 'plot-end';
      holder.append(node);
      entry = { node, text: '', width: 0 };
      nodes.set(id, entry);
    }
    if (entry.text !== text) {
      entry.text = text;
      entry.node.textContent = text;
      entry.width = labelWidth(text);
    }
    if (entry.node.style.color !== colour) entry.node.style.color = colour;
    entry.node.classList.toggle('is-focused', focused);
    return entry;
  }

  return {
    show(labels, layout, pen) {
      const ids = new Set(labels.map(({ id }) => id));
      for (const [id, { node }] of nodes)
        if (!ids.has(id)) {
          node.remove();
          nodes.delete(id);
        }
      const entries = labels.map((label) => nodeOf(label));
      const wishes: LabelWish[] = labels.map(({ x, y }, i) => ({ x, y, width: entries[i].width }));
      const bounds = { left: layout.left, right: layout.width, top: 0, bottom: layout.bottom + 6 };
      placeLabels(wishes, bounds, LABEL_HEIGHT).forEach(({ left, y }, i) => {
        const top = y - LABEL_HEIGHT / 2;
        entries[i].node.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
        if (Math.abs(y - labels[i].y) < FAR) return;
        pen.strokeStyle = labels[i].colour;
        pen.lineWidth = 0.75;
        pen.beginPath();
        pen.moveTo(labels[i].x + 1, labels[i].y);
        pen.lineTo(left - 1, y);
        pen.stroke();
      });
    },
  };
}

/** Width of a label as it is set, weight included. */
export const labelWidth = (text: string) => Math.ceil(textWidth(text, LABEL_FONT_PX, 600)) + 2;
