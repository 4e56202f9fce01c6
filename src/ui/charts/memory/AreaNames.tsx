import { formatBytes } from '../../../experiment/format.ts';
import { TICK_PX, type Plane } from '../compare/plane.ts';
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

/** Between two places that are tried. */
const STEP = 3;
const HEIGHT = 13;

interface Named extends Place {
  key: string;
  left: number;
  y: number;
}

/** The name alone where there is room for it, from the right end to the left. */
function* alone(plane: Plane, text: string): Generator<Place> {
  for (let right = plane.right - AIR; right > plane.left; right -= STEP) yield { right, text };
}

/**
 * Each area's name, with its bytes where that stands at the right end; nothing where the area is nowhere high enough, and
 * none over another or over the cursor.
 */
export function AreaNames({ plane, areas, samples, cursor }: AreaNamesProps) {
  const last = samples.length - 1;
  const placesOf = (area: Area): Named[] => {
    const name = area.layer === undefined ? PART_NAMES[area.part] : `${area.layer} keeps`;
    const full = `${name} ${formatBytes(area.high[last] - area.low[last])}`;
    const insideAt = (x: number) => {
      const at = plane.x.invert(x);
      const [low, high] = [area.low, area.high].map((edge) => yAt(plane, bytesAt(samples, edge, at)));
      return { middle: (low + high) / 2, room: low - high };
    };
    return [{ right: plane.right - AIR, text: full }, ...alone(plane, name)].flatMap(({ right, text }) => {
      const left = right - textWidth(text, TICK_PX, 600);
      const { middle: y, room } = insideAt(right);
      const clear = cursor > right + AIR / 2 || cursor < left - AIR / 2;
      return clear && left > plane.left + AIR && room >= ROOM
        ? [{ key: area.key, right, left, y, text }]
        : [];
    });
  };
  const named: Named[] = [];
  const over = (a: Named, b: Named) => a.left < b.right && b.left < a.right && Math.abs(a.y - b.y) < HEIGHT;
  // Who has fewest places chooses first.
  for (const places of areas.map(placesOf).sort((a, b) => a.length - b.length)) {
    const free = places.find((place) => !named.some((one) => over(one, place)));
    if (free) named.push(free);
  }
  return (
    <g className="stack-names">
      {named.map(({ key, right, y, text }) => (
        <text key={key} x={right} y={y} textAnchor="end">
          {text}
        </text>
      ))}
    </g>
  );
}
