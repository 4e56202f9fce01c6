/** The IDX format of the MNIST files: a big-endian header, then bytes (http://yann.lecun.com/exdb/mnist/). */
import { formatNumber } from '../../experiment/format.ts';
import { DatasetError } from '../dataset.ts';

const LABELS = 0x0801;
const PICTURES = 0x0803;

/** An array of unsigned bytes with 1 (labels) or 3 (pictures) dimensions; `values` is a view, not a copy. */
export interface Idx {
  shape: number[];
  values: Uint8Array<ArrayBuffer>;
}

/**
 * Reads an IDX file of labels [count] or pictures [count, height, width]. Throws DatasetError: `not-idx` where the
 * header is another one, `truncated` where there are fewer bytes than the header says.
 */
export function parseIdx(bytes: Uint8Array<ArrayBuffer>, dimensions: 1 | 3): Idx {
  const header = 4 + 4 * dimensions;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 4 && view.getUint32(0) !== (dimensions === 1 ? LABELS : PICTURES))
    throw new DatasetError(
      'not-idx',
      `not a file of ${dimensions === 1 ? 'labels' : 'pictures'}, ${kindOf(bytes)}`,
    );
  if (bytes.length < header)
    throw new DatasetError(
      'truncated',
      `cut short: ${formatNumber(bytes.length)} bytes, too few for a header`,
    );
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const size = shape.reduce((a, b) => a * b, 1);
  if (bytes.length < header + size)
    throw new DatasetError(
      'truncated',
      `cut short: ${formatNumber(bytes.length)} of ${formatNumber(header + size)} bytes`,
    );
  return { shape, values: bytes.subarray(header, header + size) };
}

/** Whether it begins as a page does, which hosts give in place of what they lack. */
export const isPage = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(0, 256)).trimStart().startsWith('<');

const kindOf = (bytes: Uint8Array): string =>
  isPage(bytes) ? 'an HTML page instead' : 'something else instead';
