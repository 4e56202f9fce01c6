import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFromEmbed, readFromHost } from '../../../src/faces/embed/messages.ts';
import { hostile } from './hostile.ts';

const good = {
  embed: [
    { type: 'hello', v: 1 },
    { type: 'size', height: 80 },
    { type: 'size', height: 4000 },
    { type: 'want' },
    { type: 'rest' },
  ],
  host: [
    { type: 'welcome', v: 1 },
    { type: 'welcome', v: 2 },
    { type: 'grant', workers: 1 },
    { type: 'grant', workers: 64 },
    { type: 'wait', ahead: 1 },
    { type: 'theme', theme: 'light' },
    { type: 'theme', theme: 'dark' },
    { type: 'theme', theme: 'auto' },
    { type: 'scroll' },
    { type: 'settle' },
  ],
};

const sides = [
  { name: 'from the frame', read: readFromEmbed, mine: good.embed, others: good.host },
  { name: 'from the host', read: readFromHost, mine: good.host, others: good.embed },
];

describe.each(sides)('a message $name', ({ read, mine, others }) => {
  it.each(mine)('is read: %j', (message) => expect(read(structuredClone(message))).toEqual(message));

  it.each(others)('is not taken from the other side: %j', (message) => expect(read(message)).toBeUndefined());

  it.each(mine)('is exactly its own keys: %j', (message) => {
    expect(read({ ...message, more: 1 })).toBeUndefined();
    expect(read({ ...message, [Symbol.iterator]: 1 })).toBeUndefined();
    expect(read(Object.create(message))).toBeUndefined();
    expect(read(JSON.parse(`{"__proto__":${JSON.stringify(message)}}`))).toBeUndefined();
    expect(read([message])).toBeUndefined();
    expect(read(JSON.stringify(message))).toBeUndefined();
    for (const key of Object.keys(message)) {
      const { [key]: left, ...rest } = message as Record<string, unknown>;
      expect(read(rest)).toBeUndefined();
      const inherits = Object.assign(Object.create({ [key]: left }), rest);
      expect(read(inherits)).toBeUndefined();
      let called = 0;
      const counting = Object.defineProperty({ ...rest }, key, {
        enumerable: true,
        get: () => (called++, left),
      });
      expect(read(counting)).toBeUndefined();
      expect(called).toBe(0);
      for (const wrong of ['1', null, undefined, NaN, 0, -1, 1.5, 1e6, true, [1], {}, Object(1)])
        expect(read({ ...message, [key]: wrong })).toBeUndefined();
    }
  });

  it('is nothing else, and reading it neither throws nor changes anything', () => {
    let taken = 0;
    const before = Reflect.ownKeys(Object.prototype).length;
    fc.assert(
      fc.property(hostile, (data) => {
        const message = read(data);
        if (message === undefined) return;
        taken++;
        expect(mine.map(({ type }) => type)).toContain(message.type);
        const known = mine.find(({ type }) => type === message.type) ?? {};
        expect(Object.keys(message).sort()).toEqual(Object.keys(known).sort());
        for (const one of Object.values(message)) {
          if (typeof one === 'number') expect(one).toBeLessThanOrEqual(4000);
          else expect(['light', 'dark', 'auto', ...mine.map(({ type }) => type)]).toContain(one);
        }
      }),
      { numRuns: 6000, seed: 6 },
    );
    expect(taken).toBeGreaterThan(20);
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
    expect(Reflect.get({}, 'type')).toBeUndefined();
  });
});

it.each([0, 2, 1.5, '1', 999])('a frame of version %j is not understood', (v) => {
  expect(readFromEmbed({ type: 'hello', v })).toBeUndefined();
});

it.each([79, 4001, 80.5, '420', Infinity])('a height of %j is not taken', (height) => {
  expect(readFromEmbed({ type: 'size', height })).toBeUndefined();
});
