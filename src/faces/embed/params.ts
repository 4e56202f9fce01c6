/** What an embed's address says of its looks; everything else in it is a setting and read by what reads links. */
import { HIDEABLE, RECORDED, type Hideable, type Recorded } from '../../experiment/embed.ts';
import { fewNotes, readPairs, shown, tooLong } from '../../experiment/linkText.ts';
import { readColour, standsOut, type Theme } from './accent.ts';
import type { ThemeWish } from './messages.ts';

export interface Look {
  preset: Recorded | undefined;
  hide: ReadonlySet<Hideable>;
  theme: ThemeWish;
  /** As #rrggbb. */
  accent: string | undefined;
  /** BCP 47, of numbers alone. */
  lang: string | undefined;
  autoplay: boolean;
}

export interface Address {
  look: Look;
  /** Results to be shown, packed; undefined: none. */
  packed: string | undefined;
  /** The settings as a link's query; empty where there are none beside the preset. */
  settings: string;
  /** Plain sentences on what was not taken as it is. */
  notes: string[];
}

const LOOK_KEYS = ['results', 'preset', 'hide', 'theme', 'accent', 'lang', 'autoplay'];
const YES = ['', '1', 'true', 'yes', 'autoplay'];
const NO = ['0', 'false', 'no'];

/** Reads any text; never throws. */
export function readAddress(search: string): Address {
  const notes: string[] = [];
  const look: Look = {
    preset: 'race',
    hide: new Set(),
    theme: 'auto',
    accent: undefined,
    lang: undefined,
    autoplay: false,
  };
  const refused = tooLong(search);
  if (refused !== undefined) return { look, packed: undefined, settings: '', notes: [refused] };
  const texts = readPairs(search, () => true, notes);
  const wrong = (key: string, wanted: string): void =>
    void notes.push(`${key}=${shown(texts.get(key) ?? '')} should be ${wanted}; it was left out.`);
  const others = [...texts.keys()].filter((key) => key !== 'v' && key !== 'view' && !LOOK_KEYS.includes(key));
  const preset = texts.get('preset');
  const recorded = RECORDED.find((one) => one === preset);
  if (recorded) look.preset = recorded;
  else if (preset !== undefined) wrong('preset', `one of ${RECORDED.join(', ')}`);
  else if (others.length > 0) look.preset = undefined;
  look.hide = readHidden(texts.get('hide'), notes);
  const theme = texts.get('theme');
  if (theme === 'light' || theme === 'dark' || theme === 'auto') look.theme = theme;
  else if (theme !== undefined) wrong('theme', 'light, dark or auto');
  const accent = texts.get('accent');
  if (accent !== undefined) {
    const colour = readColour(accent);
    const themes: readonly Theme[] = look.theme === 'auto' ? ['light', 'dark'] : [look.theme];
    if (!colour) wrong('accent', 'a colour such as 1f5fbf');
    else if (themes.some((theme) => standsOut(colour, theme))) look.accent = colour;
    else wrong('accent', `a colour that stands out from the ${look.theme} background`);
  }
  const lang = texts.get('lang');
  if (lang !== undefined) {
    if (isLanguage(lang)) look.lang = lang;
    else wrong('lang', 'a language such as en, de or fr-CH');
  }
  const autoplay = texts.get('autoplay');
  if (autoplay !== undefined) {
    if (YES.includes(autoplay) || NO.includes(autoplay)) look.autoplay = YES.includes(autoplay);
    else wrong('autoplay', '1 or 0');
  }
  const settings = others.map(
    (key) => `${encodeURIComponent(key)}=${encodeURIComponent(texts.get(key) ?? '')}`,
  );
  return { look, packed: texts.get('results'), settings: settings.join('&'), notes: fewNotes(notes) };
}

function readHidden(text: string | undefined, notes: string[]): Set<Hideable> {
  const names = (text ?? '').split(/[\s,]+/).filter((name) => name !== '');
  const known = HIDEABLE.filter((one) => names.includes(one));
  const unknown = names.filter((name) => !HIDEABLE.some((one) => one === name));
  if (unknown.length > 0)
    notes.push(
      `hide=${shown(unknown.join(','))}: there is no such part; those that can be hidden are ${HIDEABLE.join(', ')}.`,
    );
  return new Set(known);
}

function isLanguage(text: string): boolean {
  try {
    return text.length <= 35 && Intl.NumberFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}
