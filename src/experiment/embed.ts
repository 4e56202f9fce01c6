/** An embed as its author asks for it: the parameters of its address, and the lines to paste. */

/** Parts of the frame that an author can hide. */
export const HIDEABLE = ['title', 'sentence', 'axis', 'sizes', 'run', 'replay', 'open', 'note'] as const;
export type Hideable = (typeof HIDEABLE)[number];

/** Presets with a recording. */
export const RECORDED = ['race', 'race-tuned', 'target', 'speed', 'moves', 'generalise', 'noise'] as const;
export type Recorded = (typeof RECORDED)[number];

/** Heights that can be asked for, and the usual one, in CSS pixels. */
export const EMBED_HEIGHTS = { least: 80, usual: 420, most: 4000 } as const;

export interface EmbedChoice {
  preset: Recorded | undefined;
  /** Without a preset: the set-up as the query of a link, and its results, packed, where there are any. */
  settings: string;
  results?: string | undefined;
  hide: readonly Hideable[];
  theme: 'light' | 'dark' | 'auto';
  /** As typed; empty for the usual one. */
  accent: string;
  lang: string;
  autoplay: boolean;
  height: number;
}

type Pair = readonly [key: string, value: string];

const NOT_PASSED = ['', 'v', 'view', 'preset', 'engine'];

/** The settings of a link that this page has made. */
const settingsOf = (query: string): Pair[] =>
  query.split('&').flatMap((part) => {
    const [key, value = ''] = part.split('=').map(decodeURIComponent);
    return NOT_PASSED.includes(key) ? [] : [[key, value] as const];
  });

function pairsOf({ preset, settings, results, hide, theme, accent, lang, autoplay }: EmbedChoice): Pair[] {
  const own: Pair[] = results === undefined ? settingsOf(settings) : [['results', results]];
  const set: Pair[] = preset ? [['preset', preset]] : own;
  return [
    ...set,
    ...(hide.length > 0 ? [['hide', hide.join(',')] as const] : []),
    ...(theme === 'auto' ? [] : [['theme', theme] as const]),
    ...(accent === '' ? [] : [['accent', accent.replace('#', '')] as const]),
    ...(lang === '' ? [] : [['lang', lang] as const]),
    ...(autoplay ? [['autoplay', '1'] as const] : []),
  ];
}

/** The query of embed.html, without "?". */
export const embedQuery = (choice: EmbedChoice): string =>
  pairsOf(choice)
    .map(
      ([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`,
    )
    .join('&');

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The attribute of <batch-scope> that a parameter is given by; docs/embedding.md has the list. */
export const attributeOf = (key: string): string =>
  key === 'hidden' ? 'hidden-layers' : key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

interface Told {
  /** Address of the folder that the site is in, with "/" at its end. */
  site: string;
  /** What the picture in the element's place shows, in words. */
  alt: string;
}

/** The lines to paste: the script, and the element with a picture for whoever does not run it. */
export function embedSnippet(choice: EmbedChoice, { site, alt }: Told): string {
  const attributes = [...pairsOf(choice), ['height', String(choice.height)] as const]
    .map(([key, value]) => ` ${attributeOf(key)}="${escape(value)}"`)
    .join('');
  const href = choice.preset ? `${site}?view=compare&preset=${choice.preset}` : `${site}?${choice.settings}`;
  const link = choice.preset
    ? `<img src="${escape(`${site}recordings/${choice.preset}.svg`)}" width="100%" height="${choice.height}" alt="${escape(alt)}">`
    : escape(alt);
  return [
    `<script src="${escape(site)}widget.js" async></script>`,
    `<batch-scope${attributes}>`,
    `  <a href="${escape(href)}">${link}</a>`,
    '</batch-scope>',
  ].join('\n');
}

/** The same as a plain frame, for pages that take no script. */
export const iframeSnippet = (choice: EmbedChoice, { site, alt }: Told): string =>
  `<iframe src="${escape(`${site}embed.html?${embedQuery(choice)}`)}" title="${escape(alt)}" width="100%" height="${choice.height}" loading="lazy" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"></iframe>`;

/** What the host's policy has to allow, where it has one. */
export const hostPolicy = (site: string): string => {
  const [origin] = /^\w+:\/\/[^/]+/.exec(site) ?? [site];
  return `script-src ${origin}; frame-src ${origin}; img-src ${origin}`;
};
