/**
 * The styles of a picture that stands alone. Colours are written out, light ones where any reader of SVG finds them, dark
 * ones in rules for browsers that ask for them: many readers of feeds know neither variables nor media queries.
 */
export interface Styles {
  /** ui/theme.css and ui/charts/compare/plot.css. */
  theme: string;
  charts: string;
}

const OWN = `.ground { fill: var(--card); } .ink { fill: var(--ink); } .soft { fill: var(--soft); }
text { font-variant-numeric: tabular-nums; }`;

const variablesIn = (theme: string, selector: string): ReadonlyMap<string, string> => {
  const from = theme.indexOf(`${selector} {`);
  const block = theme.slice(from, theme.indexOf('}', from));
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
};

const resolve = (text: string, variables: ReadonlyMap<string, string>): string =>
  text.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => {
    const value = variables.get(name);
    if (value === undefined) throw new Error(`${name} is no colour of the theme.`);
    return value;
  });

/** Rules all of whose classes are there; rules inside of others are of pages. */
function rulesFor(css: string, classes: ReadonlySet<string>): { selector: string; body: string }[] {
  const plain = css
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  return [...plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors, body]) => {
    const known = selectors
      .split(',')
      .map((one) => one.trim())
      .filter(
        (one) => !/:/.test(one) && [...one.matchAll(/\.([\w-]+)/g)].every(([, name]) => classes.has(name)),
      );
    return known.length > 0 ? [{ selector: known.join(','), body: body.replaceAll(/\s+/g, ' ').trim() }] : [];
  });
}

/** The markup with light colours, and the sheet that it needs; `colours`: light and dark of what is drawn in a colour of its own. */
export function stylesFor(
  inside: string,
  colours: readonly (readonly [light: string, dark: string])[],
  { theme, charts }: Styles,
): { markup: string; sheet: string } {
  const light = variablesIn(theme, ':root');
  const dark = variablesIn(theme, ":root[data-theme='dark']");
  const used = [...inside.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names.split(' '));
  const rules = rulesFor(`${charts}${OWN}`, new Set([...used, 'cmp-plot', 'ground', 'ink', 'soft']));
  const write = (variables: ReadonlyMap<string, string>, some: typeof rules): string =>
    some.map(({ selector, body }) => `${selector}{${resolve(body, variables)}}`).join('');
  const named = [...inside.matchAll(/="var\((--[\w-]+)\)"/g)].map(([, name]) => name);
  const drawn = [
    ...colours,
    ...[...new Set(named)].map((name) => [light.get(name) ?? '', dark.get(name) ?? ''] as const),
  ];
  const overrides = drawn
    .flatMap(([day, night]) => [
      `[fill="${day}"]{fill:${night}}[stroke="${day}"]{stroke:${night}}`,
      `[style*="${day}"]{fill:${night}!important}`,
    ])
    .join('');
  const coloured = rules.filter(({ body }) => body.includes('var('));
  return {
    markup: resolve(inside, light),
    sheet: `${write(light, rules)}@media (prefers-color-scheme:dark){${write(dark, coloured)}${overrides}}`,
  };
}
