/** Keeps downloaded files and takes them out again, checked both ways; what fails becomes a note, never an error. */
import type { DataFile } from './files.ts';
import { parseIdx, type Idx } from './idx.ts';
import { sha256 } from './sha256.ts';
import type { DatasetStore } from './store.ts';

export interface Keeper {
  /** The kept file, its SHA-256 checked anew; a damaged one is dropped. */
  get(file: DataFile, dimensions: 1 | 3): Promise<{ bytes: Uint8Array<ArrayBuffer>; idx: Idx } | undefined>;
  put(file: DataFile, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Sentences for the reader, each at most once. */
  notes: string[];
}

/** A keeper of the files of `dataset` (its name for the reader) in `store`, or one that keeps nothing without a store. */
export function createKeeper(dataset: string, store: DatasetStore | undefined): Keeper {
  const notes: string[] = [];
  const note = (text: string): void => {
    if (!notes.includes(text)) notes.push(text);
  };
  const unkept = (why: string): void =>
    note(`${dataset} could not be kept in this browser (${why}), so the next visit downloads it again.`);

  return {
    notes,
    async get(file, dimensions) {
      let bytes: Uint8Array<ArrayBuffer> | undefined;
      try {
        bytes = await store?.get(file.sha256);
      } catch {
        return undefined;
      }
      if (!bytes) return undefined;
      if ((await sha256(bytes)) === file.sha256) return { bytes, idx: parseIdx(bytes, dimensions) };
      note(`The copy of ${dataset} kept in this browser was damaged and has been downloaded anew.`);
      await store?.delete(file.sha256).catch(() => undefined);
      return undefined;
    },
    async put(file, bytes) {
      if (!store) return unkept('it offers no storage here');
      try {
        await store.put(file.sha256, bytes);
      } catch (error) {
        unkept(isQuota(error) ? 'its storage is full' : 'its storage failed');
      }
    },
  };
}

function isQuota(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}
