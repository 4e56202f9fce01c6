/** With whom a page of the site may speak: itself and the mirrors that datasets are downloaded from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Sources for `connect-src`, from the table that downloads go by. A mirror that redirects needs the address that it leads to
 * among the mirrors as well; those of today answer themselves.
 */
export function connectSources(root) {
  const table = JSON.parse(readFileSync(join(root, 'src/datasets/load/files.json'), 'utf8'));
  const origins = Object.values(table).flatMap(({ mirrors }) =>
    mirrors.map((mirror) => new URL(mirror).origin),
  );
  return ["'self'", ...new Set(origins)].join(' ');
}

/** Puts the policy into the built pages, so that it holds on hosts that send no header. */
export function policyInPages(content) {
  return {
    name: 'batchscope:policy-in-pages',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' },
    ],
  };
}
