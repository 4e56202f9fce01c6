/** How much an embed loads, against its budget: the host's script, what the first paint takes, and what comes when the reader acts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chunkFile } from './chunks.mjs';
import { EMBED_PAGE, FIGURES, SCRIPTS } from './classic.mjs';

/** Gzipped, in bytes: the host's script, a frame to its first picture without its recording, that, and what trains. */
export const embedBudget = { widget: 3000, frame: 17_000, recording: 4000, setup: 20_000, live: 190_000 };

const FIRST = [EMBED_PAGE, 'embed.css', 'embed.js'];

/** What index.html's budget does not see: classic scripts that load each other by name. */
export function checkEmbed(dist) {
  const lines = [];
  const problems = [];
  const bytesOf = (file) => {
    const path = join(dist, file);
    if (existsSync(path)) return gzipSync(readFileSync(path)).length;
    problems.push(`${file} is not there.`);
    return 0;
  };
  const measure = (what, files, limit) => {
    const bytes = files.reduce((sum, file) => sum + bytesOf(file), 0);
    const of = files.length > 1 ? `: ${files.join(', ')}` : '';
    lines.push(`${what} ${kilobytes(bytes)} of ${kilobytes(limit)}${of}`);
    if (bytes > limit) problems.push(`${what} is over ${kilobytes(limit)}.`);
  };
  measure('widget.js', ['widget.js'], embedBudget.widget);
  for (const figure of new Set(Object.values(FIGURES)))
    measure(`${EMBED_PAGE} with a ${figure}`, [...FIRST, `embed-${figure}.js`], embedBudget.frame);
  for (const preset of Object.keys(FIGURES))
    measure(`recordings/${preset}.js`, [`recordings/${preset}.js`], embedBudget.recording);
  measure(`${EMBED_PAGE}, a set-up of one’s own`, [...FIRST, 'embed-setup.js'], embedBudget.setup);
  measure('what trains in an embed', ['embed-live.js', 'embed-live.css'], embedBudget.live);
  const own = [EMBED_PAGE, ...Object.keys(SCRIPTS).flatMap((file) => [file, file.replace(/js$/, 'css')])];
  for (const file of own.filter((name) => existsSync(join(dist, name))))
    if (/@font-face|font\/woff|\.woff2?\b/.test(readFileSync(join(dist, file), 'utf8')))
      problems.push(`${file} has a font, and an embed is to have none.`);
  const packages = JSON.parse(readFileSync(join(dist, chunkFile), 'utf8'));
  for (const file of Object.keys(SCRIPTS)) {
    const names = packages[file] ?? [];
    const mayHave = file === 'embed-live.js' ? /^(react|react-dom|scheduler|zustand)$/ : /^$/;
    const wrong = names.filter((name) => !mayHave.test(name));
    if (wrong.length > 0) problems.push(`${file} holds ${wrong.join(', ')}.`);
  }
  return { lines, problems };
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
