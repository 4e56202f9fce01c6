/** Datasets as a session and a preview ask for them: with this browser's network and storage. */
import { DatasetError, type DataSettings } from '../datasets/dataset.ts';
import { isGenerated } from '../datasets/generate.ts';
import { loadDataset } from '../datasets/load/load.ts';
import type { LoadProgress, LoadedData } from './tools.ts';

const VERBS = {
  stored: 'Looking for',
  downloading: 'Downloading',
  checking: 'Checking',
  keeping: 'Storing',
} as const;

export function loadData(
  settings: DataSettings,
  site: string,
  signal: AbortSignal,
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadedData> {
  return loadDataset(settings, {
    baseUrl: site,
    fetch: (input, init) => fetch(input, init),
    signal,
    onProgress: ({ file, stage, receivedBytes, totalBytes }) =>
      onProgress({ receivedBytes, totalBytes, detail: `${VERBS[stage]} ${file}` }),
  });
}

/** Examples that a preview reads of data whose examples are many numbers each. */
const PREVIEW_LIMIT = 200;

/** As much of a dataset as a preview needs; `cachedOnly` without the network, undefined where that has too little. */
export async function loadForPreview(
  settings: DataSettings,
  site: string,
  cachedOnly: boolean,
  signal: AbortSignal,
): Promise<LoadedData | undefined> {
  const heavy = ['digits', 'linear'].includes(settings.dataset) || !isGenerated(settings.dataset);
  const few = heavy
    ? { ...settings, size: Math.min(settings.size, PREVIEW_LIMIT), limit: PREVIEW_LIMIT }
    : settings;
  const noNetwork = (): Promise<Response> => Promise.reject(new TypeError('no network for a preview'));
  try {
    return await loadDataset(few, {
      baseUrl: site,
      fetch: cachedOnly ? noNetwork : (input, init) => fetch(input, init),
      signal,
    });
  } catch (reason) {
    if (cachedOnly && reason instanceof DatasetError && reason.code !== 'aborted') return undefined;
    throw reason;
  }
}
