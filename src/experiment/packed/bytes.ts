/** Numbers and texts as bytes, and bytes as the letters that a link may hold. */

/** What is wrong with packed bytes, in words. */
export class PackedError extends Error {
  override name = 'PackedError';
}

const GROUP = 128;

export const times = <T>(length: number, read: () => T): T[] => Array.from({ length }, read);

/** Whole numbers in groups of seven bits, low first; signed ones with their sign in the lowest bit. */
export class ByteWriter {
  #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  count(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`a count must be a whole number of at least 0, got ${value}`);
    let rest = value;
    for (; rest >= GROUP; rest = Math.floor(rest / GROUP)) this.#bytes.push(GROUP + (rest % GROUP));
    this.#bytes.push(rest);
  }

  signed(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.count(bytes.length);
    for (const byte of bytes) this.#bytes.push(byte);
  }

  bits(values: readonly boolean[]): void {
    for (let i = 0; i < values.length; i += 8)
      this.#bytes.push(values.slice(i, i + 8).reduce((byte, on, k) => byte + (on ? 2 ** k : 0), 0));
  }

  /** Each number less the one before it. */
  running(values: readonly number[]): void {
    let before = 0;
    for (const value of values) {
      this.signed(value - before);
      before = value;
    }
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}

/** @throws PackedError where the bytes are not what was asked for. */
export class ByteReader {
  #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    if (this.left === 0) throw new PackedError('it ends too early');
    return this.#bytes[this.#at++];
  }

  /** A whole number of at most `most`; `what` names it where it is larger. */
  count(most: number, what: string): number {
    let value = 0;
    for (let scale = 1; ; scale *= GROUP) {
      const byte = this.byte();
      value += (byte % GROUP) * scale;
      if (value > most) throw new PackedError(`${what} is larger than it can be`);
      if (byte < GROUP) return value;
      if (scale > Number.MAX_SAFE_INTEGER / GROUP) throw new PackedError(`${what} has no end`);
    }
  }

  signed(what: string): number {
    const value = this.count(Number.MAX_SAFE_INTEGER, what);
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  /** Numbers that were written as differences; each from 0 to `most`. */
  running(length: number, most: number, what: string): number[] {
    let value = 0;
    return times(length, () => {
      value += this.signed(what);
      if (value < 0 || value > most) throw new PackedError(`${what} is not what it can be`);
      return value;
    });
  }

  text(most: number, what: string): string {
    const length = this.count(most, what);
    if (length > this.left) throw new PackedError('it ends too early');
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new PackedError(`${what} is no text`);
    }
  }

  bits(length: number): boolean[] {
    const bytes = Array.from({ length: Math.ceil(length / 8) }, () => this.byte());
    return Array.from({ length }, (_, i) => Math.floor(bytes[i >> 3] / 2 ** (i % 8)) % 2 === 1);
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64 for addresses, without padding (RFC 4648, section 5). */
export function lettersOf(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const group = a * 65_536 + b * 256 + c;
    const letters = [18, 12, 6, 0].map((shift) => LETTERS[(group >> shift) & 63]);
    text += letters.slice(0, bytes.length - i + 1).join('');
  }
  return text;
}

/** @throws PackedError where a letter is not of the alphabet, or one is missing. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const rest = text.length % 4;
  if (rest === 1) throw new PackedError('a letter is missing');
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let group = 0;
    for (let k = 0; k < 4; k++) {
      const letter = i + k < text.length ? LETTERS.indexOf(text[i + k]) : 0;
      if (letter < 0) throw new PackedError('it has a letter that no packed link has');
      group = group * 64 + letter;
    }
    for (const shift of [16, 8, 0]) if (at < bytes.length) bytes[at++] = (group >> shift) & 255;
  }
  return bytes;
}
