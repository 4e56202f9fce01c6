/** Times of one update at a batch size, with nothing else going on in this sweep. */
import { epochOrder } from '../science/batch.ts';
import { quantile } from '../science/stats.ts';
import { predictedUpdateMs } from '../engine/predict.ts';
import type { EngineName, ExperimentConfig } from '../experiment/config.ts';
import type { SpeedSample } from '../experiment/sweep.ts';
import type { TrialTools } from './trialTools.ts';

/** One repetition lasts at least this long, so that coarse clocks do. */
const LEAST_MS = 8;
/** Repetitions: as many as fit in here, within these bounds. */
const TOTAL_MS = 110;
const FEWEST = 5;
const MOST = 13;
const WARM_UP_MS = 6;
/** Upper over lower quartile: above it something disturbs, and repetitions go on, for at most so many rounds and so long. */
const UNSTEADY = 1.3;
const MORE_ROUNDS = 3;
/** Only so often is it asked whether they still scatter: to stop at the first moment they happen not to would hide it. */
const ROUND = 13;
const MORE_MS = 600;
/** A GPU compiles its shaders in the first update. */
const SHADERS_MS = 1000;

/** The engine to be timed is not to be had; the message says which runs instead, and why. */
export class NoSuchEngine extends Error {
  override name = 'NoSuchEngine';
}

/**
 * Updates over shuffled examples as in training, at learning rate 0, so that they go on as long as wanted; each
 * repetition until its losses are read back. The first updates are warm-up. Where the repetitions scatter, more are taken;
 * all are kept, so that the median is of the whole time.
 */
export async function measureSpeed(
  about: {
    arm: number;
    config: ExperimentConfig;
    /** On this engine and no other. */
    engine?: EngineName | undefined;
  },
  tools: TrialTools,
  signal: AbortSignal = new AbortController().signal,
): Promise<SpeedSample> {
  const { config } = about;
  const { run, data, report, model } = await tools.seat({ config, role: 'run' }, signal);
  if (about.engine !== undefined && report.got !== about.engine) throw new NoSuchEngine(report.why);
  const { count } = data.training;
  const { batchSize } = config;
  if (batchSize > count)
    throw new RangeError(`batch size ${batchSize} is more than the ${count} training examples`);
  const order = epochOrder(config.seed, 0, count);
  const whole = Math.floor(count / batchSize);
  let at = 0;
  /** Milliseconds of `updates` updates over whole batches, epoch after epoch. */
  const time = async (updates: number): Promise<number> => {
    const from = tools.now();
    for (let left = updates; left > 0;) {
      const now = Math.min(left, whole - at);
      run.update(order.subarray(at * batchSize, (at + now) * batchSize), batchSize, 0);
      at = (at + now) % whole;
      left -= now;
    }
    await run.losses();
    return tools.now() - from;
  };

  const { got, software } = report;
  const expected = predictedUpdateMs(model, batchSize, got, software) + (got === 'cpu' ? 0 : SHADERS_MS);
  tools.expect?.('measuring', Math.max(TOTAL_MS, expected));
  let updates = 1;
  let ms = await time(1);
  for (let warmed = ms; warmed < WARM_UP_MS || ms < LEAST_MS; warmed += ms) {
    updates =
      ms < LEAST_MS
        ? Math.max(updates + 1, Math.ceil((updates * 1.3 * LEAST_MS) / Math.max(ms, 0.2)))
        : updates;
    ms = await time(updates);
  }
  const updateMs: number[] = [];
  let total = 0;
  let more = false;
  const repeat = async (): Promise<void> => {
    await tools.yieldToEvents();
    signal.throwIfAborted();
    tools.expect?.('measuring', ms);
    const took = await time(updates);
    total += took;
    if (took < LEAST_MS / 2 && !more) {
      // The warm-up was held up by something else, and told too few updates to be timed by a coarse clock.
      updates *= 2;
      updateMs.length = 0;
      total = 0;
    } else updateMs.push(took / updates);
  };
  while (updateMs.length < MOST && (updateMs.length < FEWEST || total < TOTAL_MS)) await repeat();
  more = true;
  const until = total + MORE_MS;
  for (let round = 0; round < MORE_ROUNDS && total < until && spread(updateMs) > UNSTEADY; round++)
    for (let i = 0; i < ROUND && total < until; i++) await repeat();
  const { peakBytes } = run.memory();
  const emulated = got !== 'cpu' && software ? { software } : {};
  return { arm: about.arm, engine: got, batchSize, updateMs, peakBytes, ...emulated };
}

const spread = (times: readonly number[]): number => quantile(times, 0.75) / quantile(times, 0.25);
