import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elementClass } from '../../../src/faces/embed/element.ts';
import { createPermits } from '../../../src/faces/embed/permits.ts';

/** A folder with a stand-in for embed.html, which repeats what it hears and says what it is told. */
const STUB = '/tests/faces/embed/stub/widget.js';
const CORES = 4;
const PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'/>".replaceAll(
  '<',
  '%3C',
);

interface Report {
  id: string | null;
  search: string;
  heard: unknown;
}
let reports: Report[] = [];
const listen = ({ data }: MessageEvent<unknown>): void => {
  if (typeof data === 'object' && data !== null && 'heard' in data) reports.push(data as Report);
};

let count = 0;
let tag = '';
let room: HTMLElement;

beforeEach(() => {
  tag = `batch-scope-${++count}`;
  const site = new URL(STUB, location.href).href;
  customElements.define(tag, elementClass(site, createPermits(CORES)));
  reports = [];
  addEventListener('message', listen);
  room = document.createElement('div');
  document.body.append(room);
  scrollTo(0, 0);
});
afterEach(() => {
  removeEventListener('message', listen);
  room.remove();
});

function add(attributes = '', children = ''): HTMLElement {
  room.insertAdjacentHTML('beforeend', `<${tag} ${attributes}>${children}</${tag}>`);
  const made = room.lastElementChild;
  if (!(made instanceof HTMLElement)) throw new Error('no element');
  return made;
}
const frameOf = (element: HTMLElement) => element.shadowRoot?.querySelector('iframe') ?? null;
const heard = (id: string | null) => reports.filter((one) => one.id === id).map((one) => one.heard);
const comes = (id: string | null, message: unknown) =>
  expect.poll(() => heard(id), { timeout: 5000 }).toContainEqual(message);
const tell = (element: HTMLElement, order: object) => {
  const to = element.getAttribute('preset');
  frameOf(element)?.contentWindow?.postMessage({ to, ...order }, '*');
};
const say = (element: HTMLElement, message: unknown) => tell(element, { say: message });
/** Until what was said before has been heard. */
async function settled(element: HTMLElement): Promise<void> {
  const id = element.getAttribute('preset');
  const before = heard(id).filter((one) => JSON.stringify(one).includes('welcome')).length;
  say(element, { type: 'hello', v: 1 });
  await expect
    .poll(() => heard(id).filter((one) => JSON.stringify(one).includes('welcome')).length)
    .toBe(before + 1);
}
const heightOf = (element: HTMLElement) => element.getBoundingClientRect().height;

describe('the frame', () => {
  it('is sandboxed, has a title, and gets a port by one message of nothing', async () => {
    const element = add('preset="a" batch-sizes="8,64"');
    await comes('a', 'port');
    const frame = frameOf(element);
    expect(frame?.getAttribute('sandbox')).toBe(
      'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads',
    );
    expect(frame?.title).toBe('Batchscope: batch size experiment');
    expect(reports[0].search).toBe('?preset=a&batchSizes=8%2C64');
    say(element, { type: 'hello', v: 1 });
    await comes('a', { type: 'welcome', v: 1 });
    expect(heard('a')).toEqual(['loaded', 'port', { type: 'welcome', v: 1 }]);
  });

  it('is made when the reader comes near, and its room is kept before', async () => {
    const space = document.createElement('div');
    space.style.height = '5000px';
    room.append(space);
    const element = add('preset="far" height="300"');
    expect(heightOf(element)).toBe(300);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(frameOf(element)).toBeNull();
    space.style.height = `${innerHeight + 400}px`;
    await comes('far', 'port');
    expect(heightOf(element)).toBe(300);
  });

  it('is made at once where nobody tells what is near', async () => {
    vi.stubGlobal('IntersectionObserver', undefined);
    const space = document.createElement('div');
    space.style.height = '5000px';
    room.append(space);
    const element = add('preset="old"');
    expect(frameOf(element)).not.toBeNull();
    vi.unstubAllGlobals();
    await comes('old', 'port');
  });

  it('takes the place of the fallback when it speaks, without moving anything', async () => {
    const image = `<a href="#"><img width="100%" height="480" alt="A curve" src="${PICTURE}"></a>`;
    const element = add('preset="b" height="300"', image);
    const below = document.createElement('p');
    room.append(below);
    const before = heightOf(element);
    expect(before).toBeGreaterThanOrEqual(480);
    await comes('b', 'port');
    const link = element.querySelector('a');
    expect(link?.checkVisibility()).toBe(true);
    const frame = frameOf(element);
    expect(frame?.checkVisibility({ checkVisibilityCSS: true })).toBe(false);
    say(element, { type: 'hello', v: 1 });
    await expect.poll(() => link?.checkVisibility()).toBe(false);
    expect(frame?.checkVisibility({ checkVisibilityCSS: true })).toBe(true);
    expect(heightOf(element)).toBe(before);
    expect(frame?.getBoundingClientRect().height).toBe(before);
  });

  it('is shown at once where there is nothing else to show', async () => {
    const element = add('preset="c"');
    await comes('c', 'port');
    expect(frameOf(element)?.checkVisibility({ checkVisibilityCSS: true })).toBe(true);
  });

  it('goes with the hidden attribute', () => {
    const element = add('preset="d" hidden');
    expect(heightOf(element)).toBe(0);
  });

  it('works when made by hand, cloned and moved', async () => {
    const made = document.createElement(tag);
    made.setAttribute('preset', 'made');
    room.append(made);
    await comes('made', 'port');
    const clone = made.cloneNode(true);
    if (!(clone instanceof HTMLElement)) throw new Error('no element');
    clone.setAttribute('preset', 'clone');
    room.append(clone);
    await comes('clone', 'port');
    expect(made.shadowRoot?.querySelectorAll('iframe')).toHaveLength(1);
    room.prepend(clone);
    await expect.poll(() => heard('clone')).toEqual(['loaded', 'port', 'loaded', 'port']);
    expect(clone.shadowRoot?.querySelectorAll('iframe')).toHaveLength(1);
    await settled(clone);
  });

  it('stays as it is when moved by moveBefore', async () => {
    const element = add('preset="move"');
    await comes('move', 'port');
    const other = document.createElement('div');
    room.append(other);
    if (!('moveBefore' in other) || typeof other.moveBefore !== 'function') throw new Error('no moveBefore');
    other.moveBefore(element, null);
    await settled(element);
    expect(heard('move')).toEqual(['loaded', 'port', { type: 'welcome', v: 1 }]);
  });
});

