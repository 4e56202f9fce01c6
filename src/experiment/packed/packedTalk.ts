/** A talk as text for a link's fragment: a version byte and its deflated JSON, in letters that addresses may hold. */
import { formatNumber } from '../format.ts';
import { TALK_VERSION, type Talk } from '../talk.ts';
import { readTalk, TALK_LIMIT } from '../talkFile.ts';
import { bytesOf, lettersOf, PackedError } from './bytes.ts';
import { deflate, inflate } from './deflate.ts';

/** Letters that a link may have: longer ones are cut off on their way. */
const TALK_LINK_LIMIT = 30_000;
const READ_LIMIT = 65_536;

export async function packTalk(talk: Talk): Promise<{ text: string } | { error: string }> {
  const body = new TextEncoder().encode(JSON.stringify(talk));
  const text = lettersOf(Uint8Array.from([TALK_VERSION, ...(await deflate(body))]));
  return text.length <= TALK_LINK_LIMIT
    ? { text }
    : {
        error: `The talk takes ${formatNumber(text.length)} letters, and a link holds ${formatNumber(TALK_LINK_LIMIT)}. Export it as a file instead.`,
      };
}

/** Reads any text; never throws. */
export async function unpackTalk(text: string): Promise<{ talk: Talk } | { error: string }> {
  const bad = (why: string): { error: string } => ({ error: `The talk in the link cannot be read: ${why}.` });
  if (text === '') return bad('there is none');
  if (text.length > READ_LIMIT)
    return bad(
      `it is ${formatNumber(text.length)} letters long, and at most ${formatNumber(READ_LIMIT)} are read`,
    );
  try {
    const [version, ...rest] = bytesOf(text);
    if (version > TALK_VERSION)
      return bad(
        `it was made by a newer Batchscope (version ${version}; this one reads version ${TALK_VERSION})`,
      );
    if (version !== TALK_VERSION) return bad(`${version} is not a version of packed talks`);
    const body = await inflate(Uint8Array.from(rest), TALK_LIMIT);
    return readTalk(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    if (error instanceof PackedError) return bad(error.message);
    if (error instanceof TypeError) return bad('it is no text');
    return bad('this browser cannot unpack it');
  }
}
