import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkBudget } from '../../scripts/budget.mjs';
import { edgesOf } from '../../scripts/chunks.mjs';
import { EMBED_PAGE, FIGURES, SCRIPTS } from '../../scripts/classic.mjs';
import { checkEmbed } from '../../scripts/embed-budget.mjs';

const dists: string[] = [];
afterEach(() => dists.splice(0).forEach((dist) => rmSync(dist, { recursive: true })));

/** Random-looking text, which gzip cannot make much smaller than three quarters. */
function noise(bytes: number): string {
  let state = 1;
  const next = () => String.fromCharCode(48 + ((state = (state * 48_271) % 2_147_483_647) % 64));
  return `/*${Array.from({ length: bytes }, next).join('')}*/`;
}

function site(
  files: Record<string, { code: string; packages?: string[] }>,
  html = '',
  others: Record<string, string> = {},
) {
  const dist = mkdtempSync(join(tmpdir(), 'batchscope-'));
  dists.push(dist);
  mkdirSync(join(dist, '.vite'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'index.html'), `${html}<script type="module" src="./assets/page.js"></script>`);
  const packages = Object.entries(files).map(([name, file]) => [`assets/${name}`, file.packages ?? []]);
  writeFileSync(join(dist, '.vite/chunks.json'), JSON.stringify(Object.fromEntries(packages)));
  for (const [name, { code }] of Object.entries(files)) writeFileSync(join(dist, 'assets', name), code);
  for (const [name, text] of Object.entries(others)) writeFileSync(join(dist, name), text);
  return checkBudget(dist).problems;
}

/** What is wrong with an embed whose files are empty but for `files`. */
function embed(files: Record<string, string>) {
  const dist = mkdtempSync(join(tmpdir(), 'batchscope-'));
  dists.push(dist);
  for (const folder of ['.vite', 'recordings']) mkdirSync(join(dist, folder));
  const names = Object.keys(SCRIPTS).flatMap((name) => [name, name.replace(/js$/, 'css')]);
  const recordings = Object.keys(FIGURES).map((preset) => `recordings/${preset}.js`);
  for (const name of [EMBED_PAGE, ...names, ...recordings]) writeFileSync(join(dist, name), '');
  writeFileSync(join(dist, '.vite/chunks.json'), '{}');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text);
  return checkEmbed(dist).problems;
}

const tensorFlow = { code: noise(400_000), packages: ['@tensorflow/tfjs-core'] };
const worker = 'new Worker(new URL(new URL(`worker.js`,import.meta.url).href,``+import.meta.url));';

describe('the budget', () => {
  it('lets the worker have TensorFlow.js', () => {
    const files = {
      'page.js': { code: `import"./a.js";${worker}` },
      'a.js': { code: 'export{}' },
      'worker.js': { code: 'import"./tf.js";import(`./tf.js`)' },
      'tf.js': tensorFlow,
    };
    expect(site(files)).toEqual([]);
  });
  it('refuses TensorFlow.js in the page, however late', () => {
    const files = { 'page.js': { code: 'const f=()=>import(`./tf.js`)' }, 'tf.js': tensorFlow };
    expect(site(files)).toContain('index.html reaches assets/tf.js, and that holds TensorFlow.js.');
  });
  it('refuses too much before the first paint', () => {
    const files = { 'page.js': { code: 'import"./big.js"' }, 'big.js': { code: noise(180_000) } };
    expect(site(files)).toEqual(['index.html: to first paint is over 100.0 kB.']);
  });
  it('refuses too much before Train, the worker counted', () => {
    const files = { 'page.js': { code: worker }, 'worker.js': { code: noise(400_000) } };
    expect(site(files)).toEqual(['index.html: before Train is over 150.0 kB.']);
  });
  it('lets what waits for Compare be large, and what that reaches, but nothing else', () => {
    const compare = { code: `import"./views.js";import"./page.js";${worker}` };
    const files = {
      'page.js': { code: 'import(`./ComparePage-x.js`)' },
      'ComparePage-x.js': compare,
      'views.js': { code: noise(400_000) },
      'worker.js': { code: noise(400_000) },
    };
    expect(site(files)).toEqual([]);
    expect(site({ ...files, 'page.js': { code: 'import(`./views.js`)' } })).toEqual([
      'index.html: before Train is over 150.0 kB.',
    ]);
    expect(
      site({ ...files, 'page.js': { code: 'import`./ComparePage-x.js`'.replaceAll('`', '"') } }),
    ).toContain('index.html: to first paint is over 100.0 kB.');
  });
  it('counts what an idle page fetches late by itself, but not what waits for a run', () => {
    const files = (name: string) => ({
      'page.js': { code: `setTimeout(()=>import("./${name}"),10000)` },
      [name]: { code: noise(400_000) },
    });
    expect(site(files('start-x.js'))).toEqual(['index.html: before Train is over 150.0 kB.']);
    expect(site(files('MemorySteps-x.js'))).toEqual([]);
  });
  it('refuses fonts that together are too large, wherever they lie', () => {
    const page = { 'page.js': { code: '' } };
    const fonts = (bytes: number) => ({ 'a.woff2': 'x'.repeat(bytes), 'assets/b.woff2': 'x'.repeat(bytes) });
    expect(site(page, '', fonts(50_000))).toEqual([]);
    expect(site(page, '', fonts(50_001))).toEqual(['The fonts are over 100.0 kB.']);
  });
  it('refuses an inline script', () => {
    expect(site({ 'page.js': { code: '' } }, '<script>1</script>')).toEqual([
      'index.html has an inline script, which its policy forbids.',
    ]);
  });
});

describe('the budget of an embed', () => {
  it('refuses too much to the picture, the recording apart', () => {
    expect(embed({})).toEqual([]);
    expect(embed({ 'embed-race.js': noise(24_000) })).toEqual(['embed.html with a race is over 17.0 kB.']);
    expect(embed({ 'recordings/race.js': noise(6000) })).toEqual(['recordings/race.js is over 4.0 kB.']);
  });
  it('refuses a font', () => {
    const problem = (file: string) => [`${file} has a font, and an embed is to have none.`];
    expect(embed({ 'embed.css': '@font-face{font-family:x}' })).toEqual(problem('embed.css'));
    expect(embed({ 'embed-live.js': 'load("x.woff2")' })).toEqual(problem('embed-live.js'));
  });
});

describe('edgesOf', () => {
  it.each([
    ['import{a as b}from"./x.js"', { now: ['./x.js'] }],
    ['export*from"./x.js"', { now: ['./x.js'] }],
    ['import(`./x.js`)', { later: ['./x.js'] }],
    [worker, { workers: ['./worker.js'] }],
  ])('%s', (code, edges) => expect(edgesOf(code)).toEqual({ now: [], later: [], workers: [], ...edges }));
});
