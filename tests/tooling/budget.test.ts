import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkBudget } from '../../scripts/budget.mjs';
import { edgesOf } from '../../scripts/chunks.mjs';

const dists: string[] = [];
afterEach(() => dists.splice(0).forEach((dist) => rmSync(dist, { recursive: true })));

/** Random-looking text, which gzip cannot make much smaller than three quarters. */
function noise(bytes: number): string {
  let state = 1;
  const next = () => String.fromCharCode(48 + ((state = (state * 48_271) % 2_147_483_647) % 64));
  return `/*${Array.from({ length: bytes }, next).join('')}*/`;
}

function site(files: Record<string, { code: string; packages?: string[] }>, html = '') {
  const dist = mkdtempSync(join(tmpdir(), 'batchscope-'));
  dists.push(dist);
  mkdirSync(join(dist, '.vite'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'index.html'), `${html}<script type="module" src="./assets/page.js"></script>`);
  const packages = Object.entries(files).map(([name, file]) => [`assets/${name}`, file.packages ?? []]);
  writeFileSync(join(dist, '.vite/chunks.json'), JSON.stringify(Object.fromEntries(packages)));
  for (const [name, { code }] of Object.entries(files)) writeFileSync(join(dist, 'assets', name), code);
  return checkBudget(dist).problems;
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
    expect(site(files)).toEqual(['index.html: to first paint is over 110.0 kB.']);
  });
  it('refuses too much before Train, the worker counted', () => {
    const files = { 'page.js': { code: worker }, 'worker.js': { code: noise(400_000) } };
    expect(site(files)).toEqual(['index.html: before Train is over 240.0 kB.']);
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
      'index.html: before Train is over 240.0 kB.',
    ]);
    expect(
      site({ ...files, 'page.js': { code: 'import`./ComparePage-x.js`'.replaceAll('`', '"') } }),
    ).toContain('index.html: to first paint is over 110.0 kB.');
  });
  it('refuses an inline script', () => {
    expect(site({ 'page.js': { code: '' } }, '<script>1</script>')).toEqual([
      'index.html has an inline script, which its policy forbids.',
    ]);
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
