import { describe, expect, it, vi } from 'vitest';
import { DatasetError } from '../../../src/datasets/dataset.ts';
import { loadDataset, type LoadContext } from '../../../src/datasets/load/load.ts';
import { settingsOf } from '../settings.ts';
import * as at from './standIn.ts';

const settings = settingsOf('mnist');
const load = (
  { fetch }: ReturnType<typeof at.network>,
  other: Partial<LoadContext> = {},
): ReturnType<typeof loadDataset> =>
  loadDataset(settings, { baseUrl: at.SITE, fetch, store: null, files: at.files, ...other });

async function failure(promise: Promise<unknown>): Promise<DatasetError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DatasetError)) throw new Error(`expected a DatasetError, got ${String(error)}`);
  return error;
}

const PICTURES = 'train-images-idx3-ubyte';
const OWN = `${at.SITE}datasets/mnist/`;
const addressesOf = (place: string): string[] =>
  ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map(
    (name) => `${place}${name}-ubyte.gz`,
  );

/** What goes wrong everywhere → the error's code and what its message says of each place. */
const bad: [string, at.Server, string, RegExp][] = [
  ['offline', at.offline, 'offline', /no answer \(Failed to fetch\)/],
  ['404', at.missing, 'not-found', /HTTP 404/],
  ['503', () => new Response('', { status: 503 }), 'not-found', /an error of the server \(HTTP 503\)/],
  ['403', () => new Response('', { status: 403 }), 'not-found', /refused \(HTTP 403\)/],
  ['an HTML page', at.page, 'not-idx', /an HTML page instead/],
  [
    'a packed HTML page',
    () => at.body(at.packed(new TextEncoder().encode(' <html>'))),
    'not-idx',
    /an HTML page/,
  ],
  ['other bytes', () => at.body(new Uint8Array([9, 9, 9, 9, 9])), 'not-idx', /something else instead/],
  ['an empty answer', () => new Response(''), 'truncated', /an empty answer/],
  [
    'labels for pictures',
    () => at.body(at.packed(at.UNPACKED['train-labels-idx1-ubyte'])),
    'not-idx',
    /not a file of pictures/,
  ],
  [
    'a packed file cut short',
    (address) => at.body(at.packed(at.UNPACKED[at.nameOf(address)]).slice(0, 200)),
    'truncated',
    /cut short or damaged: 200 bytes/,
  ],
  [
    'a packed file cut short of its content-length',
    (address) =>
      at.body(at.packed(at.UNPACKED[at.nameOf(address)]).slice(0, 200), { 'content-length': '4321' }),
    'truncated',
    /cut short: 200 of 4,321 bytes/,
  ],
  [
    'an unpacked file shorter than its header says',
    (address) => at.body(at.UNPACKED[at.nameOf(address)].slice(0, 1000)),
    'truncated',
    /cut short: 1,000 of 47,056 bytes/,
  ],
  [
    'an unpacked header cut short',
    () => at.body(new Uint8Array([0, 0, 8, 3, 0])),
    'truncated',
    /too few for a header/,
  ],
  [
    'a connection that breaks',
    (address) => {
      const bytes = at.packed(at.UNPACKED[at.nameOf(address)]);
      let sent = 0;
      return new Response(
        new ReadableStream({
          pull(controller) {
            if (sent++ === 0) controller.enqueue(bytes.slice(0, 100));
            else controller.error(new TypeError('network error'));
          },
        }),
      );
    },
    'truncated',
    /the connection broke after 100 bytes/,
  ],
  [
    'a page larger than the file',
    () => at.body(new TextEncoder().encode(`<!doctype html>${' '.repeat(100_000)}`)),
    'not-idx',
    /an HTML page instead/,
  ],
  [
    'twenty megabytes in twenty kilobytes of gzip',
    () => at.body(at.packed(new Uint8Array(20_000_000))),
    'wrong-hash',
    /too large: given up after [\d,]{5,7} bytes were unpacked, where train-images-idx3-ubyte has 47,056/,
  ],
  [
    'a stream that goes on and on',
    () => {
      let sent = 0;
      return new Response(
        new ReadableStream({
          pull(controller) {
            if (sent++ < 1000) controller.enqueue(new Uint8Array(16_384));
            else controller.close();
          },
        }),
      );
    },
    'wrong-hash',
    /too large: given up after 49,152 bytes were received, where train-images-idx3-ubyte has 47,056/,
  ],
  [
    'a flipped bit in a packed file that is whole',
    (address) => {
      const bytes = at.packed(at.UNPACKED[at.nameOf(address)]);
      bytes[bytes.length - 6] ^= 1;
      return at.body(bytes);
    },
    'wrong-hash',
    /not the file that was expected.*damaged: all [\d,]+ bytes came, but they do not unpack/,
  ],
  [
    'one changed pixel',
    (address) => {
      const bytes = at.UNPACKED[at.nameOf(address)].slice();
      bytes[500] ^= 1;
      return at.body(at.packed(bytes));
    },
    'wrong-hash',
    /other bytes than expected \(SHA-256 [0-9a-f]{64}, not [0-9a-f]{64}\)/,
  ],
];

