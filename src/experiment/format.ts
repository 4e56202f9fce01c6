/** Numbers as people read them. */

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 60000 → "60,000"; fractions keep up to six significant digits, very small or large numbers an exponent. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouped.format(value);
  return String(Number(value.toPrecision(6)));
}

/** 0.9412 → "94.1%". */
export function formatPercent(fraction: number, digits = 1): string {
  return `${(100 * fraction).toFixed(digits)}%`;
}

/** A loss with three digits: 0.13056 → "0.131". */
export const formatLoss = (loss: number): string => String(Number(loss.toPrecision(3)));

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
  const text = value >= 10 ** digits ? String(Math.round(value)) : String(Number(value.toPrecision(digits)));
  return text;
}
