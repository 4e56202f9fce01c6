/** Errors of TensorFlow.js and of browsers that mean "no memory", in words that say so. */
import { formatNumber } from '../../experiment/format.ts';
import { EngineFailureError } from '../failure.ts';

/** `error`, or what it means where a tensor is larger than any texture, or a texture was not to be had. */
export function namedMemoryError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof EngineFailureError) return error;
  const size = /requested texture size \[(\d+)x(\d+)\].*\[(\d+)x(\d+)\]/i.exec(error.message);
  if (size) {
    const [width, height, mostWidth, mostHeight] = size.slice(1).map((n) => formatNumber(Number(n)));
    return outOfMemory(
      `an array would need a texture of ${width} × ${height}, and this browser allows ${mostWidth} × ${mostHeight}`,
    );
  }
  if (/unable to create webgltexture/i.test(error.message))
    return outOfMemory('the browser gave no memory for another texture');
  return error;
}

/** Whether an error that WebGPU reports by itself says that a buffer would be larger than the device allows. */
export const isBufferTooLarge = (message: string): boolean =>
  /exceeds the max buffer size|binding size .*(larger than|exceeds)/i.test(message);

const outOfMemory = (message: string): EngineFailureError =>
  new EngineFailureError({ code: 'out-of-memory', message });
