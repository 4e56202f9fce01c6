import { afterEach, describe, expect, it } from 'vitest';
import { loadDataset } from '../../../src/datasets/load/load.ts';
import { gunzip } from '../../../src/datasets/load/gunzip.ts';
import { sha256, plainSha256 } from '../../../src/datasets/load/sha256.ts';
import { browserStore } from '../../../src/datasets/load/store.ts';
import type { DataFile, DataFiles } from '../../../src/datasets/load/files.ts';
import { settingsOf } from '../settings.ts';

type Bytes = Uint8Array<ArrayBuffer>;

function idxOf(shape: number[], seed: number): Bytes {
  const header = 4 + 4 * shape.length;
  const bytes = new Uint8Array(header + shape.reduce((a, b) => a * b, 1)).map((_, i) => (i * seed) % 10);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + shape.length);
  shape.forEach((n, i) => view.setUint32(4 + 4 * i, n));
  return bytes;
}

async function gzip(bytes: Bytes): Promise<Bytes> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

const UNPACKED: Record<string, Bytes> = {
  a: idxOf([30, 28, 28], 3),
  b: idxOf([30], 1),
  c: idxOf([10, 28, 28], 7),
  d: idxOf([10], 1),
};

async function standIn(): Promise<DataFiles> {
  const fileOf = async (name: string): Promise<DataFile> => ({
    name,
    unpackedBytes: UNPACKED[name].length,
    sha256: await sha256(UNPACKED[name]),
  });
  return {
    mirrors: [],
    files: {
      trainingPictures: await fileOf('a'),
      trainingLabels: await fileOf('b'),
      testPictures: await fileOf('c'),
      testLabels: await fileOf('d'),
    },
  };
}

describe('in a real browser', () => {
  afterEach(async () => void (await caches.delete('batchscope-datasets')));

  it('a second visit needs no network', async () => {
    const files = await standIn();
    const context = { baseUrl: location.href, files: { mnist: files, 'fashion-mnist': files } };
    const serve: typeof fetch = async (input) =>
      new Response(await gzip(UNPACKED[String(input).at(-4) ?? '']));
    const offline: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const first = await loadDataset(settingsOf('mnist'), { ...context, fetch: serve });
    const second = await loadDataset(settingsOf('mnist'), { ...context, fetch: offline });
    expect(first.dataset.training.count).toBe(30);
    expect(second).toEqual(first);
    expect(second.notes).toEqual([]);
  });

  it('the store keeps, gives back and drops', async () => {
    const store = browserStore();
    await store?.put('key', new Uint8Array([1, 2, 3]));
    expect(await store?.get('key')).toEqual(new Uint8Array([1, 2, 3]));
    await store?.delete('key');
    expect(await store?.get('key')).toBeUndefined();
  });

  it('gzip that ends too early is named, and more than was asked for is not unpacked', async () => {
    const packed = await gzip(UNPACKED.a);
    const { length } = UNPACKED.a;
    expect(await gunzip(packed, length)).toEqual({ bytes: UNPACKED.a, end: 'whole' });
    expect((await gunzip(packed.slice(0, -9), length)).end).toBe('broken');
    expect((await gunzip(packed, length - 1)).end).toBe('over');
    const bomb = await gunzip(await gzip(new Uint8Array(50_000_000)), length);
    expect(bomb.end).toBe('over');
    expect(bomb.bytes.length).toBeLessThan(2_000_000);
  });

  it('crypto.subtle and the plain digest agree', async () => {
    expect(await sha256(UNPACKED.a)).toBe(plainSha256(UNPACKED.a));
  });
});
