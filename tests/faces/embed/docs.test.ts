import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFAULT_HEIGHT, sandboxOf } from '../../../src/faces/embed/attributes.ts';
import { HEIGHTS } from '../../../src/faces/embed/messages.ts';
import { HIDEABLE, RECORDED } from '../../../src/experiment/embed.ts';
import { root } from '../../../scripts/run.mjs';

const docs = readFileSync(`${root}docs/embedding.md`, 'utf8').replaceAll(/\s+/g, ' ');

it('docs/embedding.md has the figures and names of the code', () => {
  expect(docs).toContain(`from ${HEIGHTS.least} to ${HEIGHTS.most}; ${DEFAULT_HEIGHT} unless given`);
  const plain = { getAttribute: () => null, getAttributeNames: () => [], hasAttribute: () => false };
  const site = new URL('https://site.example/');
  expect(docs).toContain(`sandbox="${sandboxOf(plain, site, site.origin)}"`);
  expect(docs).toContain(`sandbox="${sandboxOf(plain, site, 'https://blog.example')}"`);
});

it('docs/embedding.md names every recorded result and every part that can be hidden', () => {
  for (const name of [...RECORDED, ...HIDEABLE]) expect(docs).toContain(`\`${name}\``);
});
