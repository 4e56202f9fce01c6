import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useTurn } from '../../../src/ui/compare/useTurn.ts';

let frames: (() => void)[];
beforeEach(() => {
  frames = [];
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('requestAnimationFrame', (one: () => void) => frames.push(one));
});
afterEach(() => void vi.unstubAllGlobals());

function One({ value }: { value: string }) {
  return <i>{useTurn(value) ?? '-'}</i>;
}

function pictures() {
  const place = document.createElement('div');
  const root = createRoot(place);
  return {
    give: (...values: string[]) =>
      act(() => root.render(values.map((value, key) => createElement(One, { key, value })))),
    frame: () => act(() => frames.splice(0).forEach((one) => one())),
    seen: () => [...place.querySelectorAll('i')].map((one) => one.textContent).join(' '),
    end: () => act(() => root.unmount()),
  };
}

it('draws one picture in each frame', () => {
  const { give, frame, seen, end } = pictures();
  give('a', 'b', 'c');
  const after = [0, 1, 2, 3].map(() => [seen(), frame()][0]);
  expect(after).toEqual(['- - -', 'a - -', 'a b -', 'a b c']);
  end();
});

it('gives every picture its turn, however often the values change meanwhile', () => {
  const { give, frame, seen, end } = pictures();
  give('a0', 'b0', 'c0');
  frame();
  give('a1', 'b1', 'c1');
  frame();
  give('a2', 'b2', 'c2');
  frame();
  // The one that waited longest, with the latest value.
  expect(seen()).toBe('a0 b1 c2');
  frame();
  frame();
  frame();
  expect(seen()).toBe('a2 b2 c2');
  end();
});

it('holds up nobody when it leaves the page in its turn', () => {
  const { give, frame, seen, end } = pictures();
  give('a', 'b');
  give('a');
  frame();
  give('a', 'b');
  frame();
  expect(seen()).toBe('a b');
  end();
});