describe('attributes that change', () => {
  it('load the frame anew, once for all', async () => {
    const element = add('preset="a"');
    await comes('a', 'port');
    const entries = history.length;
    element.setAttribute('preset', 'b');
    element.setAttribute('batch-sizes', '8');
    await comes('b', 'port');
    expect(reports.filter(({ id }) => id === 'b').map(({ search }) => search)).toEqual(
      Array(2).fill('?preset=b&batchSizes=8'),
    );
    expect(element.shadowRoot?.querySelectorAll('iframe')).toHaveLength(1);
    expect(history.length).toBe(entries);
  });

  it('of where the page is scrolled to are told once at the first and once it rests', async () => {
    const element = add('preset="a"');
    room.insertAdjacentHTML('beforeend', '<div style="height: 3000px"></div>');
    await comes('a', 'port');
    say(element, { type: 'hello', v: 1 });
    await comes('a', { type: 'welcome', v: 1 });
    for (let y = 10; y <= 100; y += 10) {
      scrollTo(0, y);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await comes('a', { type: 'settle' });
    const told = heard('a').filter((one) => JSON.stringify(one).match(/scroll|settle/));
    expect(told).toEqual([{ type: 'scroll' }, { type: 'settle' }]);
  });

  it('of theme, title, height and looks do not; the theme is told', async () => {
    const element = add('preset="a" theme="light"');
    await comes('a', 'port');
    say(element, { type: 'hello', v: 1 });
    await comes('a', { type: 'theme', theme: 'light' });
    const frame = frameOf(element);
    element.setAttribute('theme', 'dark');
    await comes('a', { type: 'theme', theme: 'dark' });
    element.setAttribute('theme', 'pink');
    await comes('a', { type: 'theme', theme: 'auto' });
    element.title = 'Small and large batches';
    element.className = 'wide';
    element.setAttribute('height', '500');
    await expect.poll(() => heightOf(element)).toBe(500);
    expect(frame?.title).toBe('Small and large batches');
    expect(frameOf(element)).toBe(frame);
    expect(heard('a').filter((one) => one === 'loaded')).toHaveLength(1);
  });
});

describe('the height', () => {
  it('grows below the view, or when the reader is in the frame, and never shrinks', async () => {
    const element = add('preset="a" height="300"');
    await comes('a', 'port');
    say(element, { type: 'size', height: 600 });
    await settled(element);
    expect(heightOf(element)).toBe(300);
    frameOf(element)?.focus();
    say(element, { type: 'size', height: 500 });
    await expect.poll(() => heightOf(element)).toBe(500);
    say(element, { type: 'size', height: 200 });
    await settled(element);
    expect(heightOf(element)).toBe(500);

    const space = document.createElement('div');
    space.style.height = `${innerHeight + 200}px`;
    room.append(space);
    const below = add('preset="b" height="300"');
    await comes('b', 'port');
    say(below, { type: 'size', height: 640 });
    await expect.poll(() => heightOf(below)).toBe(640);
  });
});

describe('permits', () => {
  const want = { type: 'want' };
  const grant = { type: 'grant', workers: 1 };

  /** Three of four cores are given away, to four frames. */
  async function four() {
    const ids = ['a', 'b', 'c', 'd'];
    const elements = ids.map((id) => add(`preset="${id}" height="80"`));
    await Promise.all(ids.map((id) => comes(id, 'port')));
    for (const element of elements.slice(0, 3)) {
      say(element, want);
      await comes(element.getAttribute('preset'), grant);
    }
    say(elements[3], want);
    await comes('d', { type: 'wait', ahead: 1 });
    expect(heard('d')).not.toContainEqual(grant);
    return elements;
  }

  it.each<[string, (element: HTMLElement) => void]>([
    ['rests', (element) => say(element, { type: 'rest' })],
    ['is removed', (element) => element.remove()],
    ['is removed with what it is in', () => room.firstElementChild?.remove()],
    ['is loaded anew by an attribute', (element) => element.setAttribute('seed', '7')],
    ['loads itself anew', (element) => tell(element, { reload: true })],
    ['goes without a word', (element) => frameOf(element)?.remove()],
    ['is moved', (element) => room.append(element)],
  ])('are given back when a frame %s', async (_, end) => {
    const [first] = await four();
    end(first);
    await comes('d', grant);
  });

  it('are given back at once by a frame that is removed or loaded anew', async () => {
    const did: string[] = [];
    const note = (what: string) => () => void did.push(what);
    tag = `batch-scope-noted-${count}`;
    const seat = { want: note('want'), rest: note('rest'), leave: note('leave') };
    const site = new URL(STUB, location.href).href;
    customElements.define(tag, elementClass(site, { join: () => (note('join')(), seat) }));
    const element = add('preset="a"');
    await comes('a', 'port');
    expect(did).toEqual(['join', 'rest']);
    element.setAttribute('seed', '7');
    await expect.poll(() => did).toEqual(['join', 'rest', 'leave', 'join', 'rest']);
    element.remove();
    expect(did.slice(5)).toEqual(['leave']);
  });

  it('are not given back by a frame that was not asked', async () => {
    const [, second] = await four();
    say(second, { type: 'size', height: 300 });
    say(second, { type: 'rest', more: 1 });
    await settled(second);
    expect(heard('d')).not.toContainEqual(grant);
  });
});

describe('bad luck', () => {
  it('a script that knows no address says what to do, and an address of the element helps', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    tag = `batch-scope-lost-${count}`;
    customElements.define(tag, elementClass(undefined, createPermits(CORES)));
    const element = add('preset="lost"', '<a href="#">Open</a>');
    await expect.poll(() => error.mock.calls.length).toBe(1);
    expect(error.mock.calls[0][0]).toContain('src="https://');
    expect(frameOf(element)).toBeNull();
    expect(element.querySelector('a')?.checkVisibility()).toBe(true);
    element.setAttribute('src', STUB);
    await comes('lost', 'port');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'blob:x', 'http://[', 'about:blank'])(
    'the address %s is refused',
    async (src) => {
      const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const element = add(`preset="bad" src="${src}"`);
      await expect.poll(() => error.mock.calls.length).toBe(1);
      expect(frameOf(element)).toBeNull();
    },
  );

  it('messages that are none change nothing', async () => {
    const element = add('preset="a" height="300"');
    await comes('a', 'port');
    frameOf(element)?.focus();
    const markup = '<img src=x onerror="window.injected=true">';
    for (const message of [
      ...[null, 1, 'want', markup, 'x'.repeat(1_000_000), [], [{ type: 'want' }]],
      ...[
        { type: 'size', height: 79 },
        { type: 'size', height: '900' },
        { type: 'size', height: 1e9 },
      ],
      ...[{ type: 'hello', v: 2 }, { type: 'want', v: 1 }, { type: 'grant', workers: 9 }, { type: markup }],
      JSON.parse('{"__proto__":{"type":"size","height":900},"height":900}'),
      JSON.parse('{"type":"size","height":900,"__proto__":{}}'),
    ])
      say(element, message);
    await settled(element);
    expect(heard('a')).toEqual(['loaded', 'port', { type: 'welcome', v: 1 }]);
    expect(heightOf(element)).toBe(300);
    expect('injected' in window).toBe(false);
  });
});
