import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/run.mjs';

const eslint = new ESLint({ cwd: root });

async function rulesBroken(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: `${root}/${filePath}` });
  return result!.messages.map(({ ruleId, message }) => ruleId ?? message);
}

const value = (from: string) => `import { x } from '${from}';\nexport const y = x;`;
const type = (from: string) => `import type { X } from '${from}';\nexport type Y = X;`;

const rooms = 'batchscope/rooms';

describe('the linter reports', () => {
  it.each([
    [rooms, 'src/science/a.ts', value('../experiment/config.ts')],
    [rooms, 'src/experiment/a.ts', value('../datasets/dataset.ts')],
    [rooms, 'src/datasets/a.ts', value('../engine/engine.ts')],
    [rooms, 'src/engine/a.ts', value('../worker/session.ts')],
    [rooms, 'src/worker/a.ts', value('../sweep/plan.ts')],
    [rooms, 'src/worker/a.ts', value('./client/client.ts')],
    [rooms, 'src/sweep/a.ts', value('../state/store.ts')],
    [rooms, 'src/science/deep/a.ts', value('../../ui/b.ts')],
    [rooms, 'src/science/a.ts', `export * from '../ui/b.ts';`],
    [rooms, 'src/science/a.ts', `export { b } from '../ui/b.ts';`],
    [rooms, 'src/science/a.ts', `export const b = import('../ui/b.ts');`],
    [rooms, 'src/science/a.ts', `export type B = import('../ui/b.ts').B;`],
    [rooms, 'src/science/a.ts', value('../../package.json')],
    [rooms, 'src/worker/client/a.ts', value('../session.ts')],
    [rooms, 'src/worker/client/a.ts', value('../embedded.worker.ts')],
    [rooms, 'src/state/a.ts', value('../worker/embedded.worker.ts?worker&inline')],
    [rooms, 'src/worker/client/a.ts', value('../../engine/engine.ts')],
    [rooms, 'src/worker/protocol.ts', value('../experiment/config.ts')],
    [rooms, 'src/state/a.ts', value('../ui/b.ts')],
    [rooms, 'src/state/a.ts', value('../worker/session.ts')],
    [rooms, 'src/state/a.ts', value('../datasets/digits/strokes.ts')],
    [rooms, 'src/ui/panels/a.tsx', value('../../faces/app/b.tsx')],
    [rooms, 'src/ui/panels/a.tsx', type('../../engine/engine.ts')],
    [rooms, 'src/faces/app/a.tsx', value('../lecture/b.tsx')],
    [rooms, 'src/faces/app/a.tsx', value('../../engine/engine.ts')],
    [rooms, 'src/ui/a.ts', value('@tensorflow/tfjs-core')],
    [rooms, 'src/engine/cpu/a.ts', value('@tensorflow/tfjs-core/dist/ops/ops')],
    [rooms, 'src/faces/app/a.tsx', value('recharts')],
    [rooms, 'src/state/series.ts', value('react')],
    [rooms, 'src/state/store.ts', value('zustand')],
    [rooms, 'src/sweep/a.ts', value('react')],
    [rooms, 'src/datasets/a.ts', value('node:fs')],
    ['no-restricted-syntax', 'src/ui/a.ts', `export const w = new Worker('a.js');`],
    ['no-restricted-syntax', 'src/worker/a.ts', `export const w = new SharedWorker('a.js');`],
    ['no-restricted-properties', 'src/science/a.ts', `export const r = Math.random();`],
    ['no-restricted-properties', 'src/ui/a.ts', `export const { random } = Math;`],
    ['@typescript-eslint/no-explicit-any', 'src/ui/a.ts', `export const a = 1 as any;`],
    ['@typescript-eslint/no-explicit-any', 'tests/ui/a.test.ts', `export const a = 1 as any;`],
    ['@typescript-eslint/ban-ts-comment', 'src/ui/a.ts', `// @ts-ignore\nexport const a = 1;`],
    [
      '@typescript-eslint/consistent-type-imports',
      'src/ui/a.ts',
      value('./b.ts').replace('const y = x', 'type y = x'),
    ],
    [
      'react-hooks/rules-of-hooks',
      'src/ui/a.tsx',
      `import { useState } from 'react';\nexport function A() { if (Date.now()) useState(0); return null; }`,
    ],
  ])('%s: %s %s', async (rule, path, code) => {
    expect(await rulesBroken(path, code)).toContain(rule);
  });
});

describe('the linter allows', () => {
  it.each([
    ['src/science/a.ts', value('./b.ts')],
    ['src/experiment/a.ts', value('../science/batch.ts')],
    ['src/engine/tfjs/a.ts', value('@tensorflow/tfjs-core')],
    ['src/worker/session.ts', value('../engine/select.ts')],
    ['src/worker/protocol.ts', type('../engine/engine.ts')],
    ['src/worker/client/a.ts', value('../protocol.ts')],
    ['src/worker/client/a.ts', value('../embedded.worker.ts?worker&inline')],
    [
      'src/worker/client/a.ts',
      `export const w = new Worker(new URL('../trainer.worker.ts', import.meta.url));`,
    ],
    ['src/sweep/pool.ts', value('../worker/client/client.ts')],
    ['src/state/store.ts', value('zustand/vanilla')],
    ['src/state/store.ts', value('../datasets/registry.ts')],
    ['src/state/store.ts', value('../worker/client/client.ts')],
    ['src/state/hooks.ts', value('zustand')],
    ['src/state/hooks.tsx', value('react')],
    ['src/ui/charts/a.tsx', value('recharts')],
    ['src/ui/panels/a.tsx', value('../../state/hooks.ts')],
    ['src/ui/panels/a.tsx', value('../../sweep/plan.ts')],
    ['src/faces/app/a.tsx', value('../../ui/panels/b.tsx')],
    ['src/faces/app/parts/a.tsx', value('../b.tsx')],
    ['src/faces/app/a.tsx', `import './a.css';`],
    ['tests/worker/a.test.ts', value('../../src/worker/session.ts')],
  ])('%s %s', async (path, code) => {
    expect(await rulesBroken(path, code)).toEqual([]);
  });
});
