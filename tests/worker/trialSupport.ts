/** Real data and the real cpu engine for tests of trials, in this process. */
import { generate, isGenerated } from '../../src/datasets/generate.ts';
import { startCpuEngine } from '../../src/engine/cpu/engine.ts';
import { JobFault, type TrialWorker } from '../../src/experiment/job.ts';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
import type { SweepData, SweepSpec, Trial } from '../../src/experiment/sweep.ts';
import { runError } from '../../src/worker/faults.ts';
import { configOfJob } from '../../src/worker/jobConfig.ts';
import { measureSpeed } from '../../src/worker/speedTest.ts';
import { runTrial } from '../../src/worker/trial.ts';
import { createTrialTools, type TrialTools, type TrialWorld } from '../../src/worker/trialTools.ts';
import { CONFIG } from './fakes.ts';

export const MOONS: ExperimentConfig = { ...CONFIG, model: 'mlp', hidden: [8], learningRate: 0.1 };

export function realTools(change: Partial<TrialWorld> = {}): TrialTools {
  return createTrialTools({
    async loadDataset(settings) {
      if (!isGenerated(settings.dataset)) throw new Error('only generated data here');
      return { dataset: generate(settings.dataset, settings), notes: [] };
    },
    startEngine: async (asked) => ({
      engine: await startCpuEngine(),
      asked,
      got: 'cpu',
      why: 'Running on cpu, as asked.',
    }),
    now: () => performance.now(),
    date: () => Date.now(),
    // In Node a message channel would starve its timers.
    yieldToEvents: () => new Promise((resolve) => setImmediate(resolve)),
    ...change,
  });
}

export function trialOf(config: ExperimentConfig, updates: number, more: Partial<Trial> = {}): Trial {
  return {
    ...{
      id: 'a',
      arm: 0,
      role: 'run',
      config,
      updates,
      until: undefined,
      noise: false,
    },
    ...more,
  };
}

export function specOf(change: Partial<SweepSpec> = {}, base: Partial<ExperimentConfig> = {}): SweepSpec {
  const config = { ...MOONS, ...base };
  return {
    base: config,
    arms: [{ dataset: config.dataset, model: config.model }],
    batchSizes: [10, 100],
    seeds: 2,
    lrRule: 'fixed',
    budget: { unit: 'epochs', amount: 2, until: undefined },
    noise: false,
    kind: 'train',
    ...change,
  };
}

export const dataOf = (spec: SweepSpec, change: Partial<SweepData> = {}): SweepData => ({
  ...{ id: 's', spec, preset: undefined, createdAt: 0, speeds: [], runs: [] },
  ...change,
});

/** A TrialWorker that does its jobs in this process. */
export function localWorker(tools = realTools()): TrialWorker {
  const control = new AbortController();
  const { signal } = control;
  return {
    async run(job, spec, on) {
      try {
        if (job.kind === 'look') return { kind: 'look', offers: [] };
        if (job.kind === 'trial') {
          const { id: jobId } = job.trial;
          const run = await runTrial(job.trial, tools, { signal, on: (p) => on({ jobId, ...p }) });
          return { kind: 'trial', run };
        }
        const about = { arm: job.arm, config: configOfJob(spec, job) };
        return { kind: 'speed', sample: await measureSpeed(about, tools, signal) };
      } catch (reason) {
        throw new JobFault(runError(reason));
      }
    },
    end: () => control.abort(),
  };
}
