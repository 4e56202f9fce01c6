/** Datasets as a session and a preview ask for them: with this browser's network and storage. */
import { DatasetError, type DataSettings } from '../datasets/dataset.ts';
import { isGenerated } from '../datasets/generate.ts';
import { loadDataset, loadLook } from '../datasets/load/load.ts';
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

/** As much of a dataset as a preview needs, no other host asked; undefined where real data are not at hand. */
export async function loadForPreview(
  settings: DataSettings,
  site: string,
  signal: AbortSignal,
): Promise<LoadedData | undefined> {
  const real = !isGenerated(settings.dataset);
  const few =
    real || ['digits', 'linear'].includes(settings.dataset)
      ? { ...settings, size: Math.min(settings.size, PREVIEW_LIMIT), limit: PREVIEW_LIMIT }
      : settings;
  try {
    return await loadLook(few, { baseUrl: site, fetch: (input, init) => fetch(input, init), signal });
  } catch (reason) {
    if (real && reason instanceof DatasetError && reason.code !== 'aborted') return undefined;
    throw reason;
  }
}