const NOT_OFFLINE = /: none of the servers that answered sent it, and the others did not answer\./;

describe('a download that fails everywhere', () => {
  it.each(bad)('%s', async (_, server, code, what) => {
    const error = await failure(load(at.everywhere(server)));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(what);
  });

  it('names the dataset, the file, each place tried and what each said', async () => {
    const net = at.network({ [at.SITE]: at.page, [at.MIRRORS[0]]: at.missing, [at.MIRRORS[1]]: at.offline });
    const { message } = await failure(load(net));
    expect(message).toContain(`MNIST: ${PICTURES}`);
    const said = message.slice(message.indexOf('Tried'));
    expect(said).toMatch(/site\.example\/app\/datasets\/mnist\/\S+gz: not a file of pictures, an HTML page/);
    expect(said).toMatch(/one\.example\/mnist\/\S+gz: not there \(HTTP 404\)/);
    expect(said).toMatch(/two\.example\/mnist\/\S+gz: no answer/);
  });

  it.each([
    [at.offline, at.offline, 'offline', /: there was no answer, as when this device is offline\./],
    [at.missing, at.offline, 'offline', NOT_OFFLINE],
    [at.page, at.offline, 'offline', NOT_OFFLINE],
    [at.failing, at.offline, 'offline', NOT_OFFLINE],
    [at.page, at.missing, 'not-found', /: no server sent it\./],
    [at.missing, at.page, 'not-idx', /: what was downloaded is not a data file\./],
  ])(
    'takes its name from the weightiest failure, never from a page of the site, and says who answered (%#)',
    async (site, mirrors, code, says) => {
      const error = await failure(load(at.network({ [at.SITE]: site, 'https://': mirrors })));
      expect(error.code).toBe(code);
      expect(error.message).toMatch(says);
    },
  );
});

describe('a download that works', () => {
  it('never takes bytes from the HTTP cache', async () => {
    const modes: (string | undefined)[] = [];
    const { fetch } = at.network({ [at.SITE]: at.missing, 'https://': at.good });
    await load({
      asked: [],
      fetch: (input, init) => {
        modes.push(init?.cache);
        return fetch(input, init);
      },
    });
    expect(modes).toEqual(Array(8).fill('no-store'));
  });

  it('asks beside the site first and then no mirror', async () => {
    const net = at.everywhere(at.good);
    await load(net);
    expect(net.asked).toEqual(addressesOf(OWN));
  });

  it.each(bad)('goes on to the mirrors, in their order, after %s', async (_, server) => {
    const net = at.network({ [at.SITE]: server, [at.MIRRORS[0]]: at.missing, [at.MIRRORS[1]]: at.good });
    const { dataset, notes } = await load(net);
    expect(dataset.training.count).toBe(60);
    expect(notes).toEqual([expect.stringContaining('could not be kept')]);
    expect(net.asked.slice(0, 3)).toEqual([OWN, ...at.MIRRORS].map((place) => `${place}${PICTURES}.gz`));
  });

  it('takes a file that arrives already unpacked', async () => {
    const net = at.everywhere((address) =>
      at.body(at.UNPACKED[at.nameOf(address)], { 'content-encoding': 'gzip', 'content-length': '99' }),
    );
    expect((await load(net)).dataset.training.count).toBe(60);
  });

  it('believes the hash, not the content-length', async () => {
    const net = at.everywhere((address) =>
      at.body(at.packed(at.UNPACKED[at.nameOf(address)]), { 'content-length': '99999999' }),
    );
    expect((await load(net)).dataset.training.count).toBe(60);
  });

  it('reports bytes over all files, rising to the total', async () => {
    const seen: { receivedBytes: number; totalBytes: number | undefined; stage: string }[] = [];
    await load(at.everywhere(at.good), { onProgress: (progress) => seen.push(progress) });
    const total = Object.values(at.UNPACKED).reduce((sum, bytes) => sum + at.packed(bytes).length, 0);
    const received = seen.map((progress) => progress.receivedBytes);
    expect(received).toEqual(received.slice().sort((a, b) => a - b));
    expect(seen.at(-1)).toMatchObject({ receivedBytes: total, totalBytes: total });
    expect(new Set(seen.map((progress) => progress.totalBytes))).toEqual(new Set([total]));
    expect(new Set(seen.map((progress) => progress.stage))).toContain('downloading');
  });

  it('has no total while a size is unknown', async () => {
    const unsized = Object.fromEntries(
      Object.entries(at.files.mnist.files).map(([part, { packedBytes: _, ...file }]) => [part, file]),
    ) as typeof at.files.mnist.files;
    const totals: (number | undefined)[] = [];
    await load(
      at.everywhere((address) => at.body(at.packed(at.UNPACKED[at.nameOf(address)]))),
      {
        files: { ...at.files, mnist: { ...at.files.mnist, files: unsized } },
        onProgress: (progress) => totals.push(progress.totalBytes),
      },
    );
    expect(totals[0]).toBeUndefined();
    expect(totals.at(-1)).toBeGreaterThan(0);
  });
});

