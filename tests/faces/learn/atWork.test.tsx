import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAtWork } from '../../../src/faces/learn/atWork.ts';
import { LearnText } from '../../../src/faces/learn/LearnText.tsx';
import { buttonOf, click, mount, stillAnatomy, type Mounted } from './mount.tsx';

let page: Mounted;
beforeEach(() => void (page = mount()));
afterEach(() => page.end());

it('is at work while a figure trains, and at rest once it pauses or is gone', () => {
  page.progress.setState({ guesses: { anatomy: 'less' } });
  page.render(<LearnText anatomy={stillAnatomy()} />);
  expect(isAtWork()).toBe(false);
  const button = (name: string) => buttonOf(page.place.querySelector('#epoch-anatomy') ?? page.place, name);
  click(button('Play'));
  expect(isAtWork()).toBe(true);
  click(button('Pause'));
  expect(isAtWork()).toBe(false);
  click(buttonOf(page.place, 'Draw batches'));
  expect(isAtWork()).toBe(true);
  page.render(null);
  expect(isAtWork()).toBe(false);
});
