import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { contentSecurityPolicy } from '../../../vite.config.ts';
import { builtSite } from './builtSite.ts';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface StaticSiteOptions {
  /** The folder served; the built site unless given. */
  dist?: string;
  /** A folder with `mnist/…`, served as `datasets/` beside the site. */
  datasets?: string | undefined;
  /** The site's own security policy unless given. */
  policy?: string;
  /** Answers requests of its own; returns false for those it leaves to the site. */
  answer?: (name: string, response: ServerResponse) => boolean | Promise<boolean>;
}

/** The plainest of hosts: the built site under `prefix` ("/a/b/") and its security policy, and a 404 everywhere else. */
export async function staticSite(prefix: string, options: StaticSiteOptions = {}) {
  const { dist = builtSite, datasets, policy = contentSecurityPolicy, answer = () => false } = options;
  const missed: string[] = [];
  const asked: string[] = [];
  const fileOf = (name: string): string | undefined => {
    if (name.includes('..')) return undefined;
    if (!name.startsWith('datasets/')) return join(dist, name);
    return datasets && join(datasets, name.slice('datasets/'.length));
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.startsWith(prefix) ? pathname.slice(prefix.length) || 'index.html' : undefined;
    if (name) asked.push(name);
    if (name && (await answer(name, response))) return;
    const file = name && fileOf(name);
    const body = file && (await readFile(file).catch(() => null));
    if (!name || !body) {
      missed.push(pathname);
      return response.writeHead(404).end();
    }
    return response
      .writeHead(200, {
        'Content-Type': types[extname(name)] ?? 'application/octet-stream',
        'Content-Length': body.length,
        'Content-Security-Policy': policy,
      })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}${prefix}`, missed, asked, close };
}
