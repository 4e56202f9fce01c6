/** Which files are read at all. */
import { formatBytes } from '../experiment/format.ts';

/** Larger files are refused before they are read. */
export const FILE_LIMIT = 100e6;

export const tooLarge = (bytes: number): string | undefined =>
  bytes > FILE_LIMIT
    ? `The file is ${formatBytes(bytes)} long; files of up to ${formatBytes(FILE_LIMIT)} are read.`
    : undefined;
