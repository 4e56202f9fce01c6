/** Workers that are started and have their data before they are asked for, so that a sweep's first points come at once. */
import type { TrialWorker } from '../experiment/job.ts';
import type { SweepSpec } from '../experiment/sweep.ts';

export interface WarmWorkers {
  /** Gets `count` workers ready for `spec`; resolves when they are. */
  prepare(spec: SweepSpec, count: number): Promise<void>;
  /** One that is ready, or else a new one. */
  take(): TrialWorker;
  /** The same for a while: a worker that is ended with nothing under way is ready again. */
  borrow(): TrialWorker;
  /** Ends those that nobody took. */
  drop(): void;
}

export function createWarmWorkers(start: () => TrialWorker): WarmWorkers {
  let ready: TrialWorker[] = [];
  let wanted = false;
  const take = (): TrialWorker => ready.pop() ?? start();
  return {
    async prepare(spec, count) {
      wanted = true;
      while (ready.length < count) ready.push(start());
      await Promise.allSettled(ready.map((worker) => worker.prepare?.(spec)));
    },
    take,
    borrow() {
      const worker = take();
      let busy = 0;
      return {
        async run(job, spec, on) {
          busy++;
          try {
            return await worker.run(job, spec, on);
          } finally {
            busy--;
          }
        },
        end() {
          if (wanted && busy === 0) ready.push(worker);
          else worker.end();
        },
      };
    },
    drop() {
      wanted = false;
      for (const worker of ready) worker.end();
      ready = [];
    },
  };
}
