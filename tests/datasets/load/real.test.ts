import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FILES } from '../../../src/datasets/load/files.ts';
import { loadDataset, loadLook } from '../../../src/datasets/load/load.ts';
import type { Dataset, DataSettings } from '../../../src/datasets/dataset.ts';
import { OFFICIAL } from '../official.ts';
import { settingsOf, tally } from '../settings.ts';
import * as at from './standIn.ts';

async function standIn(other: Partial<DataSettings> = {}): Promise<Dataset> {
  const { fetch } = at.everywhere(at.good);
  const context = { baseUrl: at.SITE, fetch, store: null, files: at.files };
  return (await loadDataset(settingsOf('mnist', other), context)).dataset;
}

/** Each picture with its label, as text, so that splits can be compared as sets. */
const rows = ({ inputs, labels }: Dataset['training']): string[] =>
  Array.from(labels, (label, i) => `${label}: ${inputs.subarray(784 * i, 784 * (i + 1)).join()}`);

const original = (pictures: string, labels: string): string[] => {
  const pixels = at.UNPACKED[pictures].subarray(16);
  return Array.from(at.UNPACKED[labels].subarray(8), (label, i) => {
    const picture = Float32Array.from(pixels.subarray(784 * i, 784 * (i + 1)), (v) => v / 255);
    return `${label}: ${picture.join()}`;
  });
};
const TRAINING = original('train-images-idx3-ubyte', 'train-labels-idx1-ubyte');
const TEST = original('t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte');

describe('a dataset from IDX files', () => {
  it('has the training pictures / 255 with their labels, and the test pictures as validation', async () => {
    const dataset = await standIn();
    expect(dataset).toMatchObject({ id: 'mnist', inputShape: [28, 28, 1], classes: 10 });
    expect(rows(dataset.training).sort()).toEqual(TRAINING.slice().sort());
    expect(rows(dataset.validation).sort()).toEqual(TEST.slice().sort());
  });

  it('is shuffled by the data seed', async () => {
    const first = await standIn();
    expect(await standIn()).toEqual(first);
    expect(rows(first.training)).not.toEqual(TRAINING);
    expect(rows(first.validation)).not.toEqual(TEST);
    expect((await standIn({ dataSeed: 2 })).training).not.toEqual(first.training);
  });

  it.each([
    [7, 7],
    [0, 60],
    [1000, 60],
  ])('with limit %d has the first %d training pictures, all validation pictures', async (limit, count) => {
    const dataset = await standIn({ limit });
    expect(dataset.training.count).toBe(count);
    expect(rows(dataset.training).sort()).toEqual(TRAINING.slice(0, count).sort());
    expect(dataset.validation.count).toBe(20);
  });

  it.each([-1, 2.5])('refuses limit %d', async (limit) => {
    await expect(standIn({ limit })).rejects.toThrow(RangeError);
  });

  it('refuses pictures and labels of different counts', async () => {
    const { testLabels, ...others } = at.files.mnist.files;
    const mixed = { ...at.files.mnist, files: { ...others, trainingLabels: testLabels, testLabels } };
    const promise = loadDataset(settingsOf('mnist'), {
      baseUrl: at.SITE,
      fetch: at.everywhere(at.good).fetch,
      store: null,
      files: { ...at.files, mnist: mixed },
    });
    await expect(promise).rejects.toMatchObject({
      code: 'not-idx',
      message: expect.stringContaining('60 pictures'),
    });
  });
});

it('serves generated data through the same entry', async () => {
  const { fetch } = at.everywhere(at.offline);
  const { dataset, notes } = await loadDataset(settingsOf('moons'), { baseUrl: at.SITE, fetch });
  expect([dataset.id, dataset.training.count, notes]).toEqual(['moons', 1000, []]);
});

describe.each(['mnist', 'fashion-mnist'] as const)('the official files of %s', (id) => {
  it.skipIf(!OFFICIAL)('load and verify', async () => {
    const fetch: typeof globalThis.fetch = async (input) =>
      new Response(new Uint8Array(await readFile(`${OFFICIAL}${id}/${at.nameOf(String(input))}.gz`)));
    const { dataset } = await loadDataset(settingsOf(id), { baseUrl: at.SITE, fetch, store: null });
    expect([dataset.training.count, dataset.validation.count]).toEqual([60_000, 10_000]);
    expect(tally(dataset.validation.labels, 10).every((n) => n > 800)).toBe(true);
  });
});

/** As the datasets' owners publish them; docs and the security of downloads rest on these. */
const PUBLISHED = {
  mnist: {
    mirrors: [
      'https://cdn.jsdelivr.net/gh/fgnt/mnist/',
      'https://raw.githubusercontent.com/fgnt/mnist/master/',
    ],
    sha256: {
      'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  },
  'fashion-mnist': {
    mirrors: ['https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/'],
    sha256: {
      'train-images-idx3-ubyte': 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      'train-labels-idx1-ubyte': 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
      't10k-images-idx3-ubyte': '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
      't10k-labels-idx1-ubyte': '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    },
  },
} as const;

it.each(['mnist', 'fashion-mnist'] as const)('%s comes from its mirrors, by SHA-256', (id) => {
  const { mirrors, files } = FILES[id];
  expect(mirrors).toEqual(PUBLISHED[id].mirrors);
  const { trainingPictures, trainingLabels, testPictures, testLabels } = files;
  const inOrder = [trainingPictures, trainingLabels, testPictures, testLabels];
  expect(inOrder.map(({ name, sha256 }) => [name, sha256])).toEqual(Object.entries(PUBLISHED[id].sha256));
});

describe('a look into real data', () => {
  const look = (fetch: typeof globalThis.fetch) =>
    loadLook(settingsOf('mnist', { limit: 10 }), { baseUrl: at.SITE, fetch, store: null, files: at.files });

  it('is of the test pictures, whose files alone are asked for, beside the site', async () => {
    const { fetch, asked } = at.everywhere(at.good);
    const { dataset } = await look(fetch);
    expect(dataset.training.count).toBe(10);
    for (const row of rows(dataset.training)) expect(TEST).toContain(row);
    expect(asked).toEqual(
      ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'].map((n) => `${at.SITE}datasets/mnist/${n}.gz`),
    );
  });

  it('asks no mirror where the site has no files', async () => {
    const { fetch, asked } = at.everywhere(() => new Response(null, { status: 404 }));
    await expect(look(fetch)).rejects.toMatchObject({ code: 'not-found' });
    expect(asked.filter((address) => !address.startsWith(at.SITE))).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});
