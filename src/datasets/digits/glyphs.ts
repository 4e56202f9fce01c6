/**
 * The skeletons of the ten digits: for each, the ways in which people write it, as pen strokes. Coordinates are those
 * of a box of height 1 round the origin, x to the right and y downwards; hand.ts makes handwriting of them.
 */

/** One movement of the pen: through `xy` = [x0, y0, x1, y1, …], straight from point to point or as a smooth curve. */
export interface Stroke {
  smooth: boolean;
  xy: readonly number[];
}

/** One way of writing a digit. */
export type Glyph = readonly Stroke[];

/** '16 -44, -10 -42' as coordinates, written in hundredths to be read at a glance. */
const points = (text: string): number[] => text.split(/[ ,]+/).map((hundredths) => Number(hundredths) / 100);
const line = (text: string): Stroke => ({ smooth: false, xy: points(text) });
const curve = (text: string): Stroke => ({ smooth: true, xy: points(text) });

/** Part of an ellipse, from and to in degrees clockwise from the right. */
function arc(cx: number, cy: number, rx: number, ry: number, from: number, to: number): Stroke {
  const pieces = Math.max(2, Math.round(Math.abs(to - from) / 45));
  const xy: number[] = [];
  for (let i = 0; i <= pieces; i++) {
    const angle = ((from + ((to - from) * i) / pieces) * Math.PI) / 180;
    xy.push(cx + rx * Math.cos(angle), cy + ry * Math.sin(angle));
  }
  return { smooth: true, xy };
}

/** GLYPHS[digit] lists that digit's ways of writing, each as likely as the next. */
export const GLYPHS: readonly (readonly Glyph[])[] = [
  [
    [arc(0, 0, 0.31, 0.47, -90, -450)],
    [arc(0, 0, 0.23, 0.47, -70, -420)],
    [curve('16 -44, -10 -42, -29 -10, -24 30, 2 47, 27 22, 28 -20, 8 -45')],
    [arc(0, 0.02, 0.36, 0.36, -100, -470)],
  ],
  [
    [line('0 -48, 0 48')],
    [line('-20 -26, 4 -48, 4 48')],
    [line('-20 -28, 2 -48, 2 46'), line('-24 46, 27 46')],
    [curve('7 -48, 1 -10, -4 20, -5 48')],
  ],
  [
    [curve('-28 -26, -17 -44, 6 -47, 25 -30, 18 -4, -8 24, -30 45'), line('-30 45, 32 45')],
    [curve('-24 -34, 2 -47, 24 -32, 20 -6, -2 24, -22 42, -34 34, -20 22, 2 36, 33 42')],
    [line('-26 -42, 24 -42'), line('24 -42, -28 44, 30 44')],
    [
      curve('-25 -16, -22 -38, 0 -48, 22 -38, 24 -16, 2 12, -26 34, -30 44'),
      curve('-30 44, -10 36, 10 46, 32 38'),
    ],
  ],
  [
    [curve('-24 -36, -2 -48, 21 -35, 18 -13, -8 -3'), curve('-8 -3, 20 3, 28 26, 6 46, -27 36')],
    [line('-26 -45, 24 -45, -4 -10'), curve('-4 -10, 22 -4, 28 22, 8 45, -26 38')],
    [curve('-22 -42, 8 -46, 20 -28, 6 -6, -2 -2, 12 2, 28 20, 18 42, -10 47, -26 34')],
    [curve('-26 -30, -6 -47, 24 -40, 26 -20, 2 -6'), curve('2 -6, 24 2, 24 30, 0 48, -30 46')],
  ],
  [
    [line('14 -47, -30 14, 33 14'), line('14 -47, 14 48')],
    [line('-22 -46, -26 4, 30 2'), line('18 -44, 12 48')],
    [curve('-18 -44, -27 -20, -22 4, 2 8, 22 2'), curve('24 -42, 22 -10, 20 16, 20 48')],
    [line('2 -48, -28 20, 34 18'), line('14 -10, 8 47')],
  ],
  [
    [line('24 -45, -20 -45, -24 -6'), curve('-24 -6, 4 -14, 27 6, 22 34, -2 47, -28 36')],
    [curve('24 -42, -4 -46, -22 -28, -12 -10, 14 2, 24 24, 6 46, -24 42')],
    [line('-16 -44, -20 -4'), curve('-20 -4, 6 -10, 26 12, 18 38, -8 47, -26 38'), line('-16 -44, 28 -47')],
    [line('28 -40, -14 -44, -22 2'), curve('-22 2, 2 -4, 20 8, 18 34, -6 46, -30 46')],
  ],
  [
    [curve('16 -47, -10 -28, -26 6, -22 36, 2 47, 24 32, 20 8, -2 2, -22 20')],
    [curve('24 -40, 2 -47, -22 -24, -28 12, -14 42, 12 45, 27 24, 14 2, -12 4, -24 22')],
    [curve('-4 -48, -20 -14, -24 20, -10 44, 14 42, 20 24, 4 12, -20 26')],
  ],
  [
    [line('-28 -43, 28 -45'), curve('28 -45, 8 -10, -4 18, -10 48')],
    [line('-28 -44, 28 -44, -8 48'), line('-14 0, 24 -2')],
    [line('-28 -26, -26 -44, 28 -44, -2 48')],
    [curve('-30 -34, -12 -44, 8 -38, 28 -44, 14 -10, 8 16, 8 48')],
  ],
  [
    [arc(0, -0.25, 0.2, 0.22, 90, 450), arc(0, 0.23, 0.25, 0.24, -90, 270)],
    [curve('20 -36, 0 -47, -20 -32, -8 -8, 16 10, 22 32, 2 47, -20 34, -14 10, 10 -8, 21 -30')],
    [curve('22 -42, -4 -47, -24 -32, -8 -6, 20 16, 10 44, -16 42, -18 20, 6 -6, 26 -40')],
  ],
  [
    [curve('20 -30, -2 -46, -24 -32, -22 -10, 0 0, 20 -16, 22 -36'), curve('22 -36, 21 -6, 18 22, 16 48')],
    [curve('22 -24, 6 -46, -18 -42, -26 -20, -8 -2, 14 -10, 24 -34, 26 0, 14 36, -8 47, -26 38')],
    [arc(0, -0.22, 0.22, 0.24, 0, -360), line('22 -24, 0 48')],
    [curve('18 -42, -10 -44, -22 -22, -8 -4, 12 -16, 19 -42'), line('19 -42, 22 46')],
  ],
];
