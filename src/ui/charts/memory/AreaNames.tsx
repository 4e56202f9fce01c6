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

interface Place {
  right: number;
  text: string;
}

/** Pixels that a name needs of an area's height. */
const ROOM = 15;
/** Between a name and the cursor or the edge. */
const AIR = 8;

/** Each area's name with its bytes, at the right end; the name alone left of a cursor in the way; nothing where it is too flat. */
export function AreaNames({ plane, areas, samples, cursor }: AreaNamesProps) {
  const last = samples.length - 1;
  return (
    <g className="stack-names">
      {areas.map((area) => {
        const name = area.layer === undefined ? PART_NAMES[area.part] : `${area.layer} keeps`;
        const full = `${name} ${formatBytes(area.high[last] - area.low[last])}`;
        const insideAt = (x: number) => {
          const at = plane.x.invert(x);
          const [low, high] = [area.low, area.high].map((edge) => yAt(plane, bytesAt(samples, edge, at)));
          return { middle: (low + high) / 2, room: low - high };
        };
        const fits = ({ right, text }: Place): boolean => {
          const left = right - textWidth(text, 11, 600);
          const clear = cursor > right + AIR / 2 || cursor < left - AIR / 2;
          return clear && left > plane.left + AIR && insideAt(right).room >= ROOM;
        };
        const places = [
          { right: plane.right - AIR, text: full },
          { right: cursor - AIR, text: name },
        ];
        const place = places.find(fits);
        return (
          place && (
            <text key={area.key} x={place.right} y={insideAt(place.right).middle} textAnchor="end">
              {place.text}
            </text>
          )
        );
      })}
    </g>
  );
}
