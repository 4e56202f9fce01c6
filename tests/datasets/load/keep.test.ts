import { describe, expect, it, vi } from 'vitest';
import { loadDataset } from '../../../src/datasets/load/load.ts';
import type { DatasetStore } from '../../../src/datasets/load/store.ts';
import { settingsOf } from '../settings.ts';
import * as at from './standIn.ts';

const load = (
  { fetch }: ReturnType<typeof at.network>,
  store: DatasetStore | null | undefined,
): ReturnType<typeof loadDataset> =>
  loadDataset(settingsOf('mnist'), { baseUrl: at.SITE, fetch, store, files: at.files });

describe('storage', () => {
  it('spares the second visit the network', async () => {
    const store = at.memoryStore();
    const first = await load(at.everywhere(at.good), store);
    const away = at.everywhere(at.offline);
    const second = await load(away, store);
    expect(away.asked).toEqual([]);
    expect(second).toEqual(first);
    expect(second.notes).toEqual([]);
  });

  it('keeps the unpacked bytes under their hash', async () => {
    const store = at.memoryStore();
    await load(at.everywhere(at.good), store);
    expect(store.entries.size).toBe(4);
    const { name, sha256 } = at.files.mnist.files.testLabels;
    expect(store.entries.get(sha256)).toEqual(at.UNPACKED[name]);
  });

  it('drops a damaged copy, says so and downloads that file anew', async () => {
    const store = at.memoryStore();
    const first = await load(at.everywhere(at.good), store);
    const { name, sha256 } = at.files.mnist.files.trainingPictures;
    const damaged = at.UNPACKED[name].slice();
    damaged[100] ^= 1;
    store.entries.set(sha256, damaged);
    const net = at.everywhere(at.good);
    const second = await load(net, store);
    expect(net.asked).toEqual([`${at.SITE}datasets/mnist/${name}.gz`]);
    expect(second.dataset).toEqual(first.dataset);
    expect(second.notes).toEqual([
      'The copy of MNIST kept in this browser was damaged and has been downloaded anew.',
    ]);
    expect(store.entries.get(sha256)).toEqual(at.UNPACKED[name]);
  });

  it('leaves no damaged copy behind where the download then fails', async () => {
    const store = at.memoryStore();
    const { sha256 } = at.files.mnist.files.trainingPictures;
    store.entries.set(sha256, new Uint8Array(10));
    await expect(load(at.everywhere(at.offline), store)).rejects.toMatchObject({ code: 'offline' });
    expect(store.entries.has(sha256)).toBe(false);
  });

  it.each([
    ['full', new DOMException('full', 'QuotaExceededError'), 'its storage is full'],
    ['broken', new Error('disk'), 'its storage failed'],
  ])('%s: goes on with the data and one note', async (_, error, why) => {
    const store = { ...at.memoryStore(), put: () => Promise.reject(error) };
    const { dataset, notes } = await load(at.everywhere(at.good), store);
    expect(dataset.training.count).toBe(60);
    expect(notes).toEqual([
      `MNIST could not be kept in this browser (${why}), so the next visit downloads it again.`,
    ]);
  });

  it('that cannot be read: goes on with the network', async () => {
    const store = { ...at.memoryStore(), get: () => Promise.reject(new Error('denied')) };
    expect((await load(at.everywhere(at.good), store)).dataset.training.count).toBe(60);
  });

  it('that is not there: goes on with one note', async () => {
    vi.stubGlobal('caches', undefined);
    const { dataset, notes } = await load(at.everywhere(at.good), undefined);
    vi.unstubAllGlobals();
    expect(dataset.training.count).toBe(60);
    expect(notes).toEqual([expect.stringContaining('it offers no storage here')]);
  });
});
