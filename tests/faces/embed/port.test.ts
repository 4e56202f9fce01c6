import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPort, type WindowLike } from '../../../src/faces/embed/port.ts';
import { hostile } from './hostile.ts';

/** The near end of a channel, as a test drives it: what was posted, and a way to answer. */
function fakePort() {
  const said: unknown[] = [];
  const { port1 } = new MessageChannel();
  const port: MessagePort = port1;
  port.postMessage = (message: unknown) => void said.push(message);
  const hear = (data: unknown) => port.onmessage?.(new MessageEvent('message', { data }));
  return { port, said, hear, close: () => port1.close() };
}

function frame({ framed = true, cores = 8 } = {}) {
  const listeners = new Set<(event: MessageEvent<unknown>) => void>();
  const parent = { name: 'parent' };
  const self = { name: 'self' };
  const window: WindowLike = {
    parent: framed ? parent : self,
    self,
    navigator: { hardwareConcurrency: cores },
    addEventListener: (_, listener) => void listeners.add(listener),
    removeEventListener: (_, listener) => void listeners.delete(listener),
  };
  const post = (source: unknown, data: unknown, ports: readonly MessagePort[]) => {
    const event = Object.defineProperties(new MessageEvent('message'), {
      source: { value: source },
      data: { value: data },
      ports: { value: ports },
    });
    listeners.forEach((listener) => listener(event));
  };
  return { window, parent, post };
}

function wish() {
  const granted: number[] = [];
  const waits: number[] = [];
  return {
    granted,
    waits,
    want: [(n: number) => void granted.push(n), (n: number) => void waits.push(n)] as const,
  };
}

const open: { close(): void }[] = [];
const newPort = () => {
  const made = fakePort();
  open.push(made);
  return made;
};

/** A frame whose host has handed over a port. */
function hosted(options?: { cores?: number }) {
  const { window, parent, post } = frame(options);
  const embed = openPort(window);
  const host = newPort();
  post(parent, null, [host.port]);
  expect(host.said.splice(0)).toEqual([{ type: 'hello', v: 1 }]);
  return { embed, host, parent, post };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  open.splice(0).forEach((one) => one.close());
});

describe('without a host', () => {
  it.each([
    ['in a plain iframe', true, 8, 7],
    ['on a page of its own', false, 8, 7],
    ['on one core', true, 1, 1],
    ['on very many', true, 256, 64],
  ])('%s it trains at once, and leaves a core free', (_, framed, cores, workers) => {
    const embed = openPort(frame({ framed, cores }).window);
    const { granted, want } = wish();
    embed.want(...want);
    expect(granted).toEqual([workers]);
    vi.advanceTimersByTime(10_000);
    embed.rest();
    embed.size(500);
    expect(granted).toEqual([workers]);
    expect(embed.hosted).toBe(false);
  });
});

describe('the port', () => {
  it('is the first of the parent, and nothing after it', () => {
    const { embed, host, parent, post } = hosted();
    const second = newPort();
    post(parent, null, [second.port]);
    expect(second.said).toEqual([]);
    expect(second.port.onmessage).toBeNull();
    embed.size(300);
    expect(host.said).toEqual([{ type: 'size', height: 300 }]);
    expect(second.said).toEqual([]);
  });

  it.each<[string, (context: ReturnType<typeof frame>) => void]>([
    ['a sibling', ({ post }) => post({ name: 'sibling' }, null, [newPort().port])],
    ['itself', ({ window, post }) => post(window.self, null, [newPort().port])],
    ['nobody', ({ post }) => post(null, null, [newPort().port])],
    [
      'the parent with data',
      ({ parent, post }) => post(parent, { type: 'grant', workers: 4 }, [newPort().port]),
    ],
    ['the parent with text', ({ parent, post }) => post(parent, 'port', [newPort().port])],
    ['the parent with two ports', ({ parent, post }) => post(parent, null, [newPort().port, newPort().port])],
    ['the parent with none', ({ parent, post }) => post(parent, null, [])],
  ])('is not taken of %s, and the right one still is', (_, send) => {
    const context = frame();
    const embed = openPort(context.window);
    send(context);
    expect(embed.hosted).toBe(false);
    for (const { said } of open as ReturnType<typeof fakePort>[]) expect(said).toEqual([]);
    const right = newPort();
    context.post(context.parent, null, [right.port]);
    expect(embed.hosted).toBe(true);
    expect(right.said).toEqual([{ type: 'hello', v: 1 }]);
  });

  it('is not taken by a page that is in no frame', () => {
    const { window, post } = frame({ framed: false });
    const embed = openPort(window);
    post(window.self, null, [newPort().port]);
    expect(embed.hosted).toBe(false);
  });

  it('that comes late hears of what was before: the height, and that it trains', () => {
    const { window, parent, post } = frame();
    const embed = openPort(window);
    const { granted, want } = wish();
    embed.size(512.2);
    embed.want(...want);
    const host = newPort();
    post(parent, null, [host.port]);
    expect(host.said).toEqual([{ type: 'hello', v: 1 }, { type: 'size', height: 513 }, { type: 'want' }]);
    host.hear({ type: 'grant', workers: 2 });
    host.hear({ type: 'wait', ahead: 3 });
    expect(granted).toEqual([7]);
  });
});

