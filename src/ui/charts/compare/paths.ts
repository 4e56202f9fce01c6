/** SVG paths of curves, bands and marks, to a tenth of a pixel. */

/** At most this many points of a curve are drawn: more than a laptop's screen shows apart. */
export const MOST_POINTS = 200;

const round = (v: number) => Math.round(v * 10) / 10;

/** An open line through the points. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

/** The area between two lines over the same x. */
export function bandPath(x: readonly number[], low: readonly number[], high: readonly number[]): string {
  if (x.length < 2) return '';
  const up = x.map((at, i) => [at, high[i]] as const);
  const down = x.map((at, i) => [at, low[i]] as const).reverse();
  return `${linePath(up)}${linePath(down).replace('M', 'L')}Z`;
}

/** One mark for each task of a sweep, so that colour is left to say the batch size. */
const SHAPES = ['circle', 'square', 'triangle', 'diamond'] as const;
const DASHES = [undefined, '7 4', '2 3', '9 3 2 3'] as const;

/** The marks in a line of text. */
export const marksText = (arms: readonly string[]): string =>
  arms.map((name, arm) => `${'●■▲◆'[arm % SHAPES.length]} ${name}`).join('   ');

export const dashOf = (arm: number): string | undefined => DASHES[arm % DASHES.length];

/** A mark round (x, y) that looks about as large as a circle of radius `r`. */
export function markPath(arm: number, x: number, y: number, r: number): string {
  const shape = SHAPES[arm % SHAPES.length];
  switch (shape) {
    case 'circle':
      return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    case 'square': {
      const s = round(0.9 * r);
      return `M${round(x - s)} ${round(y - s)}h${2 * s}v${2 * s}h${-2 * s}Z`;
    }
    case 'triangle': {
      const s = 1.2 * r;
      return `${linePath([
        [x, y - s],
        [x + s, y + 0.8 * s],
        [x - s, y + 0.8 * s],
      ])}Z`;
    }
    case 'diamond': {
      const s = 1.3 * r;
      return `${linePath([
        [x, y - s],
        [x + s, y],
        [x, y + s],
        [x - s, y],
      ])}Z`;
    }
    default:
      return shape satisfies never;
  }
}

/** A line in pixels as far as it is above the floor: where it goes under, it ends on the floor itself. */
export function cutAtFloor(
  points: readonly (readonly [number, number])[],
  floor: number,
): (readonly [number, number])[] {
  const under = points.findIndex(([, y]) => y > floor);
  if (under < 0) return [...points];
  if (under === 0) return [];
  const [[x0, y0], [x1, y1]] = [points[under - 1], points[under]];
  return [...points.slice(0, under), [x0 + ((x1 - x0) * (floor - y0)) / (y1 - y0), floor]];
}
