/** Bundles what the lab uses of src/ into .cache/lab, once for each state of the sources. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { buildEngine } from '../build-engine.mjs';
import { buildName, sourceHash } from '../sources.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, '.cache/lab');
const entries = { entry: 'scripts/lab/entry.mjs', worker: 'scripts/lab/worker.mjs' };
const done = 'complete';
const KEPT_MS = 3 * 24 * 3600 * 1000;

function key() {
  const hash = createHash('sha256').update(sourceHash(root));
  for (const path of [...Object.values(entries), 'scripts/lab/bundle.mjs'])
    hash.update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 16);
}

/** Addresses of the two modules. @throws Error with the bundler's words when they cannot be made. */
export async function bundleLab() {
  const engine = await buildEngine(console.error);
  const folder = join(cache, key());
  if (engine || !existsSync(join(folder, done))) await make(folder);
  const address = (name) => pathToFileURL(join(folder, `${name}.mjs`));
  return { entry: address('entry'), worker: address('worker'), build: buildName(root) };
}

async function make(folder) {
  mkdirSync(cache, { recursive: true });
  const part = `${folder}.${process.pid}`;
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { __BUILD__: JSON.stringify(buildName(root)) },
    build: {
      ssr: true,
      outDir: part,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  writeFileSync(join(part, done), '');
  rmSync(folder, { recursive: true, force: true });
  renameSync(part, folder);
  forgetOld();
}

/** A lab that still runs may need its own for a new thread. */
function forgetOld() {
  for (const name of readdirSync(cache)) {
    const old = join(cache, name);
    if (Date.now() - statSync(old).mtimeMs > KEPT_MS) rmSync(old, { recursive: true, force: true });
  }
}
