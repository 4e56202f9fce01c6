import { fileURLToPath } from 'node:url';
import { Element, Window, type Node } from 'happy-dom';
import { renderToStaticMarkup } from 'react-dom/server';
import { runnerImport } from 'vite';
import { describe, expect, it } from 'vitest';
import { markupOf } from '../../../src/faces/embed/still/react.ts';
import * as withReact from './stillCharts.tsx';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const { document } = new Window();

/** The charts as the build makes them for the first paint: still/react.ts in React's place. */
const { module: still } = await runnerImport<typeof withReact>(`${root}/tests/faces/embed/stillCharts.tsx`, {
  ...{ root, configFile: false, logLevel: 'error' },
  oxc: { jsx: { runtime: 'automatic', development: false } },
  plugins: [
    {
      name: 'no-styles',
      enforce: 'pre',
      resolveId: (id: string) => (/\.css$/.test(id) ? '\0none' : undefined),
      load: (id: string) => (id === '\0none' ? '' : undefined),
    },
  ],
  resolve: {
    alias: [
      { find: /^react(\/jsx-(dev-)?runtime)?$/, replacement: `${root}/src/faces/embed/still/react.ts` },
    ],
  },
});

/** Elements, attributes in order and texts; names made by useId are numbered as they come. */
function shape(markup: string): unknown {
  const ids = new Map<string, number>();
  const known = markup.replaceAll(/(id="|url\(#)([^")]+)/g, (_, before: string, id: string) => {
    if (!ids.has(id)) ids.set(id, ids.size);
    return `${before}${ids.get(id)}`;
  });
  const box = document.createElement('div');
  box.innerHTML = known;
  const walk = (node: Node): unknown => {
    if (!(node instanceof Element)) return node.textContent;
    const attributes = [...node.attributes]
      .map(({ name, value }) => [name, (value ?? '').replaceAll(/;$/g, '')])
      .sort();
    return [node.localName, attributes, [...node.childNodes].map(walk)];
  };
  return [...box.childNodes].map(walk);
}

describe('what draws once in React’s place', () => {
  it.each(Object.keys(withReact.charts) as (keyof typeof withReact.charts)[])(
    'makes of the %s chart what React makes',
    (name) => {
      const expected = renderToStaticMarkup(withReact.sized(name));
      expect(expected).toContain('<path');
      expect(shape(markupOf(still.sized(name)))).toEqual(shape(expected));
    },
  );

  it('escapes texts and attributes', () => {
    const nasty = '<img src=x onerror=alert(1)>"\'&';
    const box = document.createElement('div');
    box.innerHTML = markupOf({
      type: 'text',
      props: { 'aria-label': nasty, children: [nasty, 1, null, false] },
    });
    expect(box.childElementCount).toBe(1);
    expect(box.firstElementChild?.getAttribute('aria-label')).toBe(nasty);
    expect(box.textContent).toBe(`${nasty}1`);
  });
});
