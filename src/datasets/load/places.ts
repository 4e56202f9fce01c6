/** One file from wherever it can be had: each place in turn until one gives the right bytes. */
import { DatasetError, type DatasetErrorCode } from '../dataset.ts';
import { download, type Download } from './download.ts';
import type { DataFile } from './files.ts';
import type { Idx } from './idx.ts';

/** A site without the file often answers with its page: that says less than any other failure. */
const OWN_PAGE = 0.5;

/** Of several failures the one that says most names the error. */
const WEIGHT: Record<DatasetErrorCode, number> = {
  'wrong-hash': 5,
  truncated: 4,
  'not-idx': 3,
  offline: 2,
  'not-found': 1,
  aborted: 0,
};

const SENTENCE: Record<DatasetErrorCode, string> = {
  'wrong-hash': 'what was downloaded is not the file that was expected',
  truncated: 'what was downloaded is not whole',
  'not-idx': 'what was downloaded is not a data file',
  offline: 'there was no answer, as when this device is offline',
  'not-found': 'no server sent it',
  aborted: 'loading was stopped',
};

const SOME_SILENT = 'none of the servers that answered sent it, and the others did not answer';

/**
 * `file` from the first of `places` (addresses that end in a slash, the site's own first) that has it whole and
 * unchanged. Throws DatasetError:
 * `aborted` at once, otherwise the weightiest failure, with every address tried and what it said.
 */
export async function fromPlaces(
  dataset: string,
  file: DataFile,
  dimensions: 1 | 3,
  places: readonly string[],
  how: Download,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; idx: Idx }> {
  const failures: { address: string; error: DatasetError; weight: number }[] = [];
  for (const [i, place] of places.entries()) {
    const address = `${place}${file.name}.gz`;
    try {
      return await download(file, dimensions, address, how);
    } catch (error) {
      if (!(error instanceof DatasetError) || error.code === 'aborted') throw error;
      const ownPage = i === 0 && error.code === 'not-idx';
      failures.push({ address, error, weight: ownPage ? OWN_PAGE : WEIGHT[error.code] });
    }
  }
  const worst = failures.reduce((a, b) => (b.weight > a.weight ? b : a));
  const mixed = worst.error.code === 'offline' && failures.some(({ error }) => error.code !== 'offline');
  const sentence = mixed ? SOME_SILENT : SENTENCE[worst.error.code];
  const tried = failures.map(({ address, error }) => `${address}: ${error.message}`).join('; ');
  throw new DatasetError(
    worst.error.code,
    `${dataset}: ${file.name} could not be loaded: ${sentence}. Tried ${tried}.`,
  );
}
