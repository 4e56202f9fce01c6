/** One file from one place: fetched as a stream, unpacked, read and checked. */
import { formatNumber } from '../../experiment/format.ts';
import { readAtMost, type Read } from '../../experiment/packed/readAtMost.ts';
import { reasonOf } from '../../experiment/reason.ts';
import { DatasetError } from '../dataset.ts';
import type { DataFile } from './files.ts';
import { gunzip, isGzip } from './gunzip.ts';
import { isPage, parseIdx, type Idx } from './idx.ts';
import { sha256 } from './sha256.ts';

/** A place that sends no byte for so long is given up for the next. */
export const STALL_MS = 12_000;

export type Stage = 'stored' | 'downloading' | 'checking' | 'keeping';

export interface Download {
  fetch: typeof fetch;
  signal?: AbortSignal | undefined;
  /** Bytes received of this file; `total` where the server told a size that can be believed. */
  onBytes: (received: number, total: number | undefined) => void;
  onStage: (stage: Stage) => void;
}

/** Throws DatasetError `aborted` once `signal` is. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DatasetError('aborted', 'Loading was stopped.');
}

/**
 * The unpacked bytes of `file` from `address`, and the array in them. Throws DatasetError, its message a half-sentence:
 * `offline` (no answer), `not-found` (any HTTP error), `truncated`, `not-idx`, `wrong-hash` (also damaged, or more bytes than
 * the file has), `aborted`.
 */
export async function download(
  file: DataFile,
  dimensions: 1 | 3,
  address: string,
  how: Download,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; idx: Idx }> {
  how.onStage('downloading');
  const stall = watchStall(how.signal);
  const received = await fetchRaw(file, address, how, stall).finally(() => stall.end());
  how.onStage('checking');
  const { bytes: raw, end, promised } = received;
  if (raw.length === 0) throw new DatasetError('truncated', 'an empty answer');
  if (end === 'over') throw tooMuch(file, raw, 'received');
  const short =
    end === 'broken'
      ? `cut short: the connection broke after ${formatNumber(raw.length)} bytes`
      : promised !== undefined && raw.length < promised
        ? `cut short: ${formatNumber(raw.length)} of ${formatNumber(promised)} bytes`
        : undefined;
  const bytes = isGzip(raw) ? await unpack(file, raw, short) : raw;
  stopIfAborted(how.signal);
  const idx = parseIdx(bytes, dimensions);
  const got = await sha256(bytes);
  stopIfAborted(how.signal);
  if (got !== file.sha256) {
    if (short) throw new DatasetError('truncated', short);
    throw new DatasetError('wrong-hash', `other bytes than expected (SHA-256 ${got}, not ${file.sha256})`);
  }
  return { bytes, idx };
}

interface Stall {
  /** Aborts on a stall, and when the caller's signal does. */
  signal: AbortSignal;
  /** A byte came. */
  reset(): void;
  end(): void;
  stopIfStalled(): void;
}

function watchStall(signal: AbortSignal | undefined): Stall {
  const ended = new AbortController();
  let stalled = false;
  const stop = (): void => ended.abort();
  const give = (): void => {
    stalled = true;
    stop();
  };
  let timer = setTimeout(give, STALL_MS);
  // `AbortSignal.any` would be shorter, but the oldest browsers that are supported lack it.
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  return {
    signal: ended.signal,
    reset() {
      clearTimeout(timer);
      timer = setTimeout(give, STALL_MS);
    },
    end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    },
    stopIfStalled() {
      if (stalled) throw new DatasetError('offline', `no byte for ${STALL_MS / 1000} seconds`);
    },
  };
}

async function fetchRaw(file: DataFile, address: string, how: Download, stall: Stall): Promise<Received> {
  const response = await reach(address, how, stall);
  stall.reset();
  return receive(response, mostReceived(file), how, stall);
}

/** It may come unpacked on the way, or packed by anybody; gzip adds little where it cannot shorten. */
const mostReceived = ({ unpackedBytes }: DataFile): number => Math.ceil(unpackedBytes * 1.001) + 1024;

function tooMuch(file: DataFile, bytes: Uint8Array, how: 'received' | 'unpacked'): DatasetError {
  if (isPage(bytes)) return new DatasetError('not-idx', 'an HTML page instead');
  return new DatasetError(
    'wrong-hash',
    `too large: given up after ${formatNumber(bytes.length)} bytes were ${how}, where ${file.name} has ${formatNumber(file.unpackedBytes)}`,
  );
}

async function reach(address: string, { fetch, signal }: Download, stall: Stall): Promise<Response> {
  let response: Response;
  try {
    // Right bytes are kept by us; wrong ones must not come again from the HTTP cache.
    response = await fetch(address, { signal: stall.signal, cache: 'no-store' });
  } catch (error) {
    stopIfAborted(signal);
    stall.stopIfStalled();
    throw new DatasetError('offline', `no answer (${reasonOf(error)})`);
  }
  stopIfAborted(signal);
  if (!response.ok) {
    await response.body?.cancel();
    throw new DatasetError('not-found', `${refusal(response.status)} (HTTP ${response.status})`);
  }
  return response;
}

/** The body as it came; `promised` is how long the server said it would be. */
interface Received extends Read {
  promised: number | undefined;
}

async function receive(
  response: Response,
  most: number,
  { signal, onBytes }: Download,
  stall: Stall,
): Promise<Received> {
  const length = Number(response.headers.get('content-length'));
  const packedOnTheWay = response.headers.get('content-encoding') !== null;
  const promised = length > 0 && !packedOnTheWay ? length : undefined;
  if (!response.body) return { bytes: new Uint8Array(), end: 'whole', promised };
  const read = await readAtMost(response.body, most, (received) => {
    stopIfAborted(signal);
    stall.reset();
    onBytes(received, promised);
  });
  stopIfAborted(signal);
  if (read.end === 'broken') stall.stopIfStalled();
  return { ...read, promised };
}

async function unpack(
  file: DataFile,
  raw: Uint8Array<ArrayBuffer>,
  short: string | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, end } = await gunzip(raw, file.unpackedBytes);
  if (end === 'over') throw tooMuch(file, bytes, 'unpacked');
  if (end === 'whole') return bytes;
  if (short !== undefined) throw new DatasetError('truncated', short);
  const came = formatNumber(raw.length);
  if (raw.length === file.packedBytes)
    throw new DatasetError('wrong-hash', `damaged: all ${came} bytes came, but they do not unpack`);
  throw new DatasetError('truncated', `cut short or damaged: ${came} bytes that do not unpack`);
}

function refusal(status: number): string {
  if (status === 404 || status === 410) return 'not there';
  return status >= 500 ? 'an error of the server' : 'refused';
}
