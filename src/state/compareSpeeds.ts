/** Update times that this browser has measured, by task, for forecasts before a sweep starts. */
import type { TrialWorker } from '../experiment/job.ts';
import type { SpeedSample, SweepSpec } from '../experiment/sweep.ts';

export interface SpeedBook {
  /** Times of elsewhere, as a file brings them, are left out. */
  note(spec: SweepSpec, samples: readonly SpeedSample[]): void;
  /** What is known of a sweep's tasks, as samples of that sweep. */
  of(spec: SweepSpec): SpeedSample[];
  /** Times the smallest and the largest batch of each task that is not known yet, alone, in a worker of its own. */
  measure(spec: SweepSpec): Promise<void>;
  /** Gives measuring up. */
  stop(): void;
}

interface Options {
  startWorker(): TrialWorker;
  onMeasured(): void;
}

/** What the time of an update depends on, but for the batch size. */
function taskOf({ base, arms }: SweepSpec, arm: number): string {
  const { dataset, model } = arms[arm];
  const { dimension, hidden, activation, optimizer, engine, microBatch } = base;
  return JSON.stringify([dataset, dimension, model, hidden, activation, optimizer, engine, microBatch]);
}

export function createSpeedBook({ startWorker, onMeasured }: Options): SpeedBook {
  const pages = new Map<string, SpeedSample[]>();
  let worker: TrialWorker | undefined;
  let measuring = '';

  const book: SpeedBook = {
    note(spec, samples) {
      for (const sample of samples) {
        if (!spec.arms[sample.arm] || sample.environment || sample.failed !== undefined) continue;
        const task = taskOf(spec, sample.arm);
        const known = (pages.get(task) ?? []).filter(
          (one) => one.batchSize !== sample.batchSize || one.engine !== sample.engine,
        );
        pages.set(task, [...known, sample]);
      }
    },
    of: (spec) =>
      spec.arms.flatMap((_, arm) =>
        (pages.get(taskOf(spec, arm)) ?? []).map((sample) => ({ ...sample, arm })),
      ),
    async measure(spec) {
      const sizes = [...new Set([spec.batchSizes[0], spec.batchSizes[spec.batchSizes.length - 1]])];
      const wanted = spec.arms.flatMap((_, arm) => {
        const known = pages.get(taskOf(spec, arm)) ?? [];
        return sizes
          .filter((size) => !known.some((one) => one.batchSize === size))
          .map((batchSize) => ({ arm, batchSize }));
      });
      const name = JSON.stringify([spec.arms, spec.base, wanted]);
      if (wanted.length === 0 || name === measuring) return;
      book.stop();
      measuring = name;
      const mine = startWorker();
      worker = mine;
      try {
        for (const { arm, batchSize } of wanted) {
          const result = await mine.run({ kind: 'speed', arm, batchSize }, spec, () => undefined);
          if (worker !== mine) return;
          if (result.kind === 'speed') book.note(spec, [result.sample]);
          onMeasured();
        }
      } catch {
        // Without a measurement the forecast stays one, and the sweep itself says what is wrong.
      } finally {
        if (worker === mine) book.stop();
      }
    },
    stop() {
      worker?.end();
      worker = undefined;
      measuring = '';
    },
  };
  return book;
}
