/** What links of every kind share: pairs of keys and texts, the version, and notes on what was not taken as it is. */
import { formatNumber } from './format.ts';

export const LINK_VERSION = 1;
/** Longer queries are refused as a whole. */
export const LINK_LIMIT = 8192;
const NOTES_LIMIT = 12;

/** Without control, invisible, direction-changing and broken characters. */
export const clean = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');

/** In quotes, cleaned and cut short. */
export function shown(text: string): string {
  const plain = clean(text);
  return plain.length > 24 ? `“${clean(plain.slice(0, 24))}…”` : `“${plain}”`;
}

/** Undefined where it is not a text that could be written into a link again, such as half of a pair of surrogates. */
function unescape(text: string): string | undefined {
  if (/\p{Cs}/u.test(text)) return undefined;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** First text of every key; broken, repeated and unknown ones are noted. */
export function readPairs(
  query: string,
  isKnown: (key: string) => boolean,
  notes: string[],
): Map<string, string> {
  const texts = new Map<string, string>();
  const repeated = new Set<string>();
  for (const part of query.replace(/^\?/, '').split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const key = unescape(at < 0 ? part : part.slice(0, at));
    const text = unescape(at < 0 ? '' : part.slice(at + 1));
    if (key?.startsWith('utm_')) continue;
    if (key === undefined || text === undefined)
      notes.push(`${shown(part)} in the link is not readable and was left out.`);
    else if (key !== 'v' && !isKnown(key)) notes.push(`${shown(key)} is not a setting and was left out.`);
    else if (!texts.has(key)) texts.set(key, text);
    else if (!repeated.has(key)) {
      repeated.add(key);
      notes.push(`${key} is in the link more than once; the first, ${shown(texts.get(key) ?? '')}, counts.`);
    }
  }
  noteVersion(texts.get('v'), notes);
  return texts;
}

function noteVersion(text: string | undefined, notes: string[]): void {
  if (text === undefined || text === String(LINK_VERSION)) return;
  if (/^\d{1,9}$/.test(text) && Number(text) > LINK_VERSION)
    notes.push(
      `The link was made by a newer Batchscope (v=${text}; this one reads v=${LINK_VERSION}): only the settings known here were read.`,
    );
  else notes.push(`v=${shown(text)} is not a version of links; it was read as v=${LINK_VERSION}.`);
}

/** The note on a query that is too long to be read, or undefined. */
export function tooLong(query: string): string | undefined {
  return query.length > LINK_LIMIT
    ? `The link is ${formatNumber(query.length)} characters long, more than ${formatNumber(LINK_LIMIT)}; it was not read, and the defaults are used.`
    : undefined;
}

/** A list that is not too long to be read. */
export function fewNotes(notes: readonly string[]): string[] {
  if (notes.length <= NOTES_LIMIT) return [...notes];
  const more = notes.length - NOTES_LIMIT + 1;
  return [
    ...notes.slice(0, NOTES_LIMIT - 1),
    `${formatNumber(more)} more parts of the link were not taken as they are.`,
  ];
}
