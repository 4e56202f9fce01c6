import { act } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { usePlace } from '../../ui/place.ts';
import { EpochFigure } from '../../../src/faces/lecture/EpochFigure.tsx';
import { Lecture } from '../../../src/faces/lecture/Lecture.tsx';
import { createTalks } from '../../../src/state/talk.ts';
import type { Showing } from '../../../src/experiment/talk.ts';
import { TALK } from '../../experiment/talkSupport.ts';

vi.mock('../../../src/faces/lecture/recorded.ts', () => ({ useRecordings: () => ({}) }));
vi.mock('../../../src/ui/offline/OfflineLine.tsx', () => ({ OfflineLine: () => null }));
vi.mock('../../../src/faces/lecture/MemoryFigure.tsx', () => ({
  memorySentence: () => '',
  MemoryFigure() {
    throw new Error('a figure that fails');
  },
}));

const page = usePlace();
beforeEach(() => {
  location.hash = '';
});

const epoch: Showing = { kind: 'epoch', examples: 40, batchSize: 10 };
function show(...shows: Showing[]): void {
  const scenes = shows.map((one, i) => ({ title: `Scene ${i + 1}`, notes: '', show: one }));
  const talks = createTalks({ storage: undefined, first: { ...TALK, scenes } });
  page.render(<Lecture talks={talks} problem={undefined} />);
}
/** Whether the browser is left to do what the key does. */
function press(key: string, target: EventTarget = document.body): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  act(() => void target.dispatchEvent(event));
  return !event.defaultPrevented;
}
const title = (): string => page.element.querySelector('h1')?.textContent ?? '';

it('a scene whose figure fails says so, and the talk goes on', () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  show({ kind: 'memory', link: '' }, epoch);
  expect(page.element.querySelector('.failsafe')?.textContent).toContain('This scene failed');
  press('ArrowRight');
  expect(title()).toBe('Scene 2');
  expect(page.element.querySelector('.epoch')).not.toBeNull();
});

it('nothing happens on a scene that is blank or lies under a panel', () => {
  show(epoch, epoch);
  press('b');
  press('2');
  press('b');
  expect(title()).toBe('Scene 1');
  press('?');
  const panel = page.element.querySelector('[role=dialog]');
  expect(document.activeElement).toBe(panel);
  expect(press('PageDown', panel ?? undefined), 'the panel scrolls').toBe(true);
  press('2');
  expect(title()).toBe('Scene 1');
  press('Escape');
  press('2');
  expect(title()).toBe('Scene 2');
});

it('a replay that is over asks for no more frames', () => {
  const frames: FrameRequestCallback[] = [];
  vi.stubGlobal('requestAnimationFrame', (next: FrameRequestCallback) => frames.push(next));
  vi.stubGlobal('cancelAnimationFrame', () => frames.splice(0));
  show(epoch);
  press(' ');
  let now = performance.now();
  for (let i = 0; i < 1000 && frames.length > 0; i++)
    act(() => frames.splice(0).forEach((next) => next((now += 200))));
  expect(page.element.querySelector('.epoch-sum')?.textContent).toBe('40 ÷ 10 = 4');
  expect(frames).toEqual([]);
  press(' ');
  expect(frames).toHaveLength(1);
});

it.each([
  [400, 'each block: one batch, one update'],
  [411, '400 blocks for 411 updates'],
  [10_000, '400 blocks for 10,000 updates'],
])('an epoch of %i updates is made to its last block, and its blocks say what they are', (updates, words) => {
  page.render(<EpochFigure examples={updates} batchSize={1} share={1} />);
  expect(page.element.querySelectorAll('.epoch-blocks i.is-made')).toHaveLength(400);
  expect(page.element.querySelector('.epoch-each')?.textContent).toBe(words);
});
