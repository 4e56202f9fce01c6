/** The talk that is shown, and that this browser keeps. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scene, Talk } from '../experiment/talk.ts';
import { unpackTalk } from '../experiment/packed/packedTalk.ts';
import { MOST, readTalk, writeTalk } from '../experiment/talkFile.ts';

export const TALK_KEY = 'batchscope-talk';

/** Before a packed talk in a fragment. */
export const TALK_MARK = '#t=';

/** What is needed of a browser's storage. */
export type Keep = Pick<Storage, 'getItem' | 'setItem'>;

export interface TalkState {
  talk: Talk;
  /** Why the talk is not kept in this browser, if so. */
  notKept: string | undefined;
  /** It came with a link, and what is kept is another. */
  linked: boolean;
}

export interface Talks {
  readonly store: StoreApi<TalkState>;
  /** Shows it and keeps it. */
  keep(talk: Talk): void;
  /** Shows the talk that a fragment holds, if it holds one; why it cannot be shown, if so. What is kept stays. */
  open(hash: string): Promise<string | undefined>;
  /** Shows what another page of this browser has kept meanwhile; the talk of a link stays, and one that could not be kept. */
  refresh(): void;
  /** At the end; the reason where there are as many scenes as a talk may have, or where what is kept cannot be read and would be lost. */
  add(scene: Scene): { at: number } | { error: string };
}

interface Options {
  /** Undefined where the browser has none. */
  storage: Keep | undefined;
  /** The talk that comes with Batchscope. */
  first: Talk;
}

const GONE = 'This browser keeps nothing for this site: export the talk to have it again.';
const FULL = 'This browser has no room to keep the talk: export it to have it again.';
const UNREAD = (why: string): string =>
  `The talk kept in this browser cannot be read, and a scene added now would replace it. Change or import a talk in the lecture first. ${why}`;
const BROKEN = (why: string): string =>
  `The talk kept in this browser cannot be read, so this is the one that comes with Batchscope; the other stays until this one is changed. ${why}`;

/** The page's own storage; reading it may throw. */
export function pageStorage(): Keep | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

export function createTalks({ storage, first }: Options): Talks {
  const before = kept(storage);
  /** Why what is kept cannot be read. */
  let unread = before && 'error' in before ? before.error : undefined;
  const store = createStore<TalkState>(() => ({
    talk: before && 'talk' in before ? before.talk : first,
    notKept: unread === undefined ? (isGone(storage) ? GONE : undefined) : BROKEN(unread),
    linked: false,
  }));
  const keep = (talk: Talk): void => {
    unread = undefined;
    store.setState({ talk, notKept: write(storage, talk), linked: false });
  };
  return {
    store,
    keep,
    async open(hash) {
      if (!hash.startsWith(TALK_MARK)) return undefined;
      const found = await unpackTalk(hash.slice(TALK_MARK.length));
      if ('error' in found) return found.error;
      store.setState({ talk: found.talk, linked: true });
      return undefined;
    },
    refresh() {
      const { linked, notKept } = store.getState();
      if (linked || notKept !== undefined) return;
      const found = kept(storage);
      if (found && 'talk' in found) store.setState({ talk: found.talk });
    },
    add(scene) {
      if (unread !== undefined) return { error: UNREAD(unread) };
      const { talk } = store.getState();
      const { length } = talk.scenes;
      if (length >= MOST.scenes) return { error: `A talk has at most ${MOST.scenes} scenes.` };
      keep({ ...talk, scenes: [...talk.scenes, scene] });
      return { at: length };
    },
  };
}

/** Undefined where there is none. */
function kept(storage: Keep | undefined): ReturnType<typeof readTalk> | undefined {
  try {
    const text = storage?.getItem(TALK_KEY) ?? null;
    return text === null ? undefined : readTalk(text);
  } catch {
    return undefined;
  }
}

function isGone(storage: Keep | undefined): boolean {
  try {
    storage?.getItem(TALK_KEY);
    return storage === undefined;
  } catch {
    return true;
  }
}

function write(storage: Keep | undefined, talk: Talk): string | undefined {
  if (!storage) return GONE;
  try {
    storage.setItem(TALK_KEY, writeTalk(talk));
    return undefined;
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? FULL : GONE;
  }
}
