import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { plainSha256, sha256 } from '../../../src/datasets/load/sha256.ts';

const bytesOf = (length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (i * 37 + 11) % 256);
const expected = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('sha256', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000])(
    'of %d bytes, with and without crypto',
    async (length) => {
      const bytes = bytesOf(length);
      expect(await sha256(bytes)).toBe(expected(bytes));
      expect(plainSha256(bytes)).toBe(expected(bytes));
    },
  );

  it('checks a view, not what lies round it', () => {
    const view = bytesOf(300).subarray(7, 207);
    expect(plainSha256(view)).toBe(expected(view));
  });

  it('works where the page has no crypto.subtle', async () => {
    vi.stubGlobal('crypto', {});
    expect(await sha256(bytesOf(100))).toBe(expected(bytesOf(100)));
  });
});
