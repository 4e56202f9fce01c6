/** No number on the page is a bare one: each is computed, recorded or cited, and says which. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CITED } from '../../../src/faces/learn/cited.ts';
import { FACTS } from '../../../src/faces/learn/facts.ts';
import { LearnText } from '../../../src/faces/learn/LearnText.tsx';
import { REFERENCE_IDS, referenceOf } from '../../../src/faces/learn/references.ts';
import { root } from '../../recordings/support.ts';
import { mount, stillAnatomy, type Mounted } from './mount.tsx';

const SOURCES = ['computed', 'recorded', 'cited'];

/** Texts with a digit that have no source around them. Pictures are drawn by the engine’s numbers; controls are the reader’s. */
function bareNumbers(place: Element): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    if (!/\d/.test(textContent ?? '')) continue;
    const source = parentElement?.closest('[data-number]')?.getAttribute('data-number');
    if (source && SOURCES.includes(source)) continue;
    if (parentElement?.closest('svg')) continue;
    found.push(textContent ?? '');
  }
  return found;
}

/** Digits in what is written into the source as text, and numbers handed over as literals. */
function bareLiterals(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const words = ts.isJsxText(node) || ts.isTemplateLiteralToken(node);
    if (words && /\d/.test(node.text)) found.push(node.text.trim());
    if (ts.isStringLiteral(node) && /\d/.test(node.text) && !ts.isImportDeclaration(node.parent))
      found.push(node.text);
    if (ts.isJsxAttribute(node) && node.name.getText() === 'value') {
      const { initializer } = node;
      const inner = initializer && ts.isJsxExpression(initializer) ? initializer.expression : undefined;
      if (inner && ts.isNumericLiteral(inner)) found.push(node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const folder = join(root, 'src/faces/learn');
const written = ['', 'text', 'parts'].flatMap((sub) =>
  readdirSync(join(folder, sub))
    .filter((name) => /\.tsx$/.test(name) || (sub === 'text' && /\.ts$/.test(name)))
    .map((name) => join(sub, name)),
);

let page: Mounted;
beforeEach(() => (page = mount()));
afterEach(() => page.end());

describe('the text on the page', () => {
  it.each([
    ['before anything is guessed', false],
    ['on paper, with every answer', true],
  ])('has no number without a source: %s', (_, printing) => {
    page.render(<LearnText anatomy={stillAnatomy()} />, { printing });
    expect(page.place.textContent).toContain('98.8%');
    expect(bareNumbers(page.place)).toEqual([]);
  });

  it('has none either once the reader has answered everything', () => {
    page.render(<LearnText anatomy={stillAnatomy()} />);
    const answers = (kind: string) =>
      Object.fromEntries(
        [...page.place.querySelectorAll(`[data-${kind}]`)].map((one) => [
          one.getAttribute(`data-${kind}`),
          one.querySelector('input')?.value ?? '',
        ]),
      );
    const [guesses, checks] = [answers('guess'), answers('check')];
    expect([Object.keys(guesses).length, Object.keys(checks).length]).toEqual([4, 5]);
    act(() => page.progress.setState({ guesses, checks }));
    expect(page.place.querySelectorAll('.is-right, .is-wrong')).toHaveLength(5);
    expect(bareNumbers(page.place)).toEqual([]);
  });

  it('says where a number would be whose recording did not come', () => {
    page.render(<LearnText anatomy={stillAnatomy()} />, { recordings: { race: 'failed' } });
    expect(page.place.querySelector('[data-fact=raceFinalLeast]')?.textContent).toBe('…');
    expect(page.place.querySelector('.learn-note[role=status]')?.textContent).toContain('keeps nothing');
    expect(page.place.textContent).toContain('A recorded result did not arrive');
  });
});

describe('the source', () => {
  it.each(written)('of %s has no digit in its words', (name) => {
    expect(bareLiterals(join(folder, name))).toEqual([]);
  });
});

it('the walk finds a bare number, in the page and in the source', () => {
  page.render(<p>Batch size 64 is best.</p>);
  expect(bareNumbers(page.place)).toEqual(['Batch size 64 is best.']);
  expect(bareLiterals(join(root, 'src/faces/learn/cited.ts')).length).toBeGreaterThan(0);
});

it('every recorded number, every cited one and every reference is used', () => {
  page.render(<LearnText anatomy={stillAnatomy()} />, { printing: true });
  const used = (name: string) =>
    new Set([...page.place.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name)));
  const text = written.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  for (const fact of Object.keys(FACTS)) expect(text.includes(`fact="${fact}"`), fact).toBe(true);
  expect([...used('data-cited')].sort()).toEqual(Object.keys(CITED).sort());
  const cites = new Set([...page.place.querySelectorAll('a.cite')].map((one) => one.getAttribute('href')));
  expect([...cites].sort()).toEqual(REFERENCE_IDS.map((id) => referenceOf(id).href).sort());
  for (const { from } of Object.values(CITED)) expect(REFERENCE_IDS).toContain(from);
});
