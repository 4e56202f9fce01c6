/** Workers whose jobs end when the test says so. */
import {
  JobFault,
  type Job,
  type JobProgress,
  type JobResult,
  type TrialWorker,
} from '../../src/experiment/job.ts';
import type { RunErrorCode } from '../../src/experiment/run.ts';
import type { EngineOffer, SweepSpec } from '../../src/experiment/sweep.ts';
import { jobId } from '../../src/sweep/plan.ts';
import { runOf } from './support.ts';

export interface OpenJob {
  id: string;
  job: Job;
  worker: FakeWorker;
  on(progress: JobProgress): void;
  finish(loss?: number): void;
  fail(code?: RunErrorCode): void;
}

export class FakeWorker implements TrialWorker {
  ended = false;
  held = false;
  constructor(readonly shop: FakeShop) {}
  run(job: Job, spec: SweepSpec, on: (progress: JobProgress) => void): Promise<JobResult> {
    const { offers } = this.shop;
    return new Promise((resolve, reject) => {
      const id = jobId(spec, job);
      const close = (): void => void this.shop.open.splice(this.shop.open.indexOf(one), 1);
      const one: OpenJob = {
        ...{ id, job, worker: this, on },
        finish(loss = 0.5) {
          close();
          if (job.kind === 'look') return resolve({ kind: 'look', offers });
          resolve(
            job.kind === 'trial'
              ? { kind: 'trial', run: runOf(job.trial, [1, loss]) }
              : {
                  kind: 'speed',
                  sample: {
                    arm: job.arm,
                    engine: job.engine ?? 'cpu',
                    batchSize: job.batchSize,
                    updateMs: [10],
                    peakBytes: 1,
                  },
                },
          );
        },
        fail(code = 'worker-crashed') {
          close();
          reject(new JobFault({ code, message: `It ended with ${code}.`, advice: 'Again.' }));
        },
      };
      this.shop.open.push(one);
      this.shop.started.push(id);
    });
  }
  pause(): void {
    this.held = true;
  }
  resume(): void {
    this.held = false;
  }
  end(): void {
    this.ended = true;
    for (const one of this.shop.open.filter(({ worker }) => worker === this)) one.fail();
  }
}

export class FakeShop {
  readonly workers: FakeWorker[] = [];
  readonly open: OpenJob[] = [];
  readonly started: string[] = [];
  /** What a look finds. */
  offers: EngineOffer[] = [];
  startWorker = (): FakeWorker => {
    const worker = new FakeWorker(this);
    this.workers.push(worker);
    return worker;
  };
  get ids(): string[] {
    return this.open.map(({ id }) => id);
  }
  get alive(): number {
    return this.workers.filter(({ ended }) => !ended).length;
  }
}

/** Lets promises settle. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
