/** A stream of bytes, read into one array of a length that is known not to be passed. */

export interface Read {
  /** All that came; over the limit by at most a part. */
  bytes: Uint8Array<ArrayBuffer>;
  /** `over`: given up for the limit. `broken`: the stream failed, or `onPart` threw. */
  end: 'whole' | 'over' | 'broken';
}

/** Reads until the end or until more than `most` bytes came; never rejects. `onPart` is told the bytes so far. */
export async function readAtMost(
  stream: ReadableStream<Uint8Array>,
  most: number,
  onPart?: (length: number) => void,
): Promise<Read> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let end: Read['end'] = 'whole';
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      onPart?.(length);
      if (length > most) {
        end = 'over';
        break;
      }
    }
  } catch {
    end = 'broken';
  }
  if (end !== 'whole') reader.cancel().catch(() => undefined);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, end };
}
