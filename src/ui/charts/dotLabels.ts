/** Places the labels of dots on a curve: on its outer or inner side, near the dot, where nothing else is. */
import type { Bounds, LabelWish } from './labels.ts';

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Half of a dot with some air. */
const DOT = 5;

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const within = (box: Box, bounds: Bounds) =>
  box.left >= bounds.left &&
  box.right <= bounds.right &&
  box.top >= bounds.top &&
  box.bottom <= bounds.bottom;

/** Left and middle of each label; undefined where there is no room that covers neither a dot nor another label. */
export function placeDotLabels(
  dots: readonly LabelWish[],
  bounds: Bounds,
  height: number,
  rising = false,
): readonly ({ left: number; y: number } | undefined)[] {
  const covered: Box[] = dots.map(({ x, y }) => ({
    left: x - DOT,
    right: x + DOT,
    top: y - DOT,
    bottom: y + DOT,
  }));
  return dots.map(({ x, y, width }) => {
    for (const [left, middle] of candidates(x, y, width, height, rising)) {
      const box = { left, right: left + width, top: middle - height / 2, bottom: middle + height / 2 };
      if (!within(box, bounds) || covered.some((other) => overlap(box, other))) continue;
      covered.push(box);
      return { left, y: middle };
    }
    return undefined;
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
