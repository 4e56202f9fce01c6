/** The one entry to every dataset: drawn, read from the browser's storage, or downloaded. */
import { DatasetError, type DataSettings, type Dataset } from '../dataset.ts';
import { generate, isGenerated } from '../generate.ts';
import { realDataset, type Pictures, type RealId } from '../real.ts';
import { DATASETS } from '../registry.ts';
import { stopIfAborted } from './download.ts';
import { FILES, type DataFile, type DataFiles } from './files.ts';
import type { Idx } from './idx.ts';
import { createKeeper } from './keep.ts';
import { fromPlaces } from './places.ts';
import { createProgress, type Progress } from './progress.ts';
import { browserStore, type DatasetStore } from './store.ts';

export interface LoadContext {
  /** The site's address; files are looked for at `datasets/<id>/` below it first. */
  baseUrl: string;
  fetch: typeof fetch;
  /** The browser's storage unless given; null for none. */
  store?: DatasetStore | null | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Other files than the official ones, each with its own SHA-256: for tests. */
  files?: Record<RealId, DataFiles> | undefined;
}

/**
 * The dataset that `settings` fix, and `notes` for the reader where something did not go as it should but the data are
 * whole. Throws DatasetError (`offline`, `not-found`, `truncated`, `not-idx`, `wrong-hash`, `aborted`) for data that
 * cannot be had, RangeError for settings out of range.
 */
export async function loadDataset(
  settings: DataSettings,
  context: LoadContext,
): Promise<{ dataset: Dataset; notes: string[] }> {
  const id = settings.dataset;
  await new Promise((resolve) => setTimeout(resolve));
  stopIfAborted(context.signal);
  if (isGenerated(id)) return { dataset: generate(id, settings), notes: [] };

  const { mirrors, files } = (context.files ?? FILES)[id];
  const { one, notes } = createReader(id, Object.values(files), mirrors, context);
  const training = pair(await one(files.trainingPictures, 3), await one(files.trainingLabels, 1));
  const test = pair(await one(files.testPictures, 3), await one(files.testLabels, 1));
  return { dataset: realDataset(id, training, test, settings), notes };
}

/**
 * As much of the dataset as it takes to show what it is, without asking a mirror: of real data both splits are the
 * official test pictures, whose files are a sixth of the others. Throws as loadDataset.
 */
export async function loadLook(
  settings: DataSettings,
  context: LoadContext,
): Promise<{ dataset: Dataset; notes: string[] }> {
  const id = settings.dataset;
  if (isGenerated(id)) return loadDataset(settings, context);
  const { testPictures, testLabels } = (context.files ?? FILES)[id].files;
  const { one, notes } = createReader(id, [testPictures, testLabels], [], context);
  const test = pair(await one(testPictures, 3), await one(testLabels, 1));
  return { dataset: realDataset(id, test, test, settings), notes };
}

/** Reads the files of a real dataset: each from the browser's storage, beside the site, or one of `mirrors`. */
function createReader(
  id: RealId,
  files: readonly DataFile[],
  mirrors: readonly string[],
  context: LoadContext,
): { one(file: DataFile, dimensions: 1 | 3): Promise<Idx>; notes: string[] } {
  const { signal } = context;
  const places = [new URL(`datasets/${id}/`, context.baseUrl).href, ...mirrors];
  const store = context.store === undefined ? browserStore() : (context.store ?? undefined);
  const keeper = createKeeper(DATASETS[id].name, store);
  const progress = createProgress(files, context.onProgress);

  const one = async (file: DataFile, dimensions: 1 | 3): Promise<Idx> => {
    progress.stage(file, 'stored');
    const kept = await keeper.get(file, dimensions);
    stopIfAborted(signal);
    if (kept) {
      progress.done(file, file.packedBytes ?? kept.bytes.length);
      return kept.idx;
    }
    const { bytes, idx } = await fromPlaces(DATASETS[id].name, file, dimensions, places, {
      fetch: context.fetch,
      signal,
      onBytes: (received, total) => progress.bytes(file, received, total),
      onStage: (stage) => progress.stage(file, stage),
    });
    progress.stage(file, 'keeping');
    await keeper.put(file, bytes);
    stopIfAborted(signal);
    progress.done(file);
    return idx;
  };
  return { one, notes: keeper.notes };
}

function pair(pictures: Idx, labels: Idx): Pictures {
  const [count, height, width] = pictures.shape;
  if (labels.shape[0] !== count)
    throw new DatasetError('not-idx', `${count} pictures but ${labels.shape[0]} labels`);
  return { pixels: pictures.values, labels: labels.values, count, height, width };
}
