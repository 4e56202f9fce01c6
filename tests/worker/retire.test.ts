import { expect, it, vi } from 'vitest';
import { retireIfGone, type Surroundings } from '../../src/worker/retire.ts';

const SCRIPT = 'https://host.example/site/sw.js';
const SCOPE = 'https://host.example/site/';
const OWN_CACHE = `workbox-precache-v2-${SCOPE}`;
const OTHERS = ['workbox-precache-v2-https://host.example/', 'batchscope-datasets', 'their-cache'];

type Answer = () => Response | Promise<Response>;
const typed = (type: string, body = '', status = 200): Response =>
  new Response(body, { status, headers: { 'content-type': type } });
const HTML = 'text/html; charset=utf-8';
const page = (title: string): string => `<!doctype html><title>${title}</title>`;

/** A worker whose host gives `answers` in turn, the last one for ever, and which has `pages` open at each look. */
function around(answers: readonly Answer[], pages: readonly number[] = [0]) {
  const kept = new Set([OWN_CACHE, ...OTHERS]);
  const unregister = vi.fn(() => Promise.resolve(true));
  const asked: RequestInit[] = [];
  const waits: number[] = [];
  let looks = 0;
  const surroundings: Surroundings = {
    script: SCRIPT,
    fetch: async (_, init = {}) => {
      asked.push(init);
      return answers[Math.min(asked.length, answers.length) - 1]();
    },
    registration: { scope: SCOPE, unregister },
    caches: { keys: async () => [...kept], delete: async (name) => kept.delete(name) },
    openPages: async () => pages[Math.min(looks++, pages.length - 1)],
    wait: async (ms) => void waits.push(ms),
  };
  return { surroundings, kept, unregister, asked, waits };
}

const gone: [string, Answer][] = [
  ['404', () => typed(HTML, page('Not found'), 404)],
  ['410', () => new Response(null, { status: 410 })],
  ['another project’s page', () => typed(HTML, page('Another project'))],
  ['something that is neither script nor page', () => typed('application/json', '{}')],
];

it.each(gone)('lets the address go where the host answers with %s', async (_, answer) => {
  const { surroundings, kept, unregister, asked } = around([answer]);
  expect(await retireIfGone(surroundings)).toBe(true);
  expect(unregister).toHaveBeenCalledTimes(1);
  expect([...kept]).toEqual(OTHERS);
  expect(asked[0]).toMatchObject({ cache: 'no-store', redirect: 'manual' });
});

const there: [string, Answer][] = [
  ['its script', () => typed('text/javascript', 'self')],
  ['a script of an older type', () => typed('application/x-javascript', 'self')],
  ['nothing: offline', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['an error of the server', () => typed(HTML, page('Sorry'), 503)],
  ['a refusal', () => typed(HTML, page('Log in'), 403)],
  ['a redirection, as to a login', () => Response.redirect('https://login.example/', 302)],
  ['this site’s own page', () => typed(HTML, page('Batchscope: what batch size does'))],
  [
    'a page that breaks off',
    () =>
      new Response(new ReadableStream({ start: (controller) => controller.error(new Error('gone')) }), {
        headers: { 'content-type': HTML },
      }),
  ],
];

it.each(there)('stays where the host answers with %s', async (_, answer) => {
  const { surroundings, kept, unregister } = around([answer]);
  expect(await retireIfGone(surroundings)).toBe(false);
  expect(unregister).not.toHaveBeenCalled();
  expect(kept.has(OWN_CACHE)).toBe(true);
});

it('leaves open pages what they live from until they are closed', async () => {
  const { surroundings, kept, waits } = around([gone[0][1]], [2, 1, 0]);
  await retireIfGone(surroundings);
  expect(waits).toHaveLength(3);
  expect([...kept]).toEqual(OTHERS);
  const open = around([gone[0][1]], [1]);
  expect(await retireIfGone(open.surroundings)).toBe(true);
  expect(open.kept.has(OWN_CACHE)).toBe(true);
  expect(open.waits.length).toBeLessThan(60);
});

it('leaves what is kept to the site where it has come back meanwhile', async () => {
  const { surroundings, kept } = around([gone[0][1], there[0][1]]);
  expect(await retireIfGone(surroundings)).toBe(true);
  expect(kept.has(OWN_CACHE)).toBe(true);
});
