import { describe, expect, it } from 'vitest';
import { batchAxis, linearDomain, logDomain } from '../../../../src/ui/charts/compare/axes.ts';
import { stretchesOf } from '../../../../src/ui/charts/compare/noiseShape.ts';
import { cutAtFloor } from '../../../../src/ui/charts/compare/paths.ts';
import { planeOf } from '../../../../src/ui/charts/compare/plane.ts';
import { fitPoints, kneeOf } from '../../../../src/ui/charts/compare/speedShape.ts';
import { raceX, raceY, readAt } from '../../../../src/ui/charts/compare/raceShape.ts';
import { inUnit, targetDots } from '../../../../src/ui/charts/compare/targetShape.ts';
import { moveTarget, readTarget } from '../../../../src/ui/charts/compare/targetSteps.ts';
import {
  countText,
  groupName,
  metricText,
  placeText,
  rangedText,
  targetText,
} from '../../../../src/ui/charts/compare/words.ts';
import type { NoiseTrack, RaceCurve, SpeedFit, TargetView } from '../../../../src/sweep/views.ts';

const curve = (x: number[], median: number[], more: Partial<RaceCurve> = {}): RaceCurve => ({
  ...{ arm: 0, batchSize: 8, x, median, low: median, high: median, seeds: 1, diverged: 0 },
  ...more,
});

describe('axes of a race', () => {
  it('reach to the longest curve, from the first update on a logarithmic axis', () => {
    const curves = [curve([0, 2, 10], [1, 1, 1]), curve([0, 5, 400], [1, 1, 1])];
    expect(raceX(curves, false)).toEqual({ min: 0, max: 400, log: false });
    expect(raceX(curves, true)).toEqual({ min: 2, max: 400, log: true });
  });
  it.each([true, false])('stand without curves (log %s)', (log) => {
    for (const domain of [raceX([], log), raceY([], 'loss', log), raceY([], 'accuracy', log)]) {
      expect(Number.isFinite(domain.min) && domain.max > domain.min).toBe(true);
      if (log) expect(domain.min).toBeGreaterThan(0);
    }
  });
  it('begin with 50% where all end well above, and with 0 where one is below at the end of the shortest', () => {
    const long = curve([0, 10, 100], [0.1, 0.3, 0.98]);
    expect(raceY([long, curve([0, 100], [0.1, 0.8])], 'accuracy', false).min).toBe(0.5);
    expect(raceY([long, curve([0, 10], [0.1, 0.8])], 'accuracy', false).min).toBe(0);
  });
  it('are not stretched by one that diverged', () => {
    const grown = curve([0, 1], [2.3, 1e9], { diverged: 1 });
    expect(raceY([curve([0, 1], [2.3, 0.3]), grown], 'loss', false).max).toBeLessThan(4);
  });
});

describe('the knee of update times', () => {
  const fit: SpeedFit = {
    ...{ arm: 0, engine: 'cpu', overheadMs: 0.1, perExampleMs: 0.05, residual: 0, saturation: 2 },
  };
  const within = (width: number) =>
    planeOf(
      { width, height: 220 },
      batchAxis([1, 8, 64, 1024, 8192]),
      { domain: logDomain([0.1, 400]), text: String, title: '' },
      0,
      false,
    );
  const said = (width: number, spots: { atX: number; atY: number }[]) =>
    kneeOf(within(width), fit, spots)?.words?.text;
  it('has words that cover no dot: fewer where it is narrow, else none', () => {
    expect(said(600, [])).toBe('half of the time is overhead at B = 2');
    const plane = within(300);
    expect(said(300, [{ atX: plane.right - 10, atY: plane.top + 8 }])).toBe('half overhead at B = 2');
    expect(said(300, [{ atX: plane.left + 60, atY: plane.top + 8 }])).toBeUndefined();
    expect(kneeOf(plane, fit, [{ atX: plane.left + 60, atY: plane.top + 8 }])?.at).toBeCloseTo(plane.x.at(2));
    expect(kneeOf(plane, { ...fit, saturation: 1e9 }, [])).toBeUndefined();
  });
  it('stands on the fitted line', () => {
    const plane = within(600);
    const line = fitPoints(plane, fit, 'updateMs');
    expect(line.length).toBeGreaterThan(30);
    for (const [x, y] of line) expect(y).toBeCloseTo(plane.y.at(0.1 + 0.05 * plane.x.invert(x)), 6);
  });
});

