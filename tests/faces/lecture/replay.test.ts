import { expect, it } from 'vitest';
import { figureAt } from '../../../src/faces/lecture/figureAt.ts';
import { advance, changed, SPEEDS, WHOLE_MS } from '../../../src/faces/lecture/replay.ts';
import { firstThought } from '../../../src/faces/lecture/sentence.ts';
import { sceneOf } from '../../../src/faces/lecture/useScene.ts';
import type { Recording } from '../../../src/recordings/recording.ts';
import { IDS, recorded } from '../../recordings/support.ts';

it('plays the whole in its time at speed 1, and ends there', () => {
  let share = 0;
  let frames = 0;
  for (; share < 1; frames++) share = advance(share, 40, 1);
  expect(share).toBe(1);
  expect(frames).toBe(WHOLE_MS / 40);
  expect(advance(0, 40, 16)).toBeCloseTo(16 * advance(0, 40, 1));
});

it('goes on where it was after the laptop has slept, or a clock went back', () => {
  expect(advance(0.3, 3_600_000, 1)).toBeLessThan(0.35);
  expect(advance(0.3, -5000, 1)).toBe(0.3);
});

it('has no speed beyond the slowest and the fastest', () => {
  expect(changed(SPEEDS[0], -1)).toBe(SPEEDS[0]);
  expect(changed(1, 1)).toBe(2);
  expect(changed(16, 1)).toBe(16);
});

it.each(IDS)('%s comes point by point; what follows from all points comes last', (id) => {
  const { figure } = recorded(id).recording;
  expect(figureAt(figure, 1)).toBe(figure);
  if (figure.kind === 'race') return expect(figureAt(figure, 0.5)).toBe(figure);
  const part = figureAt(figure, 0.5);
  const sizeOf = (one: Recording['figure']): number =>
    one.kind === 'noise'
      ? one.view.tracks[0].points.length
      : one.kind === 'race'
        ? 0
        : one.view.points.length;
  expect(sizeOf(part)).toBe(Math.ceil(sizeOf(figure) / 2));
  if (part.kind === 'target') expect(part.view.perfect.flat()).toEqual([]);
  if (part.kind === 'target') expect(part.view.fits.every(({ status }) => status === 'none')).toBe(true);
  if (part.kind === 'speed') expect(part.view.fits).toEqual([]);
});

it('says the first thought, whole', () => {
  expect(firstThought('At 4 epochs 8 wins: 98.8% of 1,000; at 24 updates none does.')).toBe(
    'At 4 epochs 8 wins: 98.8% of 1,000.',
  );
  expect(firstThought('One. Two.')).toBe('One.');
  expect(firstThought('')).toBe('');
  for (const id of IDS)
    expect(recorded(id).recording.sentence).toContain(
      firstThought(recorded(id).recording.sentence).slice(0, -1),
    );
});

it('the address names a scene of the talk', () => {
  expect(['', '#1', '#3', '#12', '#99', '#0', '#x', '#last'].map((hash) => sceneOf(hash, 12))).toEqual([
    0, 0, 2, 11, 11, 0, 0, 11,
  ]);
});
