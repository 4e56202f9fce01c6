import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isGenerated } from '../../src/datasets/generate.ts';
import { DATASETS } from '../../src/datasets/registry.ts';

it.each(Object.entries(DATASETS))('%s is fully described', (id, info) => {
  expect(info.id).toBe(id);
  expect(info.about).toMatch(/^[A-Z].*[^.]\.$/);
  expect(info.classNames).toHaveLength(info.classes);
  expect(new Set(info.classNames).size).toBe(info.classes);
  expect(info.licence).not.toBe('');
  expect(info.source.text).not.toBe('');
  expect(info.controls.noise).toBe(info.noise !== undefined);
  expect(info.controls.limit).toBe(!isGenerated(info.id));
  expect(info.size.training).toBeLessThanOrEqual(info.size.trainingMax);
});

it('brings no generator and no loader into the page', () => {
  const source = readFileSync(new URL('../../src/datasets/registry.ts', import.meta.url), 'utf8');
  const modules = Array.from(source.matchAll(/from '(.*)'/g), ([, module]) => module);
  expect(modules).toEqual(['../experiment/catalog.ts']);
});
