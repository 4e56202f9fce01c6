/** The oldest browsers that the build is made for have what the code cannot do without, and the docs name them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { target } from '../../scripts/target.mjs';

type Browser = 'chrome' | 'firefox' | 'safari';
type Versions = Record<Browser, number>;

/** Where each is used without another way, and the versions that brought it (developer.mozilla.org). */
const NEEDED: readonly [name: string, use: RegExp, since: Versions][] = [
  [':has()', /:has\(/, { chrome: 105, firefox: 121, safari: 15.4 }],
  ['dvh', /\d+dvh/, { chrome: 108, firefox: 101, safari: 15.4 }],
  ['inert', /\binert=/, { chrome: 102, firefox: 112, safari: 15.5 }],
  ['dialogs', /showModal\(/, { chrome: 37, firefox: 98, safari: 15.4 }],
  ['module workers', /type: 'module'/, { chrome: 80, firefox: 114, safari: 15 }],
  ['deflate-raw', /CompressionStream\('deflate-raw'\)/, { chrome: 103, firefox: 113, safari: 16.4 }],
  ['toSorted', /\.toSorted\(/, { chrome: 110, firefox: 115, safari: 16 }],
  ['findLast', /\.findLast\(/, { chrome: 97, firefox: 104, safari: 15.4 }],
  ['lookbehind', /\(\?<[=!]/, { chrome: 62, firefox: 78, safari: 16.4 }],
  ['constructed style sheets', /adoptedStyleSheets/, { chrome: 73, firefox: 101, safari: 16.4 }],
];

/** Younger than the oldest browsers, so that nothing may need them. */
const TOO_YOUNG: readonly [name: string, use: RegExp][] = [
  ['AbortSignal.any', /AbortSignal\.any\(/],
  ['URL.canParse', /URL\.canParse\(/],
  ['popover', /\bpopover=|showPopover\(/],
  ['nesting', /^\s*&[\s:.]/m],
  ['light-dark()', /light-dark\(/],
  ['@starting-style', /@starting-style/],
  ['@scope', /@scope/],
  ['async iteration of streams', /for await/],
];

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|tsx|css)$/.test(name) && !/(assembly|generated)/.test(name))
  .map((name) => ({
    name,
    // Without comments, which may name what is not used.
    text: readFileSync(join('src', name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
  }));
const usersOf = (use: RegExp): string[] =>
  sources.filter(({ text }) => use.test(text)).map(({ name }) => name);

const oldest = Object.fromEntries(
  target.map((entry) => {
    const [, name, version] = /^([a-z]+)([\d.]+)$/.exec(entry) ?? [];
    return [name, Number(version)];
  }),
);

it.each(NEEDED)('%s is used, and the oldest browsers have it', (_, use, since) => {
  expect(usersOf(use)).not.toEqual([]);
  for (const [browser, version] of Object.entries(since))
    expect(oldest[browser], browser).toBeGreaterThanOrEqual(version);
});

it.each(TOO_YOUNG)('%s is not used', (_, use) => {
  expect(usersOf(use)).toEqual([]);
});

it.each(['README.md', 'docs/architecture.md'])('%s names them', (file) => {
  const text = readFileSync(file, 'utf8').replace(/\s+/g, ' ');
  expect(oldest.edge).toBe(oldest.chrome);
  expect(text).toContain(`Chrome and Edge from ${oldest.chrome}`);
  expect(text).toContain(`Firefox from ${oldest.firefox}`);
  expect(text).toContain(`Safari from ${oldest.safari}`);
});
