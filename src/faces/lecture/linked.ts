/** The talk of a link leaves the address to the number of its scene, and stays with this entry of the browser's history, so that a reload comes back to it. */
import { TALK_MARK } from '../../state/talk.ts';

interface Entry {
  talk: string;
}

const isEntry = (state: unknown): state is Entry =>
  typeof state === 'object' && state !== null && 'talk' in state && typeof state.talk === 'string';

/** The fragment with the talk that this page is to show; empty where it is the reader's own. */
export function linkedTalk(hash: string, state: unknown): string {
  if (hash.startsWith(TALK_MARK)) return hash;
  return isEntry(state) ? state.talk : '';
}

/** What the history keeps of it. */
export const entryOf = (fragment: string): Entry => ({ talk: fragment });