describe('abort', () => {
  const endless: at.Server = (_, signal) =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new Uint8Array([0x1f, 0x8b, 8]));
          signal?.addEventListener('abort', () => controller.error(signal.reason));
        },
      }),
    );
  const unanswered: at.Server = (_, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

  it.each([
    ['before an answer', unanswered],
    ['while bytes arrive', endless],
  ])('%s stops at once and asks nobody else', async (_, server) => {
    const stop = new AbortController();
    const net = at.everywhere(server);
    setTimeout(() => stop.abort(), 20);
    const error = await failure(load(net, { signal: stop.signal }));
    expect(error.code).toBe('aborted');
    expect(net.asked).toHaveLength(1);
  });

  it.each([1, 4])('while file %d is kept stops before anything else', async (nth) => {
    const stop = new AbortController();
    const store = at.memoryStore();
    const put = store.put;
    store.put = async (key, bytes) => {
      await put(key, bytes);
      if (store.entries.size === nth) stop.abort();
    };
    const net = at.everywhere(at.good);
    expect((await failure(load(net, { signal: stop.signal, store }))).code).toBe('aborted');
    expect(net.asked).toHaveLength(nth);
  });

  it('reaches the fetch where AbortSignal.any is missing, and leaves no listener behind', async () => {
    const any = vi.spyOn(AbortSignal, 'any').mockImplementation(() => {
      throw new TypeError('AbortSignal.any is not a function');
    });
    try {
      const { signal } = new AbortController();
      const add = vi.spyOn(signal, 'addEventListener');
      const remove = vi.spyOn(signal, 'removeEventListener');
      await load(at.everywhere(at.good), { signal });
      expect(add.mock.calls.length).toBe(4);
      expect(remove.mock.calls.map(([, listener]) => listener)).toEqual(
        add.mock.calls.map(([, listener]) => listener),
      );
    } finally {
      any.mockRestore();
    }
  });

  it('stops generated data too', async () => {
    const { fetch } = at.everywhere(at.offline);
    const promise = loadDataset(settingsOf('digits'), {
      baseUrl: at.SITE,
      fetch,
      signal: AbortSignal.abort(),
    });
    expect((await failure(promise)).code).toBe('aborted');
  });
});

describe('a place that sends nothing', () => {
  const whole = (address: string): Response => at.body(at.packed(at.UNPACKED[at.nameOf(address)]));
  const stalls: [string, (signal: AbortSignal | null | undefined) => Promise<Response>][] = [
    [
      'never answers',
      (signal) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    ],
    [
      'stops in the middle',
      (signal) => {
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            controller.enqueue(new Uint8Array([0x1f, 0x8b, 8]));
            signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
          },
        });
        return Promise.resolve(new Response(body));
      },
    ],
  ];

  it.each(stalls)('and %s is given up for the next place', async (_, answer) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const asked: string[] = [];
      const fetch = ((address: string, init?: RequestInit) => {
        asked.push(address);
        return address.startsWith(OWN) ? answer(init?.signal) : Promise.resolve(whole(address));
      }) as typeof globalThis.fetch;
      const loading = loadDataset(settings, { baseUrl: at.SITE, fetch, store: null, files: at.files });
      let settled = false;
      void loading.finally(() => (settled = true)).catch(() => undefined);
      while (!settled) {
        await vi.advanceTimersByTimeAsync(1000);
        await new Promise(setImmediate);
      }
      expect((await loading).dataset.training.count).toBeGreaterThan(0);
      expect(asked).toHaveLength(8);
    } finally {
      vi.useRealTimers();
    }
  });
});