describe('with a host', () => {
  it('trains when it may, and says so when it no longer does', () => {
    const { embed, host } = hosted();
    const { granted, waits, want } = wish();
    embed.want(...want);
    expect(host.said).toEqual([{ type: 'want' }]);
    host.hear({ type: 'wait', ahead: 2 });
    host.hear({ type: 'wait', ahead: 1 });
    vi.advanceTimersByTime(60_000);
    expect(granted).toEqual([]);
    host.hear({ type: 'grant', workers: 3 });
    host.hear({ type: 'grant', workers: 5 });
    host.hear({ type: 'wait', ahead: 1 });
    expect({ granted, waits }).toEqual({ granted: [3], waits: [2, 1] });
    embed.rest();
    embed.rest();
    host.hear({ type: 'grant', workers: 3 });
    expect(host.said).toEqual([{ type: 'want' }, { type: 'rest' }]);
    expect(granted).toEqual([3]);
  });

  it('that does not answer trains after two seconds all the same, with one worker', () => {
    const { embed, host } = hosted();
    const { granted, waits, want } = wish();
    embed.want(...want);
    vi.advanceTimersByTime(1999);
    expect(granted).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(granted).toEqual([1]);
    host.hear({ type: 'wait', ahead: 1 });
    host.hear({ type: 'grant', workers: 4 });
    expect({ granted, waits }).toEqual({ granted: [1], waits: [] });
    embed.rest();
    expect(host.said).toEqual([{ type: 'want' }, { type: 'rest' }]);
  });

  it('trains not after all when it rested before the answer', () => {
    const { embed, host } = hosted();
    const { granted, want } = wish();
    embed.want(...want);
    embed.rest();
    vi.advanceTimersByTime(60_000);
    host.hear({ type: 'grant', workers: 3 });
    expect(granted).toEqual([]);
  });

  it('may rest and ask anew within its own grant', () => {
    const { embed, host } = hosted();
    const again = wish();
    embed.want(
      () => {
        embed.rest();
        embed.want(...again.want);
      },
      () => undefined,
    );
    host.hear({ type: 'grant', workers: 3 });
    expect(host.said).toEqual([{ type: 'want' }, { type: 'rest' }, { type: 'want' }]);
    expect(again.granted).toEqual([]);
    host.hear({ type: 'grant', workers: 2 });
    expect(again.granted).toEqual([2]);
  });

  it('hears the theme, also when it listens late', () => {
    const { embed, host } = hosted();
    const themes: string[] = [];
    host.hear({ type: 'theme', theme: 'dark' });
    embed.onTheme((theme) => void themes.push(theme));
    host.hear({ type: 'theme', theme: 'auto' });
    host.hear({ type: 'theme', theme: 'pink' });
    expect(themes).toEqual(['dark', 'auto']);
  });

  it('says that it scrolls and rests, also to who listens later', () => {
    const { embed, host } = hosted();
    const heard: boolean[] = [];
    host.hear({ type: 'scroll' });
    embed.onScroll((on) => void heard.push(on));
    host.hear({ type: 'settle', on: 1 });
    host.hear({ type: 'settle' });
    expect(heard).toEqual([true, false]);
  });

  it('that is newer is understood as far as it goes', () => {
    const { embed, host } = hosted();
    host.hear({ type: 'welcome', v: 2 });
    host.hear({ type: 'song', text: 'la' });
    const { granted, want } = wish();
    embed.want(...want);
    host.hear({ type: 'grant', workers: 3, boost: true });
    expect(granted).toEqual([]);
    host.hear({ type: 'grant', workers: 3 });
    expect(granted).toEqual([3]);
  });

  it.each([
    [12.2, 80],
    [420.4, 421],
    [1e9, 4000],
    [-5, 80],
  ])('a height of %d is told as %d', (height, told) => {
    const { embed, host } = hosted();
    embed.size(height);
    expect(host.said).toEqual([{ type: 'size', height: told }]);
  });

  it('a height that is no number is not told', () => {
    const { embed, host } = hosted();
    embed.size(NaN);
    embed.size(Infinity);
    expect(host.said).toEqual([]);
  });
});

it('hostile messages by window and port: nothing is thrown, said, granted or changed', () => {
  const { embed, host, parent, post } = hosted();
  const { granted, waits, want } = wish();
  const themes: string[] = [];
  embed.onTheme((theme) => void themes.push(theme));
  embed.want(...want);
  host.hear({ type: 'wait', ahead: 1 });
  host.said.length = 0;
  const hijack = newPort();
  const valid = (data: unknown) =>
    ['grant', 'wait', 'theme'].includes(String((data as { type?: unknown } | null)?.type));
  fc.assert(
    fc.property(
      hostile,
      fc.constantFrom(parent, null, { name: 'sibling' }),
      fc.boolean(),
      (data, source, withPort) => {
        post(source, data, withPort ? [hijack.port] : []);
        post(parent, null, [hijack.port]);
        try {
          if (valid(data)) return; // those may be real ones; messages.test.ts judges them
        } catch {
          // a Proxy
        }
        host.hear(data);
      },
    ),
    { numRuns: 6000, seed: 7 },
  );
  expect({ granted, waits, themes, said: host.said, hijacked: hijack.said }).toEqual({
    ...{ granted: [], waits: [1], themes: [], said: [], hijacked: [] },
  });
  host.hear({ type: 'grant', workers: 2 });
  expect(granted).toEqual([2]);
});

it('a port is not opened by anything hostile before the right one comes', () => {
  const { window, parent, post } = frame();
  const embed = openPort(window);
  const hijack = newPort();
  fc.assert(
    fc.property(hostile, fc.constantFrom(parent, null, window.self, {}), fc.nat(2), (data, source, count) => {
      if (source === parent && data === null && count === 1) return;
      post(
        source,
        data,
        Array.from({ length: count }, () => hijack.port),
      );
    }),
    { numRuns: 6000, seed: 8 },
  );
  expect(embed.hosted).toBe(false);
  expect(hijack.said).toEqual([]);
});
