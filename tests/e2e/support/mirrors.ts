import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Route } from '@playwright/test';

/** What a mirror says when asked for the file `name` (without .gz). */
export type Answer = (route: Route, name: string) => Promise<void>;

const OPEN = { 'access-control-allow-origin': '*' };

/** Puts `answer` in place of every mirror, for pages and workers; returns the files asked for so far. */
export async function mirrors(context: BrowserContext, answer: Answer): Promise<string[]> {
  const asked: string[] = [];
  await context.unrouteAll();
  await context.route(/^https:\/\/(cdn\.jsdelivr\.net|raw\.githubusercontent\.com)\//, async (route) => {
    const name = /([^/]+)\.gz$/.exec(route.request().url())?.[1] ?? '';
    asked.push(name);
    await answer(route, name);
  });
  return asked;
}

export const offline: Answer = (route) => route.abort('internetdisconnected');
export const missing: Answer = (route) => route.fulfill({ status: 404, headers: OPEN, body: 'no' });
export const htmlPage: Answer = (route) =>
  route.fulfill({
    headers: OPEN,
    contentType: 'text/html',
    body: '<!doctype html><title>Sign in</title><p>Please sign in to this network.',
  });

const send = (route: Route, body: Buffer): Promise<void> =>
  route.fulfill({ headers: OPEN, contentType: 'application/gzip', body });

/** The files of `folder`/mnist as they are. */
export const right =
  (folder: string): Answer =>
  (route, name) =>
    send(route, readFileSync(join(folder, 'mnist', `${name}.gz`)));

/** Half of each file. */
export const truncated =
  (folder: string): Answer =>
  (route, name) => {
    const bytes = readFileSync(join(folder, 'mnist', `${name}.gz`));
    return send(route, bytes.subarray(0, bytes.length >> 1));
  };

/** Whole and well-formed, but others than those asked for: the test files in place of the training files. */
export const others =
  (folder: string): Answer =>
  (route, name) =>
    send(route, readFileSync(join(folder, 'mnist', `${name.replace('train', 't10k')}.gz`)));
