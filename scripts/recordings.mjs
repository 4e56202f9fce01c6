/**
 * What the site shows of src/recordings: for each a script that hands its Recording over, and a picture. Scripts are classic
 * ones, since a frame of opaque origin may load modules only from hosts that send CORS headers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { buildName } from './sources.mjs';

const FOLDER = 'recordings';

/** Charts import their styles, which no markup needs; `runnerImport` cannot read them. */
const noStyles = {
  name: 'batchscope:no-styles',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('.css') ? '\0no-styles' : undefined),
  load: (id) => (id === '\0no-styles' ? '' : undefined),
};

/** { fileName, source } of all. @throws Error that names the recording that cannot be read. */
export async function recordingFiles(root) {
  const options = {
    ...{ root, configFile: false, logLevel: 'error', plugins: [noStyles] },
    define: { __BUILD__: JSON.stringify(buildName(root)) },
  };
  const load = async (path) => (await runnerImport(join(root, path), options)).module;
  const { recordingFrom } = await load('src/recordings/make.ts');
  const { pictureOf } = await load('scripts/recordings/picture.tsx');
  const text = (path) => readFileSync(join(root, path), 'utf8');
  const styles = { theme: text('src/ui/theme.css'), charts: text('src/ui/charts/compare/plot.css') };
  const names = readdirSync(join(root, 'src', FOLDER)).filter((name) => name.endsWith('.json'));
  return names.sort().flatMap((name) => {
    const path = `${FOLDER}/${name.replace(/\.json$/, '')}`;
    const { recording } = recordingFrom(JSON.parse(text(`src/${FOLDER}/${name}`)));
    // A picture shows no notes; U+2028 and U+2029 end lines in old scripts.
    const withoutNotes = (key, value) => (key === 'notes' ? [] : value);
    const json = JSON.stringify(recording, withoutNotes)
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029');
    return [
      { fileName: `${path}.js`, source: `batchscopeRecording(${json});\n` },
      { fileName: `${path}.svg`, source: pictureOf(recording, styles) },
    ];
  });
}

const TYPES = { js: 'text/javascript', svg: 'image/svg+xml' };

/** Puts them beside the pages, at the site's build and while developing. */
export function recordings(root) {
  return {
    name: 'batchscope:recordings',
    async generateBundle() {
      for (const file of await recordingFiles(root)) this.emitFile({ type: 'asset', ...file });
    },
    configureServer({ middlewares }) {
      middlewares.use(async (request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://site').pathname.slice(1);
        if (!path.startsWith(`${FOLDER}/`)) return next();
        try {
          const file = (await recordingFiles(root)).find(({ fileName }) => fileName === path);
          if (!file) return next();
          response.setHeader('Content-Type', TYPES[path.split('.').at(-1)]);
          response.end(file.source);
        } catch (error) {
          next(error);
        }
      });
    },
  };
}
