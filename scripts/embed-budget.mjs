/** How much an embed loads, against its budget: the host's script, what the first paint takes, and what comes when the reader acts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chunkFile } from './chunks.mjs';
import { EMBED_PAGE, FIGURES, SCRIPTS } from './classic.mjs';

/** Gzipped, in bytes. */
export const embedBudget = { widget: 3000, firstPaint: 20_000, live: 190_000 };

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
    lines.push(`${what} ${kilobytes(bytes)} of ${kilobytes(limit)}: ${files.join(', ')}`);
    if (bytes > limit) problems.push(`${what} is over ${kilobytes(limit)}.`);
  };
  measure('widget.js', ['widget.js'], embedBudget.widget);
  for (const [preset, figure] of Object.entries(FIGURES))
    measure(
      `${EMBED_PAGE}?preset=${preset}, to its picture`,
      [...FIRST, `embed-${figure}.js`, `recordings/${preset}.js`],
      embedBudget.firstPaint,
    );
  measure(`${EMBED_PAGE}, a set-up of one’s own`, [...FIRST, 'embed-setup.js'], embedBudget.firstPaint);
  measure('what trains in an embed', ['embed-live.js', 'embed-live.css'], embedBudget.live);
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
