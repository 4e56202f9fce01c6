/** The frame of an embed before anybody acts, in plain elements; live/EmbedApp.tsx lays out the same, with the same classes. */
import type { Hideable } from '../../experiment/embed.ts';
import type { Look } from './params.ts';

type Child = Node | string | undefined;

/** An element with attributes and children; texts are texts, never markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

export const button = (
  text: string,
  kind: 'plain' | 'primary' | 'link',
  onClick: () => void,
): HTMLButtonElement => {
  const made = el('button', { type: 'button', class: kind }, [text]);
  made.addEventListener('click', onClick);
  return made;
};

/** Longer sentences are folded until the reader asks for the rest, so that the picture keeps its room. */
export const LONG_SENTENCE = 150;

export interface Frame {
  title: HTMLElement;
  said: HTMLElement;
  controls: HTMLElement;
  /** Which mark is which task, where there are several. */
  marks: HTMLElement;
  plot: HTMLElement;
  actions: HTMLElement;
  note: HTMLElement;
  /** Said by screen readers when it changes. */
  status: HTMLElement;
}

/** Builds the frame in `root`, without what the author hides. */
export function buildFrame(root: HTMLElement, { hide }: Look): Frame {
  const shown = <T extends HTMLElement>(part: Hideable, made: T): T => {
    made.hidden = hide.has(part);
    return made;
  };
  const frame: Frame = {
    title: shown('title', el('h1')),
    said: shown('sentence', el('div', { class: 'said' })),
    controls: shown('axis', el('div', { class: 'controls' })),
    marks: el('p', { class: 'marks' }),
    plot: el('div', { class: 'plot' }),
    actions: el('div', { class: 'actions' }),
    note: shown('note', el('p', { class: 'note' })),
    status: el('p', { class: 'status', role: 'status' }),
  };
  root.className = 'embed';
  const { title, said, controls, marks, plot, status, actions, note } = frame;
  root.replaceChildren(title, said, controls, marks, plot, status, actions, note);
  return frame;
}

/** The button is there only while the folded sentence is longer than what is seen of it. */
export function hideWhereWhole(sentence: HTMLElement, more: HTMLElement): ResizeObserver {
  const observer = new ResizeObserver(() => {
    const folded = sentence.classList.contains('is-folded');
    more.hidden = folded && sentence.scrollHeight <= sentence.clientHeight;
  });
  observer.observe(sentence);
  return observer;
}

/** Puts the sentence into the frame, folded where it is long. */
export function setSaid({ said }: Frame, text: string): void {
  const sentence = el('p', {}, [text]);
  if (text.length <= LONG_SENTENCE) return said.replaceChildren(sentence);
  sentence.className = 'is-folded';
  const more = button('Read on', 'link', () => {
    const open = sentence.classList.toggle('is-folded') === false;
    more.textContent = open ? 'Less' : 'Read on';
    more.setAttribute('aria-expanded', String(open));
  });
  more.setAttribute('aria-expanded', 'false');
  said.replaceChildren(sentence, more);
  hideWhereWhole(sentence, more);
}
