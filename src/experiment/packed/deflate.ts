/** Raw deflate by what browsers and Node have built in. */
import { readAtMost } from './readAtMost.ts';
import { PackedError } from './bytes.ts';

export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Stops at `most` bytes of output, however much more there would be. @throws PackedError where the bytes are damaged. */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const { bytes: all, end } = await readAtMost(stream, most);
  if (end === 'broken') throw new PackedError('it is damaged or not whole');
  if (end === 'over') throw new PackedError(`it unpacks to more than ${most} bytes`);
  return all;
}
