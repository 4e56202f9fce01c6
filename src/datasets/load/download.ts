/** One file from one place: fetched as a stream, unpacked, read and checked. */
import { DatasetError } from '../dataset.ts';
import type { DataFile } from './files.ts';
import { gunzip, isGzip } from './gunzip.ts';
import { parseIdx, type Idx } from './idx.ts';
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
 * `offline` (no answer), `not-found` (any HTTP error), `truncated`, `not-idx`, `wrong-hash`, `aborted`.
 */
export async function download(
  file: DataFile,
  dimensions: 1 | 3,
  address: string,
  how: Download,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; idx: Idx }> {
  how.onStage('downloading');
  const stall = watchStall(how.signal);
  const { raw, promised, broken } = await fetchRaw(address, how, stall).finally(() => stall.end());
  how.onStage('checking');
  if (raw.length === 0) throw new DatasetError('truncated', 'an empty answer');
  const short = broken
    ? `cut short: the connection broke after ${raw.length} bytes`
    : promised !== undefined && raw.length < promised
      ? `cut short: ${raw.length} of ${promised} bytes`
      : undefined;
  const bytes = isGzip(raw) ? await unpack(raw, short) : raw;
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

async function fetchRaw(address: string, how: Download, stall: Stall): Promise<Received> {
  const response = await reach(address, how, stall);
  stall.reset();
  return receive(response, how, stall);
}

async function reach(address: string, { fetch, signal }: Download, stall: Stall): Promise<Response> {
  let response: Response;
  try {
    // Right bytes are kept by us; wrong ones must not come again from the HTTP cache.
    response = await fetch(address, { signal: stall.signal, cache: 'no-store' });
  } catch (error) {
    stopIfAborted(signal);
    stall.stopIfStalled();
    throw new DatasetError('offline', `no answer (${textOf(error)})`);
  }
  stopIfAborted(signal);
  if (!response.ok) {
    await response.body?.cancel();
    throw new DatasetError('not-found', `not there (HTTP ${response.status})`);
  }
  return response;
}

/** The body as it came; `promised` is what the server said it would be, `broken` whether the stream failed. */
interface Received {
  raw: Uint8Array<ArrayBuffer>;
  promised: number | undefined;
  broken: boolean;
}

async function receive(response: Response, { signal, onBytes }: Download, stall: Stall): Promise<Received> {
  const length = Number(response.headers.get('content-length'));
  const packedOnTheWay = response.headers.get('content-encoding') !== null;
  const promised = length > 0 && !packedOnTheWay ? length : undefined;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  let broken = false;
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const part = await reader?.read();
      stopIfAborted(signal);
      if (!part || part.done) break;
      stall.reset();
      chunks.push(part.value);
      received += part.value.length;
      onBytes(received, promised);
    }
  } catch {
    await reader?.cancel().catch(() => undefined);
    stopIfAborted(signal);
    stall.stopIfStalled();
    broken = true;
  }
  const raw = new Uint8Array(received);
  let at = 0;
  for (const chunk of chunks) {
    raw.set(chunk, at);
    at += chunk.length;
  }
  return { raw, promised, broken };
}

async function unpack(
  raw: Uint8Array<ArrayBuffer>,
  short: string | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await gunzip(raw);
  } catch {
    throw new DatasetError(
      'truncated',
      short ?? `cut short or damaged: ${raw.length} bytes that do not unpack`,
    );
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
