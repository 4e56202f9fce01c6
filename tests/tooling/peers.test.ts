import { beforeEach, describe, expect, it, vi } from 'vitest';
import { judge, keysOf, OURS, PLAYGROUND } from '../../bench/peers/judge.mjs';
import { CELLS, peersFor } from '../../bench/peers/measure.mjs';
import { printTable, printVerdict } from '../../bench/peers/table.mjs';

const NONE = { device: undefined, software: false };
const EMULATED = { device: 'llvmpipe', software: true };
const CARD = { device: 'nvidia ampere', software: false };
const PEERS = peersFor({ webgl: EMULATED, webgpu: EMULATED });

type Figures = Record<string, { rate: number } | { why: string }>;

/** Ours at 100, 100 in the cnn's cells at 2,000; all others at 10; `others` change a cell. */
function measured(others: Record<string, Figures> = {}) {
  const cells = keysOf(CELLS).map((key): [string, Figures] => {
    const rates = PEERS.map(({ name }) => [name, { rate: 10 }] as const);
    const ours = { rate: key.startsWith('cnn') ? 2000 : 100 };
    return [key, { ...Object.fromEntries(rates), [OURS]: ours, ...others[key] }];
  });
  return { devices: {}, checks: {}, cells: Object.fromEntries(cells) };
}
const wrongIn = (others?: Record<string, Figures>): string[] => judge(measured(others), PEERS, CELLS).wrong;
const everyPeer = (of: { rate: number } | { why: string }): Figures =>
  Object.fromEntries(PEERS.filter(({ name }) => name !== OURS).map(({ name }) => [name, of]));
const inCells = (start: RegExp, of: Figures): Record<string, Figures> =>
  Object.fromEntries(keysOf(CELLS).flatMap((key) => (start.test(key) ? [[key, of]] : [])));

describe('the verdict on the peers', () => {
  it('finds nothing wrong where ours is ahead by enough', () => {
    const { against, playground, means, wrong } = judge(measured(), PEERS, CELLS);
    expect(wrong).toEqual([]);
    expect(against.map(({ ratio }) => ratio)).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 200, 200, 200]);
    expect(playground).toEqual(PLAYGROUND.map((factor) => 100 / (factor * 10)));
    expect(means.map(({ value }) => Math.round(value))).toEqual([10, 200]);
  });

  it.each<[string, Record<string, Figures>, string[]]>([
    [
      'a peer that is ahead',
      { 'mlp 64': { 'jax-js wasm': { rate: 125 } } },
      ['mlp B = 64, 0.80 of jax-js wasm'],
    ],
    ['a peer that is as fast', { 'mlp 1': { convnetjs: { rate: 100 } } }, ['mlp B = 1, 1.00 of convnetjs']],
    [
      'a cell in which ours failed',
      { 'mlp 8': { [OURS]: { why: 'trap' } } },
      ['mlp B = 8, – of convnetjs', 'tiny and mlp, –'],
    ],
    [
      'a cell in which no peer trained',
      { 'mlp 8': everyPeer({ why: 'no' }) },
      ['mlp B = 8, where no peer trained', 'tiny and mlp, –'],
    ],
    [
      'a geometric mean too low over tiny and mlp',
      inCells(/^(tiny|mlp)/, { 'TensorFlow.js cpu': { rate: 80 } }),
      ['tiny and mlp, 1.25 instead of 1.5'],
    ],
    [
      'a geometric mean too low over cnn',
      inCells(/^cnn/, everyPeer({ rate: 200 })),
      ['cnn, 10.0 instead of 15'],
    ],
    [
      'the Playground being ahead',
      { 'tiny 64': { convnetjs: { rate: 50 } } },
      ['tiny B = 64, 0.87 of TensorFlow Playground'],
    ],
    [
      'a Playground that cannot be reckoned',
      { 'tiny 1': { convnetjs: { why: 'no' } } },
      ['tiny B = 1, – of TensorFlow Playground'],
    ],
  ])('is against %s', (_, others, expected) => {
    const wrong = wrongIn(others);
    expect(wrong).toHaveLength(expected.length);
    expected.forEach((part, i) => expect(wrong[i]).toContain(part));
  });

  it('holds ours against software WebGL, and not against a graphics card', () => {
    const fast = { 'mlp 8': { 'TensorFlow.js webgl': { rate: 1000 } } };
    expect(wrongIn(fast)).toEqual(['mlp B = 8, 0.10 of TensorFlow.js webgl']);
    for (const webgpu of [NONE, EMULATED, CARD])
      expect(judge(measured(fast), peersFor({ webgl: CARD, webgpu }), CELLS).wrong).toEqual([]);
  });
});

describe('who is measured', () => {
  it.each([
    ['without WebGPU', NONE, []],
    ['with one emulated', EMULATED, []],
    ['with a real adapter', CARD, ['Batchscope webgpu', 'TensorFlow.js webgpu']],
  ])('%s', (_, webgpu, more) => {
    const peers = peersFor({ webgl: NONE, webgpu });
    expect(peers.slice(PEERS.length).map(({ name }) => name)).toEqual(more);
    expect(peers.filter(({ gpu }) => gpu).map(({ name }) => name)).toEqual(more);
  });
});

describe('the tables', () => {
  let printed: string[];
  beforeEach(() => {
    printed = [];
    vi.spyOn(console, 'log').mockImplementation((line = '') => void printed.push(String(line)));
  });
  const rowOf = (name: string): string | undefined => printed.find((line) => line.startsWith(`| ${name} `));

  it('round the figures, and say in a note why there is none', () => {
    const results = measured({
      'cnn 8': { convnetjs: { rate: 4_640_000 }, 'TensorFlow.js wasm': { why: 'no kernel' } },
      'cnn 64': { convnetjs: { rate: 123_456 } },
      'cnn 256': { convnetjs: { rate: 12_345 } },
      'mlp 512': { convnetjs: { rate: 1234 } },
    });
    printTable(results, PEERS, CELLS);
    expect(rowOf('convnetjs')).toMatch(/ 1\.23k \| +4\.64M \| +123k \| +12\.3k \|$/);
    expect(rowOf('TensorFlow.js wasm')).toContain('cannot (1)');
    expect(printed).toContain('(1) TensorFlow.js wasm, cnn: no kernel');
  });

  it('give each cell its best peer, or none, and what is wrong', () => {
    const found = judge(measured({ 'mlp 8': everyPeer({ why: 'no' }) }), PEERS, CELLS);
    printVerdict(found, CELLS, PLAYGROUND);
    expect(rowOf('ours / best peer')).toContain('–');
    expect(printed).toContain('MISSED: mlp B = 8, where no peer trained.');
    expect(printed.join('\n')).not.toContain('Ahead');
  });

  it('say so where all is well', () => {
    printVerdict(judge(measured(), PEERS, CELLS), CELLS, PLAYGROUND);
    expect(printed.at(-1)).toMatch(/^Ahead of the best peer in every cell/);
  });
});
