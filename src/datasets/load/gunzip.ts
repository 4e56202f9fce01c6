/** Unpacking, where it is still to be done: many servers and browsers have unpacked a .gz before it arrives. */
import { readAtMost, type Read } from '../../experiment/packed/readAtMost.ts';

/** Whether `bytes` start as gzip does (RFC 1952: 1f 8b). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks gzip to at most `most` bytes and a part: `broken` where it is damaged or ends too early, `over` where there is more. */
export const gunzip = (bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Read> =>
  readAtMost(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')), most);
