import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../src/ui/theme.css', import.meta.url), 'utf8');

const colours = (selector: string): string[] => {
  const from = css.indexOf(`${selector} {`);
  expect(from).toBeGreaterThan(-1);
  return css.slice(from, css.indexOf('}', from)).match(/--[\w-]+:[^;]+/g) ?? [];
};

test('a page without script is as dark as one that was told to be', () => {
  const told = colours(":root[data-theme='dark']");
  expect(told.length).toBeGreaterThan(10);
  expect(colours(':root:not([data-theme])')).toEqual(told);
});
