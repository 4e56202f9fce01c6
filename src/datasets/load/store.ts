/** The browser's storage for downloaded files, so that a second visit needs no network. */

/** Files by key. Any method may reject: storage is a convenience, and loadDataset goes on without it. */
export interface DatasetStore {
  get(key: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  delete(key: string): Promise<void>;
}

/** A name under which nothing is ever fetched: the Cache API wants an address as its key. */
const addressOf = (key: string): string => `https://datasets.invalid/${encodeURIComponent(key)}`;

/** Storage in the Cache API, or undefined where the browser has none (pages over plain http, some private windows). */
export function browserStore(name = 'batchscope-datasets'): DatasetStore | undefined {
  const caches: CacheStorage | undefined = globalThis.caches;
  if (!caches) return undefined;
  return {
    async get(key) {
      const found = await (await caches.open(name)).match(addressOf(key));
      return found && new Uint8Array(await found.arrayBuffer());
    },
    async put(key, bytes) {
      await (await caches.open(name)).put(addressOf(key), new Response(bytes));
    },
    async delete(key) {
      await (await caches.open(name)).delete(addressOf(key));
    },
  };
}
