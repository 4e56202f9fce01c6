/** The talk that is shown, and that this browser keeps. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scene, Talk } from '../experiment/talk.ts';
import { unpackTalk } from '../experiment/packed/packedTalk.ts';
import { MOST, readTalk, writeTalk } from '../experiment/talkFile.ts';

const KEY = 'batchscope-talk';

/** Before a packed talk in a fragment. */
export const TALK_MARK = '#t=';

/** What is needed of a browser's storage. */
export type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface TalkState {
  talk: Talk;
  /** Why the talk is not kept in this browser, if so. */
  notKept: string | undefined;
}

export interface Talks {
  readonly store: StoreApi<TalkState>;
  /** Shows it and keeps it. */
  keep(talk: Talk): void;
  /** Shows the talk that a fragment holds, if it holds one; why it cannot be shown, if so. What is kept stays. */
  open(hash: string): Promise<string | undefined>;
  /** The talk that comes with Batchscope again; nothing is kept. */
  reset(): void;
  /** At the end; the reason where there are as many scenes as a talk may have. */
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
  const store = createStore<TalkState>(() => read(storage, first));
  const keep = (talk: Talk): void => store.setState({ talk, notKept: write(storage, talk) });
  return {
    store,
    keep,
    async open(hash) {
      if (!hash.startsWith(TALK_MARK)) return undefined;
      const found = await unpackTalk(hash.slice(TALK_MARK.length));
      if ('error' in found) return found.error;
      store.setState({ talk: found.talk });
      return undefined;
    },
    reset() {
      try {
        storage?.removeItem(KEY);
      } catch {
        // What cannot be written cannot be there.
      }
      store.setState({ talk: first, notKept: storage ? undefined : GONE });
    },
    add(scene) {
      const { talk } = store.getState();
      const { length } = talk.scenes;
      if (length >= MOST.scenes) return { error: `A talk has at most ${MOST.scenes} scenes.` };
      keep({ ...talk, scenes: [...talk.scenes, scene] });
      return { at: length };
    },
  };
}

function read(storage: Keep | undefined, first: Talk): TalkState {
  if (!storage) return { talk: first, notKept: GONE };
  try {
    const text = storage.getItem(KEY);
    if (text === null) return { talk: first, notKept: undefined };
    const found = readTalk(text);
    return 'talk' in found
      ? { talk: found.talk, notKept: undefined }
      : { talk: first, notKept: BROKEN(found.error) };
  } catch {
    return { talk: first, notKept: GONE };
  }
}

function write(storage: Keep | undefined, talk: Talk): string | undefined {
  if (!storage) return GONE;
  try {
    storage.setItem(KEY, writeTalk(talk));
    return undefined;
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? FULL : GONE;
  }
}
