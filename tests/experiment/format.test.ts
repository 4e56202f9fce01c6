import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatBytesApart,
  formatDuration,
  formatNumber,
  formatPercent,
} from '../../src/experiment/format.ts';

describe('numbers as people read them', () => {
  it.each([
    [60_000, '60,000'],
    [-1234, '-1,234'],
    [0, '0'],
    [0.1, '0.1'],
    [1e-7, '1e-7'],
    [1 / 3, '0.333333'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it.each([
    [0.9412, '94.1%'],
    [1, '100.0%'],
    [0, '0.0%'],
  ])('%d is %s', (value, text) => expect(formatPercent(value)).toBe(text));

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [407_080, '407 kB'],
    [999_999, '1 MB'],
    [1_238_000, '1.24 MB'],
    [999_900_000, '1 GB'],
    [2.5e12, '2500 GB'],
  ])('%d bytes are %s', (value, text) => expect(formatBytes(value)).toBe(text));

  it.each([
    [64e6, 128e6, ['64 MB', '128 MB']],
    [64_002_304, 64e6, ['64.002 MB', '64 MB']],
    [64_000_001, 64e6, ['64.000001 MB', '64 MB']],
    [5, 5, ['5 B', '5 B']],
  ])('%d and %d bytes are told apart', (a, b, texts) => expect(formatBytesApart(a, b)).toEqual(texts));

  it.each([
    [0.4213, '0.42 ms'],
    [2.94, '2.9 ms'],
    [142.4, '142 ms'],
    [999.7, '1 s'],
    [1340, '1.3 s'],
    [125_000, '2 min 5 s'],
  ])('%d ms are %s', (value, text) => expect(formatDuration(value)).toBe(text));
});
