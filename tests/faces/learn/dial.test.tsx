import { act, useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Dial } from '../../../src/faces/learn/parts/Dial.tsx';
import { dragged, stepped, typed } from '../../../src/faces/learn/parts/dialSteps.ts';
import { mount, press, type, type Mounted } from './mount.tsx';

const RANGE = { min: 1, max: 60_000 };

let page: Mounted;
beforeEach(() => (page = mount()));
afterEach(() => page.end());

const changed = vi.fn();
function Own() {
  const [value, setValue] = useState(100);
  const onChange = (next: number): void => {
    changed(next);
    setValue(next);
  };
  return <Dial label="Batch size" value={value} {...RANGE} onChange={onChange} />;
}
function dial(): HTMLInputElement {
  changed.mockClear();
  page.render(<Own />);
  const input = page.place.querySelector('input');
  if (!input) throw new Error('there is no dial');
  return input;
}

it('takes what is typed, as far as it is a number in the range', () => {
  expect(
    ['7', '60,000', '60 000', '0', '60001', '1.5', '-3', 'x', ''].map((text) => typed(text, RANGE)),
  ).toEqual([7, 60_000, 60_000, ...Array.from({ length: 6 }, () => undefined)]);
  const input = dial();
  type(input, '2500');
  expect([changed.mock.lastCall, input.value]).toEqual([[2500], '2500']);
  type(input, '2500x');
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(changed).toHaveBeenCalledTimes(1);
  act(() => void input.dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  expect([input.value, input.getAttribute('aria-invalid')]).toEqual(['2,500', null]);
});

it('is stepped by keys, within its range, and leaves other keys alone', () => {
  const keys = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'];
  expect(keys.map((key) => stepped(key, 100, RANGE))).toEqual([101, 99, 200, 50]);
  expect(keys.map((key) => stepped(key, 1, { min: 1, max: 1 }))).toEqual([1, 1, 1, 1]);
  expect(['ArrowLeft', 'Home', 'a'].map((key) => stepped(key, 100, RANGE))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const input = dial();
  press(input, 'PageUp');
  press(input, 'ArrowDown');
  expect(input.getAttribute('aria-valuenow')).toBe('199');
  expect(input.value).toBe('199');
});

it('is dragged by factors, to round numbers, and never out of its range', () => {
  expect(dragged(100, 60, RANGE)).toBe(200);
  expect(dragged(100, -60, RANGE)).toBe(50);
  expect(dragged(1000, 20, RANGE)).toBe(1300);
  expect(dragged(100, 1e4, RANGE)).toBe(60_000);
  expect(dragged(100, -1e4, RANGE)).toBe(1);
});

it('says what it is to whoever cannot see the sentence', () => {
  const input = dial();
  const said = ['role', 'aria-label', 'aria-valuemin', 'aria-valuemax', 'aria-valuetext'];
  expect(said.map((name) => input.getAttribute(name))).toEqual([
    'spinbutton',
    'Batch size',
    '1',
    '60000',
    '100',
  ]);
});
