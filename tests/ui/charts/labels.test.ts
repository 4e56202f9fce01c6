import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeDotLabels } from '../../../src/ui/charts/dotLabels.ts';
import { placeLabels, pushApart } from '../../../src/ui/charts/labels.ts';

const HEIGHT = 14;
const bounds = { left: 38, right: 500, top: 0, bottom: 180 };
const wishes = fc.array(
  fc.record({
    x: fc.float({ min: 38, max: 450, noNaN: true }),
    y: fc.float({ min: -50, max: 250, noNaN: true }),
    width: fc.integer({ min: 8, max: 44 }),
  }),
  { maxLength: 7 },
);

describe('labels at the ends of curves', () => {
  it('never overlap, never leave the bounds, keep their order', () =>
    fc.assert(
      fc.property(wishes, (list) => {
        const placed = placeLabels(list, bounds, HEIGHT);
        placed.forEach((a, i) => {
          expect(a.left).toBeGreaterThanOrEqual(bounds.left - 1e-6);
          expect(a.left + list[i].width).toBeLessThanOrEqual(bounds.right + 1e-6);
          expect(a.y - HEIGHT / 2).toBeGreaterThanOrEqual(bounds.top - 1e-6);
          expect(a.y + HEIGHT / 2).toBeLessThanOrEqual(bounds.bottom + 1e-6);
          placed.forEach((b, j) => {
            if (j <= i || a.left + list[i].width <= b.left || b.left + list[j].width <= a.left) return;
            expect(Math.abs(a.y - b.y)).toBeGreaterThanOrEqual(HEIGHT - 1e-6);
            if (list[i].y !== list[j].y) expect(a.y < b.y).toBe(list[i].y < list[j].y);
          });
        });
      }),
      { numRuns: 500 },
    ));

  it('stay beside their curve where there is room', () => {
    const placed = placeLabels(
      [
        { x: 400, y: 30, width: 30 },
        { x: 400, y: 90, width: 30 },
      ],
      bounds,
      HEIGHT,
    );
    expect(placed).toEqual([
      { left: 406, y: 30 },
      { left: 406, y: 90 },
    ]);
  });

  it('five that end together stand evenly around their middle, in one column', () => {
    const placed = placeLabels(
      [100, 101, 102, 103, 104].map((y, i) => ({ x: 440 + i, y, width: 30 })),
      bounds,
      HEIGHT,
    );
    expect(placed.map(({ y }) => y)).toEqual([74, 88, 102, 116, 130]);
    expect(new Set(placed.map(({ left }) => left)).size).toBe(1);
  });

  it('share what is too low for all of them', () => {
    const middles = pushApart([5, 5, 5], 7, 21, 14);
    expect(middles).toEqual([7, 14, 21]);
  });
});

describe('labels of dots', () => {
  it('cover neither each other nor a dot and stay inside', () =>
    fc.assert(
      fc.property(wishes, (list) => {
        const boxes = placeDotLabels(list, bounds, HEIGHT).flatMap((at, i) =>
          at
            ? [
                {
                  left: at.left,
                  right: at.left + list[i].width,
                  top: at.y - HEIGHT / 2,
                  bottom: at.y + HEIGHT / 2,
                },
              ]
            : [],
        );
        boxes.forEach((a, i) => {
          expect(a.left >= bounds.left && a.right <= bounds.right).toBe(true);
          expect(a.top >= bounds.top && a.bottom <= bounds.bottom).toBe(true);
          for (const { x, y } of list)
            expect(x > a.left && x < a.right && y > a.top && y < a.bottom).toBe(false);
          for (const b of boxes.slice(i + 1))
            expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
        });
      }),
    ));
  it('keep off words always, and off lines where there is another place', () => {
    const dot = { x: 100, y: 90, width: 40 };
    const own = placeDotLabels([dot], bounds, HEIGHT, true)[0];
    expect(own).toEqual({ left: 106, y: 96 });
    const line = [
      [60, 60],
      [105, 90],
      [160, 100],
    ] as const;
    const beside = placeDotLabels([dot], bounds, HEIGHT, true, { lines: [line] })[0];
    expect(beside).toEqual({ left: 54, y: 96 });
    // Where lines are everywhere it stays where it would be without them; words are never covered.
    const rows = Array.from(
      { length: 40 },
      (_, i) =>
        [
          [0, 5 * i],
          [600, 5 * i],
        ] as const,
    );
    expect(placeDotLabels([dot], bounds, HEIGHT, true, { lines: rows })[0]).toEqual(own);
    const words = [{ left: 0, right: 600, top: 0, bottom: 200 }];
    expect(placeDotLabels([dot], bounds, HEIGHT, true, { words })).toEqual([undefined]);
  });
  it('of six runs along the curve all find a place in a small chart', () => {
    const dots = [8, 32, 64, 100, 512, 4096].map((size) => ({
      x: 32 + (Math.log2(size) / 13.3) * 182,
      y: 8 + (Math.log2(size) / 13.3) * 80,
      width: 24,
    }));
    expect(placeDotLabels(dots, { left: 32, right: 244, top: 0, bottom: 90 }, 13)).not.toContain(undefined);
  });
});
