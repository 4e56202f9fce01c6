/** Places the labels of dots on a curve: on its outer or inner side, near the dot, where nothing else is. */
import type { Bounds, LabelWish } from './labels.ts';

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Half of a dot with some air. */
const DOT = 5;
/** Between a line and a label, less what is empty above and below its letters. */
const AIR = -1;

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const within = (box: Box, bounds: Bounds) =>
  box.left >= bounds.left &&
  box.right <= bounds.right &&
  box.top >= bounds.top &&
  box.bottom <= bounds.bottom;

/** What labels keep off: words that are there already, and lines, which they cover only where there is no other place. */
export interface Taken {
  words?: readonly Box[];
  lines?: readonly (readonly (readonly [number, number])[])[];
}

/** The boxes of a line's pieces: what covers none of them covers no part of the line. */
const piecesOf = (line: readonly (readonly [number, number])[]): Box[] =>
  line.slice(1).map(([x, y], i) => {
    const [fromX, fromY] = line[i];
    return {
      left: Math.min(x, fromX),
      right: Math.max(x, fromX),
      top: Math.min(y, fromY) - AIR,
      bottom: Math.max(y, fromY) + AIR,
    };
  });

/** Left and middle of each label; undefined where there is no room that covers neither a dot nor another label. */
export function placeDotLabels(
  dots: readonly LabelWish[],
  bounds: Bounds,
  height: number,
  rising = false,
  { words = [], lines = [] }: Taken = {},
): readonly ({ left: number; y: number } | undefined)[] {
  const covered: Box[] = dots.map(({ x, y }) => ({
    left: x - DOT,
    right: x + DOT,
    top: y - DOT,
    bottom: y + DOT,
  }));
  covered.push(...words);
  const drawn = lines.flatMap(piecesOf);
  return dots.map(({ x, y, width }) => {
    const free = [...candidates(x, y, width, height, rising)]
      .map(([left, y]) => ({ left, right: left + width, y, top: y - height / 2, bottom: y + height / 2 }))
      .filter((box) => within(box, bounds) && !covered.some((other) => overlap(box, other)));
    const box = free.find((one) => !drawn.some((piece) => overlap(one, piece))) ?? free.at(0);
    if (!box) return undefined;
    covered.push(box);
    return { left: box.left, y: box.y };
  });
}

/** From the nearest to the farthest: above right and below left of a falling curve, the other two of a rising one. */
function* candidates(
  x: number,
  y: number,
  width: number,
  height: number,
  rising: boolean,
): Generator<[number, number]> {
  if (rising) {
    yield [x + DOT + 1, y + 6];
    yield [x - width - DOT - 1, y - 5];
  }
  yield [x + DOT + 1, y - 5];
  yield [x - width - DOT - 1, y + 6];
  yield [x + 1, y - DOT - height / 2];
  yield [x - width - 1, y + DOT + height / 2];
  yield [x - width / 2, y - DOT - height / 2];
  yield [x + DOT + 1, y - 5 - height];
  yield [x - width - DOT - 1, y + 6 + height];
  yield [x - width / 2, y + DOT + height / 2];
}
