import { beforeEach, expect, it, vi } from 'vitest';
import { initialConfig } from '../../src/experiment/draft.ts';
import { agreementOf, createAnatomy, type Anatomy } from '../../src/state/anatomy.ts';
import type { AnatomyLine } from '../../src/worker/client/anatomyLine.ts';
import type { Dissection, Lesson } from '../../src/worker/anatomyProtocol.ts';

const LESSON: Lesson = {
  points: new Float32Array(4),
  labels: new Uint8Array(2),
  count: 2,
  weights: new Float64Array(6),
  order: Uint32Array.of(1, 0),
};
const dissection = (update: number, batchSize: number): Dissection => ({
  ...{ update, epoch: 0, visited: 0, batchSize, order: LESSON.order, indices: Uint32Array.of(1), loss: 1 },
  ...{ examples: new Float64Array(6), before: LESSON.weights, after: LESSON.weights, accuracy: 0.5 },
  mean: Float64Array.of(3, 4, 0),
  full: Float64Array.of(0, 2, 0),
});

let steps: number;
let begun: number;
let fault: Error | undefined;
let anatomy: Anatomy;
let ticks: (() => void)[];
const state = () => anatomy.store.getState();

const line: AnatomyLine = {
  begin: async () => {
    begun++;
    steps = 0;
    return LESSON;
  },
  next: async (batchSize) => {
    if (fault) throw fault;
    return dissection(++steps, batchSize);
  },
  spread: async (batchSizes, draws) => batchSizes.map((batchSize) => ({ batchSize, draws, meanSquare: 1 })),
  end: () => undefined,
};

beforeEach(() => {
  [steps, begun, fault, ticks] = [0, 0, undefined, []];
  anatomy = createAnatomy({
    line,
    config: { ...initialConfig(), size: 20, batchSize: 8 },
    wait: () => new Promise((resolve) => ticks.push(resolve)),
  });
});
const tick = async (): Promise<void> => {
  ticks.shift()?.();
  await vi.waitFor(() => expect(ticks).toHaveLength(1));
};

it('begins with the first step and not before', async () => {
  expect([state().status, begun]).toEqual(['idle', 0]);
  await anatomy.step();
  await anatomy.step();
  expect([state().status, begun, state().shown?.update]).toEqual(['ready', 1, 2]);
  expect(state().agreements).toHaveLength(2);
});

it('tells cosine and length of a batch’s gradient against the full one', () => {
  const { cosine, length } = agreementOf(dissection(1, 8));
  expect(cosine).toBeCloseTo(0.8);
  expect(length).toBeCloseTo(2.5);
});

it('plays until it is paused, at the batch size of now', async () => {
  anatomy.play();
  await vi.waitFor(() => expect(ticks).toHaveLength(1));
  anatomy.setBatchSize(3);
  await tick();
  expect(state().agreements.map(({ batchSize }) => batchSize)).toEqual([8, 3]);
  anatomy.pause();
  ticks.shift()?.();
  await new Promise((resolve) => setTimeout(resolve));
  expect([steps, ticks.length, state().playing]).toEqual([2, 0, false]);
});

it('playing again after a pause goes on once, not twice', async () => {
  anatomy.play();
  await vi.waitFor(() => expect(ticks).toHaveLength(1));
  anatomy.pause();
  anatomy.play();
  await vi.waitFor(() => expect(ticks).toHaveLength(2));
  ticks.splice(0).forEach((resolve) => resolve());
  await vi.waitFor(() => expect(ticks).toHaveLength(1));
  expect(steps).toBe(3);
});

it('a lost worker is said, and the next step begins anew', async () => {
  await anatomy.step();
  fault = new Error('The worker was ended by the browser.');
  await anatomy.step();
  expect([state().status, state().message]).toEqual(['failed', 'The worker was ended by the browser.']);
  fault = undefined;
  await anatomy.step();
  expect([state().status, state().message, begun, state().shown?.update]).toEqual(['ready', undefined, 2, 1]);
  expect(state().agreements).toHaveLength(1);
});

it('forgets what is on its way when it is started again', async () => {
  await anatomy.step();
  const late = anatomy.step();
  anatomy.restart();
  await late;
  expect([state().status, state().shown, state().agreements]).toEqual(['idle', undefined, []]);
});

it('measures at the weights of now, and forgets it with the next update', async () => {
  await anatomy.measure([2, 4], 10);
  expect(state().spreads.map(({ batchSize }) => batchSize)).toEqual([2, 4]);
  await anatomy.step();
  expect([state().spreads, begun]).toEqual([[], 1]);
});
