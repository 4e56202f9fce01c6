/** Analyses are made once for the same data and choice: figure, small picture and closing sentence read the same one. */
import type { SweepData } from '../../experiment/sweep.ts';

/** Choices kept for one state of a sweep; more than all views together ask for. */
const MOST = 24;

/** `make`, remembered. The choice is plain data; a sweep's data never change, others come in their place. */
export function once<A extends unknown[], R>(make: (data: SweepData, ...choice: A) => R) {
  const known = new WeakMap<SweepData, Map<string, R>>();
  return (data: SweepData, ...choice: A): R => {
    const made = known.get(data) ?? new Map<string, R>();
    known.set(data, made);
    const key = JSON.stringify(choice);
    const before = made.get(key);
    if (before !== undefined) return before;
    const result = make(data, ...choice);
    const [oldest] = made.keys();
    if (made.size >= MOST && oldest !== undefined) made.delete(oldest);
    made.set(key, result);
    return result;
  };
}
