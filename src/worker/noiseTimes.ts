/** After which updates of a trial the noise scale is measured; docs/noise-scale.md says why there. */
import { examplesPerEpoch, lastBatchSize, updatesPerEpoch, type Remainder } from '../science/batch.ts';
import { nextLook } from './trialLooks.ts';

/** The last part of the training, which is summed up, is looked at this many times, evenly. */
const LAST_LOOKS = 13;
const LAST_SHARE = 1 / 5;

export interface NoiseTimesSettings {
  /** The updates to be made at most. */
  updates: number;
  /** Training examples N. */
  count: number;
  batchSize: number;
  remainder: Remainder;
}

export interface NoiseTimes {
  /** Updates from `update` to the next moment; Infinity after the last. */
  until(update: number): number;
  isDue(update: number): boolean;
  /** Whether `update` was made with an epoch's last, smaller batch. */
  isRagged(update: number): boolean;
}

/**
 * Before training, then a factor 1.2 apart in examples, and in the last fifth evenly. A moment that would fall right
 * after a smaller batch is moved to before it: what such a step leaves is no fair picture of the training about it.
 */
export function noiseTimes({ updates, count, batchSize, remainder }: NoiseTimesSettings): NoiseTimes {
  const each = updatesPerEpoch(count, batchSize, remainder);
  const examples = examplesPerEpoch(count, batchSize, remainder);
  const smaller = lastBatchSize(count, batchSize, remainder) < batchSize;
  const isRagged = (update: number): boolean => smaller && update > 0 && update % each === 0;
  const updateAt = (seen: number): number => {
    const epochs = Math.floor(seen / examples);
    return epochs * each + Math.ceil((seen - epochs * examples) / batchSize);
  };
  const due = new Set<number>();
  const add = (update: number): void => void due.add(isRagged(update) ? update - 1 : update);
  add(0);
  const from = (1 - LAST_SHARE) * updates;
  for (let seen = nextLook(0); updateAt(seen) < from; seen = nextLook(seen)) add(updateAt(seen));
  for (let i = 0; i < LAST_LOOKS; i++) add(Math.round(from + (LAST_SHARE * updates * i) / (LAST_LOOKS - 1)));
  const sorted = [...due].sort((a, b) => a - b);
  return {
    until: (update) => (sorted.find((one) => one > update) ?? Infinity) - update,
    isDue: (update) => due.has(update),
    isRagged,
  };
}
