/** What the reader has set, guessed and answered; kept in this browser where it allows. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { object, read, text, type Shape } from '../../experiment/shape.ts';

const KEY = 'batchscope-learn';
/** Longer than any answer of the page. */
const LONGEST = 40;
const MOST = 100;

type Answers = Readonly<Record<string, string>>;

export interface Progress {
  /** The reader's own numbers. */
  examples: number;
  /** As it was set; `useOwn` gives no more than there are examples. */
  batchSize: number;
  epochs: number;
  /** By the id of the prediction. */
  guesses: Answers;
  /** By the id of the check: the option chosen. */
  checks: Answers;
  /** False where the browser keeps nothing. */
  kept: boolean;
}

export type ProgressStore = StoreApi<Progress>;

/** The article's own example. */
export const START = { examples: 10_000, batchSize: 100, epochs: 5 } as const;

const answers: Shape<Answers> = (value, path) => {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).slice(0, MOST);
  return Object.fromEntries(
    entries.map(([key, one]) => [key.slice(0, LONGEST), text(one, path).slice(0, LONGEST)]),
  );
};
const shape = object<Pick<Progress, 'guesses' | 'checks'>>({ guesses: answers, checks: answers });

function remembered(storage: Storage): Pick<Progress, 'guesses' | 'checks'> | undefined {
  const kept = storage.getItem(KEY);
  if (kept === null) return undefined;
  try {
    const found = read(shape, JSON.parse(kept));
    return 'value' in found ? found.value : undefined;
  } catch {
    return undefined;
  }
}

/** `storage` may throw wherever it is touched. */
export function createProgress(storage: () => Storage): ProgressStore {
  let kept = true;
  let before: Pick<Progress, 'guesses' | 'checks'> | undefined;
  try {
    before = remembered(storage());
  } catch {
    kept = false;
  }
  const store = createStore<Progress>(() => ({ ...START, guesses: {}, checks: {}, ...before, kept }));
  store.subscribe(({ guesses, checks }, last) => {
    if (guesses === last.guesses && checks === last.checks) return;
    try {
      if (Object.keys(guesses).length + Object.keys(checks).length === 0) storage().removeItem(KEY);
      else storage().setItem(KEY, JSON.stringify({ guesses, checks }));
    } catch {
      store.setState({ kept: false });
    }
  });
  return store;
}
