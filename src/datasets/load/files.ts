/** Where the real datasets are to be had and what their bytes must be; scripts/datasets.mjs reads the same table. */
import type { RealId } from '../real.ts';
import table from './files.json';

/** One IDX file, fetched as `<name>.gz`. */
export interface DataFile {
  name: string;
  /** The size of that file as its mirrors have it; others may have packed it otherwise. */
  packedBytes?: number;
  /** No more than so many are received or unpacked. */
  unpackedBytes: number;
  /** SHA-256 of the unpacked bytes, in lower-case hexadecimal. */
  sha256: string;
}

/** The four files of a dataset and the addresses, each ending in a slash, where they lie besides the site's own. */
export interface DataFiles {
  mirrors: string[];
  files: Record<'trainingPictures' | 'trainingLabels' | 'testPictures' | 'testLabels', DataFile>;
}

export const FILES: Record<RealId, DataFiles> = table;
