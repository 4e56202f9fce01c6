import { formatBytes } from '../../../experiment/format.ts';
import type { Plane } from '../compare/plane.ts';
import { textWidth } from '../textWidth.ts';
import { PART_NAMES } from './partNames.ts';
import { bytesAt, yAt, type Area, type StackSample } from './stackShape.ts';

interface AreaNamesProps {
  plane: Plane;
  areas: readonly Area[];
  samples: readonly StackSample[];
  /** Pixel of the line that no name may cross. */
  cursor: number;
}

/** Pixels that a name needs of an area's height. */
const ROOM = 15;
/** Between a name and the cursor or the edge. */
const AIR = 8;

/** Each area's name with its bytes at the right end, where there is room: at that end, or left of a cursor in the way. */
export function AreaNames({ plane, areas, samples, cursor }: AreaNamesProps) {
  const last = samples.length - 1;
  return (
    <g className="stack-names">
      {areas.map((area) => {
        const name = area.layer === undefined ? PART_NAMES[area.part] : `${area.layer} keeps`;
        const text = `${name} ${formatBytes(area.high[last] - area.low[last])}`;
        const width = textWidth(text, 11, 600);
        const insideAt = (x: number) => {
          const at = plane.x.invert(x);
          const [low, high] = [area.low, area.high].map((edge) => yAt(plane, bytesAt(samples, edge, at)));
          return { middle: (low + high) / 2, room: low - high };
        };
        const end = [plane.right - AIR, cursor - AIR].find(
          (right) =>
            right - width > plane.left + AIR &&
            (cursor > right + AIR / 2 || cursor < right - width - AIR / 2) &&
            insideAt(right).room >= ROOM,
        );
        return (
          end !== undefined && (
            <text key={area.key} x={end} y={insideAt(end).middle} textAnchor="end">
              {text}
            </text>
          )
        );
      })}
    </g>
  );
}
