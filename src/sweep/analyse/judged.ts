/** What a judgement of the batch sizes of one task says. */
import type { Difference, decisionOf } from '../../science/verdict.ts';
import type { Ranged } from '../views.ts';

/** What a batch size came to with every seed. */
export interface Entrant {
  batchSize: number;
  bySeed: ReadonlyMap<number, number>;
  /** What one number is multiplied by, or added to, for all seeds alike; 0 unless given (logarithm of an update's time). */
  offset?: number;
}

export interface Place extends Entrant {
  /** Mean over the seeds that all have, `offset` added: the figure that sentence and chart show. */
  value: number;
  /** The value with its own 95% interval. */
  ranged: Ranged;
}

export interface Pair {
  /** The better one, by the mean, and the other. */
  better: Place;
  worse: Place;
  /** Of better minus worse, so that more is better, in the unit of the values. */
  difference: Difference;
  decision: ReturnType<typeof decisionOf>;
  /** The error that all seeds share; 0 where there is none. */
  shared: number;
}

/**
 * Why there is no verdict at all: runs are still to come, too few seeds, no size learned anything, the times that it rests on
 * were disturbed, or, `no spread`, the leader's lead over some is the same with every seed.
 */
export type Unsure = 'waiting' | 'one seed' | 'two seeds' | 'guessing' | 'disturbed' | 'no spread';

export interface Judgement {
  /** Best first, at least one. */
  places: Place[];
  /** All k(k - 1)/2, the clearest first. */
  pairs: Pair[];
  /** The best, and those that no interval tells from it. */
  ahead: Place[];
  unsure: Unsure | undefined;
  /** That all have. */
  seeds: number;
  /** Of all looks at this sweep, this one's. */
  level: number;
  comparisons: number;
}
