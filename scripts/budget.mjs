/** How much JavaScript the built site loads, against its budget; TensorFlow.js is for the worker alone. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readSite } from './chunks.mjs';
import { checkEmbed } from './embed-budget.mjs';
import { EMBED_PAGE } from './classic.mjs';
import { inRoot } from './run.mjs';

/**
 * In bytes: what index.html loads to its first paint, and what it asks for before anybody presses Train, gzipped; and all fonts
 * of the site, which are compressed as they are.
 */
export const budget = { firstPaint: 100_000, beforeTrain: 150_000, fonts: 100_000 };

/**
 * Names of chunks that wait for a click, a turn to their card or a first run. Whatever else the page reaches not by them counts
 * as loaded before Train, also what an idle page fetches late by itself (tests/e2e/budget.spec.ts).
 */
const onDemand = [
  /(^|\/)(ComparePage|MemoryPage|OutOfMemory|EmbedBuilder|exportFiles|UpdatesPerEpochChart|MemorySteps|RunSummary)-/,
];

/** The files of JavaScript that a page of the built site asks for `first`, and `before` anybody presses Train, workers' included. */
export function scriptsOf(site, page) {
  const first = site.reach(site.scripts(page), 'now');
  const waits = (file) => !first.includes(file) && onDemand.some((name) => name.test(file));
  const early = site.reachExcept(waits, first, 'now', 'later');
  const workers = site.reach(site.workers(early), 'now').filter((file) => !site.hasTensorFlow(file));
  return { first, before: [...new Set([...early, ...workers])] };
}

const FONT = /\.(woff2?|ttf|otf)$/;

export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

export function checkBudget(dist) {
  const site = readSite(dist);
  const lines = [];
  const problems = [];
  for (const page of readdirSync(dist).filter((name) => name.endsWith('.html') && name !== EMBED_PAGE)) {
    const measure = (what, files, limit) => {
      const bytes = files.reduce((sum, file) => sum + site.gzipped(file), 0);
      lines.push(`${page}: ${what} ${kilobytes(bytes)}${limit ? ` of ${kilobytes(limit)}` : ''}`);
      for (const file of files) lines.push(`    ${kilobytes(site.gzipped(file)).padStart(9)}  ${file}`);
      if (limit && bytes > limit) problems.push(`${page}: ${what} is over ${kilobytes(limit)}.`);
    };
    if (site.inlineScripts(page) > 0)
      problems.push(`${page} has an inline script, which its policy forbids.`);
    const { first, before } = scriptsOf(site, page);
    const all = site.reach(first, 'now', 'later');
    for (const file of all.filter(site.hasTensorFlow)) {
      problems.push(`${page} reaches ${file}, and that holds TensorFlow.js.`);
    }
    const limit = page === 'index.html' ? budget : {};
    measure('to first paint', first, limit.firstPaint);
    measure('before Train', before, limit.beforeTrain);
    const rest = all.filter((file) => !before.includes(file));
    if (rest.length > 0) measure('on demand', rest);
  }
  const fonts = readdirSync(dist, { recursive: true }).filter((name) => FONT.test(name));
  const bytes = fonts.reduce((sum, name) => sum + statSync(join(dist, name)).size, 0);
  lines.push(
    `fonts ${kilobytes(bytes)} of ${kilobytes(budget.fonts)}${fonts.map((name) => `, ${name}`).join('')}`,
  );
  if (bytes > budget.fonts) problems.push(`The fonts are over ${kilobytes(budget.fonts)}.`);
  return { lines, problems };
}

if (process.argv[1] === inRoot('scripts', 'budget.mjs')) {
  const dist = inRoot('dist');
  const checks = existsSync(dist)
    ? [checkBudget(dist), checkEmbed(dist)]
    : [{ lines: [], problems: ['There is no dist; run "npm run build" first.'] }];
  for (const { lines, problems } of checks) for (const line of [...lines, ...problems]) console.log(line);
  process.exitCode = checks.some(({ problems }) => problems.length > 0) ? 1 : 0;
}