describe('readAt', () => {
  it.each([
    [-1, 5],
    [0, 5],
    [1, 6],
    [2, 7],
    [6, 9],
    [10, 11],
    [99, 11],
  ])('at %d reads %d', (x, y) => expect(readAt([0, 2, 10], [5, 7, 11], x)).toBe(y));
  it('reads nothing of nothing', () => expect(readAt([], [], 1)).toBeUndefined());
});

describe('axes against the batch size', () => {
  it('carry a tick at every batch size tried', () => {
    expect(batchAxis([64, 8, 8, 512]).at).toEqual([8, 64, 512]);
  });
  it.each([[[]], [[5]], [[0, -3, NaN]], [[1, 1e6]]])('cover %j with room', (values) => {
    for (const domain of [batchAxis(values).domain, logDomain(values)]) {
      expect(domain.min).toBeGreaterThan(0);
      expect(domain.max).toBeGreaterThan(domain.min);
    }
    const even = linearDomain(values);
    expect(even.max).toBeGreaterThan(even.min);
  });
});

const view: TargetView = {
  target: { metric: 'accuracy', value: 0.9 },
  range: [0.1, 0.95],
  points: [
    {
      ...{ arm: 0, batchSize: 8, reached: 3, seeds: 3, atLeastUpdates: undefined, missed: [] },
      updates: { value: 100, low: 90, high: 110 },
      examples: { value: 800, low: 720, high: 880 },
      seconds: { value: 2, low: 1.8, high: 2.2 },
    },
    {
      ...{ arm: 0, batchSize: 64, reached: 1, seeds: 3, atLeastUpdates: 45, missed: [50, 50] },
      ...{ updates: undefined, examples: undefined, seconds: undefined },
    },
    {
      ...{ arm: 0, batchSize: 512, reached: 0, seeds: 3, atLeastUpdates: 18, missed: [15, 20, 20] },
      ...{ updates: undefined, examples: undefined, seconds: undefined },
    },
  ],
  fits: [{ status: 'none', reason: 'One rate for all.' }],
  perfect: [[]],
  fastest: [{ measured: 8, best: [8], unsure: undefined, formula: undefined }],
  sentence: '',
  notes: [],
};

describe('marks of the target chart', () => {
  const ms = () => 25;
  const dots = (
    unit: 'updates' | 'examples' | 'seconds',
    time = ms as () => number | undefined,
    best = [8],
  ) => {
    const fastest = view.fastest.map((f) => ({ ...f, best }));
    return targetDots({ ...view, fastest }, unit, time, (v) => String(v));
  };
  it('never drop a run that did not get there: an open mark stands where it ended', () => {
    expect(dots('updates').map((d) => [d.batchSize, d.y, d.atLeast ?? false, d.text])).toEqual([
      [8, 100, false, '100'],
      [64, 45, true, 'mean > 45'],
      [64, 50, true, '> 50 (2 of 3 seeds)'],
      [512, 15, true, '> 15 (1 of 3 seeds)'],
      [512, 20, true, '> 20 (2 of 3 seeds)'],
    ]);
    expect(dots('examples')[4]).toMatchObject({ y: 20 * 512, atLeast: true });
    expect(dots('seconds')[4]).toMatchObject({ y: 0.5, atLeast: true });
    expect(new Set(dots('updates').map((d) => d.key)).size).toBe(5);
  });
  it('say which is fastest, where that can be told', () => {
    expect(dots('seconds').map((d) => d.ringed ?? false)).toEqual([true, false, false, false, false]);
    expect(dots('seconds')[0].text).toBe('2 fastest');
    expect(dots('seconds', ms, [8, 64]).some((d) => d.ringed)).toBe(false);
    expect(dots('updates').some((d) => d.ringed)).toBe(false);
  });
  it('leave a bound in seconds out where no time is known', () => {
    expect(dots('seconds', () => undefined).map((d) => d.batchSize)).toEqual([8]);
    expect(inUnit('seconds', 10, 0, 8, () => undefined)).toBeUndefined();
  });
});

