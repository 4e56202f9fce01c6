/** Labels at the ends of curves, pushed apart where they would overlap, with a thin lead where they had to move away. */
import { placeLabels } from '../labels.ts';
import { textWidth } from '../textWidth.ts';
import type { Plane } from './plane.ts';

export interface EndLabel {
  key: string;
  /** Where the curve ends, in pixels. */
  x: number;
  y: number;
  /** The batch size, set bold, and what the curve says there. */
  name: string;
  value: string;
  colour: string;
  strong: boolean;
}

const HEIGHT = 15;
const NAME_PX = 12;
const FAR = 9;

const spaced = (value: string) => (value === '' ? '' : `\u2002${value}`);

export const endLabelWidth = ({ name, value }: { name: string; value: string }): number =>
  Math.ceil(textWidth(name, NAME_PX, 700) + textWidth(spaced(value), NAME_PX)) + 3;

export function EndLabels({ labels, plane }: { labels: readonly EndLabel[]; plane: Plane }) {
  const wishes = labels.map((label) => ({ x: label.x, y: label.y, width: endLabelWidth(label) }));
  const bounds = { left: plane.left, right: plane.width, top: plane.top - 8, bottom: plane.bottom + 6 };
  const placed = placeLabels(wishes, bounds, HEIGHT);
  return (
    <g className="cmp-ends">
      {labels.map(({ key, x, y, name, value, colour, strong }, i) => (
        <g key={key}>
          {Math.abs(placed[i].y - y) >= FAR && (
            <line x1={x + 1} y1={y} x2={placed[i].left - 2} y2={placed[i].y} stroke={colour} />
          )}
          <text
            x={placed[i].left}
            y={placed[i].y}
            style={{ fill: colour }}
            className={strong ? 'is-strong' : ''}
          >
            <tspan className="is-name">{name}</tspan>
            {spaced(value)}
          </text>
        </g>
      ))}
    </g>
  );
}
