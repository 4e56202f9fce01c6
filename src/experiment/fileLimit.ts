/** How long a results file may be: none is written that would not be read. */
import { formatBytes } from './format.ts';

/** Bytes. Longer files are refused unread. */
export const FILE_LIMIT = 100e6;

export const tooLarge = (bytes: number): string | undefined =>
  bytes > FILE_LIMIT
    ? `The file is ${formatBytes(bytes)} long; files of up to ${formatBytes(FILE_LIMIT)} are read.`
    : undefined;
