import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordingFiles } from '../../scripts/recordings.mjs';
import { stylesFor } from '../../scripts/recordings/styles.ts';
import { figureOf } from '../../src/recordings/figure.ts';
import { pictureOf } from '../../scripts/recordings/picture.tsx';
import { IDS, recorded, root } from './support.ts';

const css = (path: string): string => readFileSync(join(root, 'src/ui', path), 'utf8');
const STYLES = { theme: css('theme.css'), charts: css('charts/compare/plot.css') };

describe('what the site gets of the recordings', () => {
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const made: { fileName: string; source: string }[] = await recordingFiles(root);
    files = new Map(made.map(({ fileName, source }) => [fileName, source]));
  });
  const file = (name: string): string => files.get(`recordings/${name}`) ?? '';

  it('is a script and a picture of each', () => {
    expect([...files.keys()].sort()).toEqual(
      IDS.flatMap((id) => [`recordings/${id}.js`, `recordings/${id}.svg`]).sort(),
    );
  });

  it.each(IDS)('%s.js hands the recording over without notes, and is small', (id) => {
    const source = file(`${id}.js`);
    let given: unknown;
    new Function('batchscopeRecording', source)((recording: unknown) => (given = recording));
    const withoutNotes = (key: string, value: unknown): unknown => (key === 'notes' ? [] : value);
    expect(given).toEqual(JSON.parse(JSON.stringify(recorded(id).recording, withoutNotes)));
    expect(gzipSync(source).length).toBeLessThan(4_000);
  });

  it.each(IDS)('%s.svg is well-formed, alone, and without scripts', (id) => {
    const svg = file(`${id}.svg`);
    expect(problemsOf(svg)).toEqual([]);
    expect(svg).not.toMatch(
      /<(script|foreignObject|image|use|a)\b|\son\w+=|@import|@font-face|javascript:|data:/i,
    );
    expect(
      [...svg.matchAll(/(?:href|src|url\()[="(]*([^")]*)/g)].filter(([, to]) => !to.startsWith('#')),
    ).toEqual([]);
    expect(svg.match(/https?:\/\/[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
    expect(svg).not.toMatch(/var\(|NaN|undefined|Infinity/);
    expect(gzipSync(svg).length).toBeLessThan(6_000);
  });

  it.each(IDS)('%s.svg keeps its words inside, and the chart its room', (id) => {
    const svg = file(`${id}.svg`);
    expect(svg).toContain(`<title id="batchscope-${id}-title">`);
    const chart = Number(/translate\(20 ([\d.]+)\)/.exec(svg)?.[1]);
    expect(chart).toBeGreaterThan(40);
    expect(chart).toBeLessThan(150);
    for (const [, y] of svg.matchAll(/<tspan x="20" y="([\d.]+)"/g)) expect(Number(y)).toBeLessThan(415);
  });

  it.each(IDS)('%s.svg has a dark colour for every light one', (id) => {
    const [, sheet, body] = /<style>(.*)<\/style>(.*)$/s.exec(file(`${id}.svg`)) ?? [];
    const [, night] = sheet.split('@media (prefers-color-scheme:dark)');
    const colours = new Set([...body.matchAll(/(?:fill|stroke)[=:]"?(#\w{6})/g)].map(([, colour]) => colour));
    expect(colours.size).toBeGreaterThan(0);
    for (const colour of colours) expect(night).toContain(`[fill="${colour}"]`);
  });

  it.each(IDS)('%s: few digits change no word of the picture', (id) => {
    const { data, recording } = recorded(id);
    const words = (of: typeof recording): string =>
      [...pictureOf(of, STYLES).matchAll(/>([^<>]+)</g)].map(([, text]) => text).join('|');
    expect(words(recording)).toBe(words({ ...recording, figure: figureOf(data) }));
  });
});

describe('stylesFor', () => {
  const theme =
    ":root {\n  --card: #ffffff;\n --ink: #000001;\n --soft: #111111;\n}\n:root[data-theme='dark'] {\n  --card: #000000;\n --ink: #fffffe;\n --soft: #eeeeee;\n}";
  it('takes rules of what is there, writes light colours out and dark ones behind the question', () => {
    const charts =
      '.a text { fill: var(--ink); } .b { fill: red; } @media (pointer: coarse) { .a { fill: blue } }';
    const { markup, sheet } = stylesFor(
      '<g class="a" fill="var(--card)"><path stroke="#aa0000"/></g>',
      [['#aa0000', '#00aa00']],
      { theme, charts },
    );
    expect(markup).toBe('<g class="a" fill="#ffffff"><path stroke="#aa0000"/></g>');
    expect(sheet).toContain('.a text{fill: #000001;}');
    expect(sheet).not.toMatch(/red|blue/);
    expect(sheet.split('@media')[1]).toContain('[stroke="#aa0000"]{stroke:#00aa00}');
    expect(sheet.split('@media')[1]).toContain('.a text{fill: #fffffe;}');
  });
  it('refuses a colour that the theme does not have', () => {
    expect(() => stylesFor('<g fill="var(--none)"/>', [], { theme, charts: '' })).toThrow(
      '--none is no colour',
    );
  });
});

/** As TSX, which is as strict as XML about tags, attributes and their ends. */
function problemsOf(svg: string): string[] {
  const text = svg.replace(/<style>.*<\/style>/s, '').replaceAll(/[{}]/g, '');
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: 'picture.tsx',
    reportDiagnostics: true,
    compilerOptions: { jsx: ts.JsxEmit.Preserve },
  });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
