import { act, useState } from 'react';
import { expect, it, vi } from 'vitest';
import { usePlace } from '../place.ts';
import type { Talk } from '../../../src/experiment/talk.ts';
import { unpackTalk } from '../../../src/experiment/packed/packedTalk.ts';
import { MOST, writeTalk } from '../../../src/experiment/talkFile.ts';
import { defaultTalk } from '../../../src/ui/talk/defaultTalk.ts';
import { TalkEditor } from '../../../src/ui/talk/TalkEditor.tsx';
import { TALK, talkWith } from '../../experiment/talkSupport.ts';

const page = usePlace();
let now: Talk;

function Held({ first, notKept }: { first: Talk; notKept?: string }) {
  const [talk, setTalk] = useState(first);
  now = talk;
  return <TalkEditor talk={talk} onChange={setTalk} notKept={notKept} />;
}
const show = (first: Talk, notKept?: string): void =>
  page.render(<Held first={first} {...(notKept !== undefined && { notKept })} />);

const button = (name: string): HTMLButtonElement => {
  const found = [...page.element.querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
  );
  if (!found) throw new Error(`there is no button ${name}`);
  return found;
};
const press = (name: string): void => act(() => button(name).click());
const titles = (): string[] => now.scenes.map(({ title }) => title);

function type(field: Element | null | undefined, value: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
    throw new Error('no field');
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as object, 'value') ?? {};
  act(() => {
    set?.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
/** Packing and reading take as long as they take. */
const soon = (holds: () => void): Promise<void> =>
  vi.waitFor(
    async () => {
      await act(() => new Promise((done) => setTimeout(done, 20)));
      holds();
    },
    { timeout: 10_000, interval: 1 },
  );
const drop = (text: string): void => {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  const dataTransfer = { types: ['Files'], files: [new File([text], 'talk.json')] };
  Object.defineProperty(event, 'dataTransfer', { value: dataTransfer });
  act(() => void page.element.querySelector('.talk-editor')?.dispatchEvent(event));
};
const alerted = (): string | undefined =>
  page.element.querySelector('[role="alert"]')?.textContent ?? undefined;

it('the focus goes with the scene that is moved, so that the same key moves it on', () => {
  show(TALK);
  const [first] = titles();
  const again = (): void => act(() => (document.activeElement as HTMLElement).click());
  press('Move scene 1 down');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move scene 2 down');
  for (let i = 2; i < TALK.scenes.length; i++) again();
  expect(titles().at(-1)).toBe(first);
  expect(document.activeElement).toBe([...page.element.querySelectorAll('li input')].at(-1));
  press(`Duplicate scene ${TALK.scenes.length}`);
  expect(document.activeElement).toBe([...page.element.querySelectorAll('li input')].at(-1));
});

it('an address to be copied by hand is of the talk as it is now', async () => {
  vi.stubGlobal('navigator', { ...navigator, clipboard: undefined });
  show(TALK);
  press('Copy link');
  await soon(() => expect(page.element.querySelector('input[readonly]')).not.toBeNull());
  press('Delete scene 1');
  expect(page.element.querySelector('input[readonly]')).toBeNull();
});

it('puts scenes elsewhere, twice and away, and takes that back', () => {
  show(TALK);
  const before = titles();
  press('Move scene 1 down');
  expect(titles().slice(0, 2)).toEqual([before[1], before[0]]);
  press('Move scene 2 up');
  expect(titles()).toEqual(before);
  press('Duplicate scene 3');
  expect(titles()).toEqual([...before.slice(0, 3), ...before.slice(2)]);
  press('Delete scene 1');
  expect(titles()[0]).toBe(before[1]);
  expect(document.activeElement?.tagName).toBe('INPUT');
  for (let i = 0; i < 4; i++) press('Undo');
  expect(titles()).toEqual(before);
  expect(button('Undo').disabled).toBe(true);
});

it('neither deletes the last scene nor goes beyond the most', () => {
  show({ ...TALK, scenes: [TALK.scenes[0]] });
  expect(button('Delete scene 1').disabled).toBe(true);
  expect(button('Move scene 1 up').disabled).toBe(true);
  expect(button('Move scene 1 down').disabled).toBe(true);
  page.render(<Held key="most" first={talkWith(MOST.scenes)} />);
  expect(button('Duplicate scene 1').disabled).toBe(true);
});

it('takes what is typed, and takes it back as a whole; without a sentence the numbers speak', () => {
  show(TALK);
  const [words, notes] = page.element.querySelectorAll('textarea');
  type(page.element.querySelector('input[type="text"]'), 'N');
  type(page.element.querySelector('input[type="text"]'), 'Ne');
  type(words, '');
  type(notes, '<b>Wait</b>');
  expect(now.scenes[0]).toEqual({ title: 'Ne', notes: '<b>Wait</b>', show: TALK.scenes[0].show });
  press('Undo');
  press('Undo');
  press('Undo');
  expect(now).toEqual(TALK);
});

it('takes a dropped talk; of a broken one it says why and keeps its own, the next one too', async () => {
  show(TALK);
  const other = talkWith(2);
  drop(writeTalk(other).slice(0, 150));
  await soon(() => expect(alerted()).toContain('stays as it is. It is no JSON'));
  expect(now).toEqual(TALK);
  drop(writeTalk(other));
  await soon(() => expect(now).toEqual(other));
  expect(alerted()).toBeUndefined();
  press('Default talk');
  expect(now).toEqual(defaultTalk());
});

it('copies a link that holds the talk, and shows it where the clipboard is refused', async () => {
  show(TALK, 'Nothing is kept here.');
  expect(page.element.textContent).toContain('Nothing is kept here.');
  const written: string[] = [];
  const writeText = vi.fn((text: string) => Promise.resolve(void written.push(text)));
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  press('Copy link');
  await soon(() => expect(written).toHaveLength(1));
  const [, packed] = /lecture\.html#t=([\w-]+)$/.exec(written[0]) ?? [];
  expect(await unpackTalk(packed)).toEqual({ talk: TALK });
  writeText.mockRejectedValueOnce(new Error('refused'));
  press('Copy link');
  const byHand = (): string | undefined =>
    page.element.querySelector<HTMLInputElement>('.talk-files input[readonly]')?.value;
  await soon(() => expect(byHand()).toBe(written[0]));
});
