// @vitest-environment happy-dom
import { build } from 'vite';
import { gzipSync } from 'node:zlib';
import { expect, it, vi } from 'vitest';
import { target } from '../../../scripts/target.mjs';

const root = process.cwd();

/** Gzipped, in bytes: the two lines that an author pastes must not cost a page more. */
const LIMIT = 3000;

it(`is one classic script of at most ${LIMIT} bytes gzipped`, async () => {
  const built = await build({
    ...{ root, configFile: false, logLevel: 'error', publicDir: false },
    build: {
      ...{ write: false, target, modulePreload: false },
      rolldownOptions: { input: 'src/faces/embed/widget.ts', output: { format: 'iife' } },
    },
  });
  if (!('output' in built)) throw new Error('the build watches');
  expect(built.output).toHaveLength(1);
  const [{ code }] = built.output;
  expect(code).not.toMatch(/\bimport\b/);
  expect(gzipSync(code).length).toBeLessThanOrEqual(LIMIT);
});

it('defines the element once, however often it is included', async () => {
  const define = vi.spyOn(customElements, 'define');
  for (const time of [1, 2]) {
    vi.resetModules();
    await import('../../../src/faces/embed/widget.ts');
    expect(define, `included ${time} times`).toHaveBeenCalledOnce();
  }
  expect(define).toHaveBeenCalledWith('batch-scope', expect.any(Function));
});

it('may be loaded where there are no elements', async () => {
  vi.stubGlobal('customElements', undefined);
  vi.stubGlobal('document', undefined);
  vi.resetModules();
  await import('../../../src/faces/embed/widget.ts');
  vi.unstubAllGlobals();
});
