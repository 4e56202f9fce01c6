/** The JavaScript of the built site: which file loads which, of what packages each is made, and its size. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';

/** Where the build lists the packages in each JavaScript file, inside dist. */
export const chunkFile = '.vite/chunks.json';

export const packagesOf = (moduleIds) => [
  ...new Set(moduleIds.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? [])),
];

const text = (node) =>
  node?.type === 'TemplateLiteral' && node.expressions.length === 0
    ? node.quasis[0].value.cooked
    : node?.value;

function visit(node, see) {
  if (Array.isArray(node)) for (const item of node) visit(item, see);
  if (typeof node?.type !== 'string') return;
  see(node);
  for (const value of Object.values(node)) if (value && typeof value === 'object') visit(value, see);
}

/** What a module names: files it imports at once, files it imports later, workers it starts. */
export function edgesOf(code) {
  const edges = { now: [], later: [], workers: [] };
  const add = (list, value) => typeof value === 'string' && value.startsWith('.') && list.push(value);
  visit(parseAst(code), (node) => {
    if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) add(edges.now, text(node.source));
    if (node.type === 'ImportExpression') add(edges.later, text(node.source));
    if (node.type === 'NewExpression' && /^(Shared)?Worker$/.test(node.callee.name)) {
      visit(node.arguments[0], (inner) => {
        const name = text(inner);
        if (typeof name === 'string' && /\.m?js$/.test(name)) edges.workers.push(`./${name}`);
      });
    }
  });
  return edges;
}

/** The built site in `dist`. */
export function readSite(dist) {
  const read = (file) => readFileSync(posix.join(dist, file), 'utf8');
  const packages = JSON.parse(read(chunkFile));
  const known = new Map();
  const edges = (file) => {
    if (!known.has(file)) {
      const beside = (name) => posix.join(posix.dirname(file), name);
      const found = edgesOf(read(file));
      known.set(
        file,
        Object.fromEntries(Object.entries(found).map(([key, list]) => [key, list.map(beside)])),
      );
    }
    return known.get(file);
  };
  /** Every file reached from `files` along the edges named, themselves included, but not those that are `left`. */
  const reachExcept = (left, files, ...kinds) => {
    const reached = new Set();
    const go = (file) => {
      if (reached.has(file) || left(file)) return;
      reached.add(file);
      for (const kind of kinds) edges(file)[kind].forEach(go);
    };
    files.forEach(go);
    return [...reached];
  };
  const reach = (files, ...kinds) => reachExcept(() => false, files, ...kinds);
  return {
    reach,
    reachExcept,
    scripts: (page) =>
      [...read(page).matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, src]) => posix.normalize(src)),
    inlineScripts: (page) => [...read(page).matchAll(/<script(?![^>]*\ssrc=)[^>]*>/g)].length,
    workers: (files) => [...new Set(files.flatMap((file) => edges(file).workers))],
    hasTensorFlow: (file) => {
      if (!packages[file]) throw new Error(`${file} is not listed in ${chunkFile}.`);
      return packages[file].some((name) => name.startsWith('@tensorflow/'));
    },
    gzipped: (file) => gzipSync(read(file)).length,
  };
}