describe('a noise track', () => {
  const point = (update: number, value?: number): NoiseTrack['points'][number] => ({
    ...{ update, examples: update * 8 },
    scale: value === undefined ? undefined : { value, low: value / 2, high: value * 2 },
  });
  const track = (points: NoiseTrack['points']): NoiseTrack => ({
    ...{ arm: 0, batchSize: 8, points, exact: undefined, from: 'per-example' },
  });
  it('has gaps where it is not resolved', () => {
    const found = stretchesOf(
      track([point(1), point(2), point(3, 10), point(4, 12), point(5), point(6, 9)]),
      'updates',
    );
    expect(found.map((s) => [s.resolved, s.x])).toEqual([
      [false, [1, 2]],
      [true, [3, 4]],
      [false, [4, 5]],
      [true, [6]],
    ]);
    expect(found[1].low).toEqual([5, 6]);
  });
  it('is thinned to what can be seen', () => {
    const points = Array.from({ length: 5000 }, (_, i) => point(i + 1, 10 + Math.sin(i / 9)));
    expect(stretchesOf(track(points), 'examples')[0].x.length).toBeLessThanOrEqual(200);
  });
});

describe('a target', () => {
  const limits = { min: 0, max: 1 };
  it('moves by half a point of accuracy and by 2% of a loss', () => {
    expect(readTarget('accuracy', 0.9031, limits)).toBe(0.905);
    expect(readTarget('accuracy', 7, limits)).toBe(1);
    expect(moveTarget('ArrowUp', 'accuracy', 0.9, limits)).toBeCloseTo(0.905);
    expect(moveTarget('ArrowDown', 'loss', 0.3, limits)).toBeCloseTo(0.3 / 1.02);
    expect(moveTarget('a', 'loss', 0.3, limits)).toBeUndefined();
  });
});

describe('words', () => {
  it.each([
    [countText(undefined), '–'],
    [countText(NaN), '–'],
    [countText(1234.5), '1,230'],
    [countText(250_000), '250k'],
    [metricText('accuracy', undefined), '–'],
    [metricText('loss', Infinity), '–'],
    [targetText({ metric: 'accuracy', value: 0.925 }), '92.5%'],
    [targetText({ metric: 'accuracy', value: 0.9 }), '90%'],
    [rangedText({ value: 120, low: 90, high: 160 }, countText), '120 (90 to 160)'],
    [rangedText({ value: 120, low: undefined, high: undefined }, countText), '120'],
    [rangedText({ value: NaN, low: 1, high: 2 }, countText), '–'],
    [rangedText(undefined, countText), '–'],
    [placeText('epochs', 2.4), 'epoch 2.40'],
    [placeText('seconds', 0.25), '250 ms'],
    [groupName(['digits'], 0, 1024), '1,024'],
    [groupName(['digits', 'moons'], 1, 64), '64 · moons'],
  ])('%s', (said, wanted) => expect(said).toBe(wanted));
});

describe('a line that leaves the plot', () => {
  const falling = [
    [0, 0],
    [10, 40],
    [20, 80],
    [30, 120],
  ] as const;
  it('ends on the floor, between its last point above and its first below', () => {
    expect(cutAtFloor(falling, 60)).toEqual([
      [0, 0],
      [10, 40],
      [15, 60],
    ]);
    expect(cutAtFloor(falling, 120)).toEqual(falling);
    expect(cutAtFloor(falling, -1)).toEqual([]);
  });
});
