/** What this machine has trained for the scenes of a talk; scenes that show the same sweep share it. */
import type { SweepTrainer } from '../../state/sweepTrainer.ts';

export interface LiveRuns {
  /** The one trainer of a sweep, named by its link. */
  of(sweep: string): SweepTrainer;
  /** Ends it, and what it has trained is gone. */
  forget(sweep: string): void;
}

export function createLiveRuns(make: () => SweepTrainer): LiveRuns {
  const known = new Map<string, SweepTrainer>();
  return {
    of(sweep) {
      const trainer = known.get(sweep) ?? make();
      known.set(sweep, trainer);
      return trainer;
    },
    forget(sweep) {
      known.get(sweep)?.cancel();
      known.delete(sweep);
    },
  };
}
