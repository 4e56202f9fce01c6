import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { DataFile, DataFiles } from '../../../src/datasets/load/files.ts';
import type { DatasetStore } from '../../../src/datasets/load/store.ts';

/** A generated dataset in MNIST's format, with files of its own hashes, and places that serve it. */

export const SITE = 'https://site.example/app/';
export const MIRRORS = ['https://one.example/mnist/', 'https://two.example/mnist/'];

export type Bytes = Uint8Array<ArrayBuffer>;

export function idxOf(shape: number[], values: ArrayLike<number>): Bytes {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + shape.length);
  shape.forEach((n, i) => view.setUint32(4 + 4 * i, n));
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}

const picturesOf = (count: number, first: number): Bytes =>
  idxOf(
    [count, 28, 28],
    Uint8Array.from({ length: count * 784 }, (_, i) => (i * 31 + first + Math.floor(i / 784)) % 256),
  );
const labelsOf = (count: number): Bytes =>
  idxOf(
    [count],
    Uint8Array.from({ length: count }, (_, i) => i % 10),
  );

/** Unpacked bytes by file name. */
export const UNPACKED: Record<string, Bytes> = {
  'train-images-idx3-ubyte': picturesOf(60, 0),
  'train-labels-idx1-ubyte': labelsOf(60),
  't10k-images-idx3-ubyte': picturesOf(20, 7),
  't10k-labels-idx1-ubyte': labelsOf(20),
};

export const packed = (bytes: Uint8Array): Bytes => new Uint8Array(gzipSync(bytes));

const fileOf = (name: string): DataFile => ({
  name,
  packedBytes: packed(UNPACKED[name]).length,
  unpackedBytes: UNPACKED[name].length,
  sha256: createHash('sha256').update(UNPACKED[name]).digest('hex'),
});

const standIn: DataFiles = {
  mirrors: MIRRORS,
  files: {
    trainingPictures: fileOf('train-images-idx3-ubyte'),
    trainingLabels: fileOf('train-labels-idx1-ubyte'),
    testPictures: fileOf('t10k-images-idx3-ubyte'),
    testLabels: fileOf('t10k-labels-idx1-ubyte'),
  },
};

export const files = { mnist: standIn, 'fashion-mnist': standIn };

export const nameOf = (address: string): string => address.slice(address.lastIndexOf('/') + 1, -'.gz'.length);

export type Server = (address: string, signal?: AbortSignal | null) => Response | Promise<Response>;

/** Serves the right file. */
export const good: Server = (address) => {
  const body = packed(UNPACKED[nameOf(address)]);
  return new Response(body, { headers: { 'content-length': String(body.length) } });
};
export const missing: Server = () => new Response('Not Found', { status: 404 });
export const failing: Server = () => new Response('', { status: 500 });
export const page: Server = () =>
  new Response('<!doctype html><title>App</title>', { headers: { 'content-type': 'text/html' } });
export const offline: Server = () => {
  throw new TypeError('Failed to fetch');
};
export const body = (bytes: Bytes, headers: Record<string, string> = {}): Response =>
  new Response(bytes, { headers });

/** A fetch that asks `servers` by the start of the address, and the addresses that it was asked for. */
export function network(servers: Record<string, Server>): { fetch: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch: async (input, init) => {
      const address = String(input);
      asked.push(address);
      const start = Object.keys(servers).find((key) => address.startsWith(key));
      if (start === undefined) throw new TypeError(`nobody at ${address}`);
      return servers[start](address, init?.signal);
    },
  };
}

/** The same server at the site and at both mirrors. */
export const everywhere = (server: Server): ReturnType<typeof network> => network({ 'https://': server });

/** A store in memory. */
export function memoryStore(): DatasetStore & { entries: Map<string, Bytes> } {
  const entries = new Map<string, Bytes>();
  return {
    entries,
    get: async (key) => entries.get(key)?.slice(),
    put: async (key, bytes) => void entries.set(key, bytes.slice()),
    delete: async (key) => void entries.delete(key),
  };
}
