import { expect, it } from 'vitest';
import { createTurns } from '../../../src/ui/charts/turns.ts';

function framed() {
  const frames: (() => void)[] = [];
  const drawn: string[] = [];
  const turns = createTurns((act) => frames.push(act));
  const take = (name: string) => turns.take(() => drawn.push(name));
  return { drawn, take, frame: () => frames.splice(0).forEach((act) => act()) };
}

it('gives the next its turn in a frame of its own, once the one before has drawn', () => {
  const { drawn, take, frame } = framed();
  const done = take('a');
  take('b');
  expect(drawn).toEqual([]);
  frame();
  frame();
  expect(drawn).toEqual(['a']);
  done();
  expect(drawn).toEqual(['a']);
  frame();
  expect(drawn).toEqual(['a', 'b']);
});

it('passes over one that has left', () => {
  const { drawn, take, frame } = framed();
  const leave = take('a');
  take('b');
  leave();
  frame();
  expect(drawn).toEqual(['b']);
});
