/** Numbers as people read them: with English marks, or with those of the language that the page was asked for. */

interface Marks {
  group: string;
  decimal: string;
}

let marks: Marks | undefined;

/** From now on numbers have this language's decimal and grouping marks (BCP 47); undefined: English ones. */
export function setNumberLanguage(language: string | undefined): void {
  if (language === undefined) return void (marks = undefined);
  const parts = new Intl.NumberFormat(language, { useGrouping: true }).formatToParts(1234567.5);
  const mark = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  marks = { group: mark('group'), decimal: mark('decimal') || '.' };
}

/** A number written with English marks, with those of the page's language. */
const spell = (text: string): string => {
  if (!marks) return text;
  const { group, decimal } = marks;
  return text.replace(/[.,]/g, (mark) => (mark === '.' ? decimal : group));
};

/** A text with numbers in English marks, with the marks of the page's language. */
export const respelled = (text: string): string =>
  marks ? text.replace(/\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+/g, spell) : text;

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 60000 → "60,000"; fractions keep up to six significant digits, very small or large numbers an exponent. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return spell(grouped.format(value));
  return spell(String(Number(value.toPrecision(6))));
}

/** 2.4 with two digits → "2.40". */
export const formatFixed = (value: number, digits: number): string => spell(value.toFixed(digits));

/** 0.9412 → "94.1%". */
export function formatPercent(fraction: number, digits = 1): string {
  return `${formatFixed(100 * fraction, digits)}%`;
}

/** A loss with three digits: 0.13056 → "0.131". */
export const formatLoss = (loss: number): string => spell(String(Number(loss.toPrecision(3))));

/** Bytes in decimal units: 407080 → "407 kB", 1238000 → "1.24 MB". */
export function formatBytes(bytes: number, digits = 3): string {
  for (const [unit, size] of [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ] as const)
    if (bytes >= 0.9995 * size) return `${threeDigits(bytes / size, digits)} ${unit}`;
  return `${Math.round(bytes)} B`;
}

/** Two numbers of bytes with as many digits as it takes to tell them apart: "64 MB", "64.002 MB". */
export function formatBytesApart(a: number, b: number): [string, string] {
  for (let digits = 3; digits < 9; digits++) {
    const texts: [string, string] = [formatBytes(a, digits), formatBytes(b, digits)];
    if (texts[0] !== texts[1]) return texts;
  }
  return [`${formatNumber(a)} B`, `${formatNumber(b)} B`];
}

/** Milliseconds as "0.42 ms", "2.9 ms", "1.3 s", "2 min 5 s". */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${threeDigits(ms, 2)} ms`;
  if (ms < 60000) return `${threeDigits(ms / 1000, 2)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function threeDigits(value: number, digits = 3): string {
  return spell(value >= 10 ** digits ? String(Math.round(value)) : String(Number(value.toPrecision(digits))));
}
