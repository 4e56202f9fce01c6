/**
 * The scripts of the embed, and what the service worker runs of ours: classic ones, since a frame whose origin is opaque may load modules only from hosts that send
 * CORS headers. Each is one file with all that it needs; names stay the same from build to build, so that snippets stay true.
 */
import react from '@vitejs/plugin-react';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { packagesOf } from './chunks.mjs';

const folder = 'src/faces/embed';

/** Preset with a recording → the figure that it is drawn as. */
export const FIGURES = {
  race: 'race',
  'race-tuned': 'race',
  target: 'target',
  speed: 'speed',
  moves: 'target',
  generalise: 'generalisation',
  noise: 'noise',
};

/** File in the site → its source. Those that are `still` draw once, without React. */
export const SCRIPTS = {
  'widget.js': { source: `${folder}/widget.ts` },
  'embed.js': { source: `${folder}/first.ts`, still: true },
  ...Object.fromEntries(
    [...new Set(Object.values(FIGURES))].map((figure) => [
      `embed-${figure}.js`,
      { source: `${folder}/still/${figure}.tsx`, still: true, noStyles: true },
    ]),
  ),
  'embed-setup.js': { source: `${folder}/setup.ts`, still: true },
  'embed-live.js': { source: `${folder}/live/live.tsx` },
  'retire.js': { source: 'src/worker/retire.worker.ts' },
};

export const EMBED_PAGE = 'embed.html';

/**
 * An embed asks nobody for anything once its scripts are there. Of scripts it says nothing: under a host's sandbox the frame
 * has no origin of its own that 'self' could name.
 */
const EMBED_POLICY = "connect-src 'none'";

/** The files that one script becomes: it, and its styles where it has any. */
async function compile(root, name, { define, target, minify = true, onPackages }) {
  const { source, still, noStyles } = SCRIPTS[name];
  const list = {
    name: 'batchscope:packages',
    generateBundle(_, bundle) {
      const ids = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk' ? Object.keys(part.modules) : [],
      );
      onPackages?.(name, packagesOf(ids));
    },
  };
  const quiet = still
    ? { find: /^react(\/jsx-runtime|\/jsx-dev-runtime)?$/, replacement: join(root, folder, 'still/react.ts') }
    : undefined;
  const { output } = await build({
    ...{ root, configFile: false, logLevel: 'warn', publicDir: false },
    mode: 'production',
    plugins: [react(), list],
    resolve: { alias: quiet ? [quiet] : [] },
    define,
    worker: { format: 'iife' },
    build: {
      ...{
        write: false,
        target,
        minify,
        modulePreload: false,
        cssCodeSplit: false,
        reportCompressedSize: false,
      },
      rolldownOptions: {
        // Starting a worker by its address stays unused in them: the embed's is inlined.
        checks: { emptyImportMeta: false },
        input: join(root, source),
        output: { format: 'iife', entryFileNames: name, codeSplitting: false },
      },
    },
  });
  return output.flatMap((part) => {
    if (part.type === 'chunk') return [{ fileName: name, source: part.code }];
    return part.fileName.endsWith('.css') && !noStyles
      ? [{ fileName: name.replace(/js$/, 'css'), source: part.source }]
      : [];
  });
}

/** The page, its script's address changed with every change of the scripts, so that no browser mixes two builds. */
function pageOf(root, files) {
  const hash = createHash('sha256');
  for (const { source } of files) hash.update(source);
  const version = hash.digest('hex').slice(0, 10);
  const page = readFileSync(join(root, EMBED_PAGE), 'utf8');
  return page
    .replaceAll(/(embed\.(?:js|css))"/g, `$1?${version}"`)
    .replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${EMBED_POLICY}" />`);
}

/** @param {{ root: string, define: Record<string, string>, target: string[], onPackages?: (file: string, names: string[]) => void }} options
 * Compiles the scripts at the site's build, and on request while developing. */
export function classicScripts({ root, define, target, onPackages }) {
  return {
    name: 'batchscope:classic-scripts',
    async generateBundle() {
      const files = [];
      for (const name of Object.keys(SCRIPTS))
        files.push(...(await compile(root, name, { define, target, onPackages })));
      for (const file of [...files, { fileName: EMBED_PAGE, source: pageOf(root, files) }])
        this.emitFile({ type: 'asset', ...file });
    },
    configureServer({ middlewares, config }) {
      middlewares.use(async (request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://site').pathname.slice(1);
        const name = path.replace(/css$/, 'js');
        if (!Object.hasOwn(SCRIPTS, name)) return next();
        try {
          const files = await compile(root, name, { define, target, minify: false });
          const file = files.find(({ fileName }) => fileName === path);
          response.setHeader('Content-Type', path.endsWith('.css') ? 'text/css' : 'text/javascript');
          response.end(file?.source ?? '');
        } catch (error) {
          config.logger.error(error.message);
          response.statusCode = 500;
          response.end();
        }
      });
    },
  };
}
