/** What runs in the page: functions are handed over as text, what they give comes back as JSON. */

/** `call(fn, args)`: the text of a function without parameters that gives a promise of the JSON of what `fn(...args)` gives. */
export const call = (fn, args) =>
  `async () => { const given = ${JSON.stringify(args)}; return JSON.stringify((await (${fn})(...given)) ?? null); }`;

/** The first element in sight that `css` selects, that can be pressed and whose name begins with `name`. */
export const find = (css, name = '') => {
  const nameOf = (one) =>
    (one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent).trim();
  return [...document.querySelectorAll(css)].find(
    (one) =>
      one.getClientRects().length > 0 &&
      !one.matches(':disabled, [aria-disabled=true]') &&
      nameOf(one).startsWith(name),
  );
};

/** The text of a function without parameters that gives that element, scrolled into view, or null. */
export const findAt = (css, name) =>
  `() => { const found = (${find})(${JSON.stringify(css)}, ${JSON.stringify(name ?? '')}); ` +
  "found?.scrollIntoView({ block: 'center', behavior: 'instant' }); return found ?? null; }";

/** The text of a function that gives the frame of the first embed that is made, or null. */
export const embedFrame =
  "() => [...document.querySelectorAll('batch-scope')].map((one) => one.shadowRoot?.querySelector('iframe')).find(Boolean) ?? null";

/** Code points of the keys that are no characters, as WebDriver names them. */
export const keyCode = (name) =>
  ({
    ...{ Tab: '\uE004', Enter: '\uE006', Escape: '\uE00C', Space: ' ', PageUp: '\uE00E', PageDown: '\uE00F' },
    ...{ End: '\uE010', Home: '\uE011' },
    ...{ ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015' },
  })[name] ?? name;

export const keyActions = (names) => [
  {
    type: 'key',
    id: 'keys',
    actions: names.flatMap((name) => [
      { type: 'keyDown', value: keyCode(name) },
      { type: 'keyUp', value: keyCode(name) },
    ]),
  },
];
