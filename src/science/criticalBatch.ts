/** The critical batch size: how many updates a target costs at every batch size (McCandlish et al. 2018, arXiv 1812.06162). */
import { profileOf } from './profile.ts';
import { tQuantile } from './studentT.ts';
import { LEAST_SPREAD, normalFit, type CensoredValue } from './tobit.ts';

/** What one run needed to the target. */
export interface UpdatesToTarget {
  batchSize: number;
  updates: number;
  /** The run ended before the target: `updates` is then a lower bound. */
  censored: boolean;
  seed: number;
}

/**
 * `minUpdates` S_min and `criticalBatch` Bc with its 95% interval, 0 < low ≤ criticalBatch ≤ high < Infinity. `residual`: root
 * mean square of the residuals of log S over the runs that reached the target, so 0.1 is about 10%. `reason`: a sentence for
 * the reader.
 */
export type CriticalFit =
  | {
      status: 'fitted';
      minUpdates: number;
      criticalBatch: number;
      low: number;
      high: number;
      residual: number;
    }
  | { status: 'unidentifiable'; reason: string };

const LEVEL = 0.95;

/** Batch sizes that must have reached the target. */
const LEAST_BATCH_SIZES = 3;

/** Bc is looked for up to this factor beyond the batch sizes; from there on the curve cannot be told from its limit. */
const BEYOND = 1000;

/** S = S_min(1 + Bc/B) updates (McCandlish et al. 2018, equation 2.11). */
export function updatesAt(fit: { minUpdates: number; criticalBatch: number }, batchSize: number): number {
  return fit.minUpdates * (1 + fit.criticalBatch / batchSize);
}

/**
 * The batch size with the least time to the target, √(Bc·t0/c): the minimum over B of S_min(1 + Bc/B)(t0 + cB), which follows
 * from the two laws (S: McCandlish et al. 2018, equation 2.11; t: throughput.ts). 0 where the overhead is 0: the smaller
 * the faster then.
 * @throws RangeError when Bc or c is not above 0, or t0 is below 0.
 */
export function fastestBatch(about: {
  criticalBatch: number;
  overheadMs: number;
  perExampleMs: number;
}): number {
  const { criticalBatch, overheadMs, perExampleMs } = about;
  if (!(criticalBatch > 0 && perExampleMs > 0 && overheadMs >= 0))
    throw new RangeError(
      `Bc > 0, c > 0, t0 ≥ 0 are needed, got ${criticalBatch}, ${perExampleMs}, ${overheadMs}`,
    );
  return Math.sqrt((criticalBatch * overheadMs) / perExampleMs);
}

const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0);

/**
 * How much more the batch sizes' means scatter about the curve than the runs of one batch size explain, at least 1: the mean
 * square of lack of fit over the pooled one (Draper & Smith 1998, "Applied Regression Analysis", 2.1), over batch sizes all
 * of whose runs reached the target. What all seeds of a batch size share, such as a rate tuned on a coarse grid, does this.
 */
function lackOfFit(runs: readonly UpdatesToTarget[], residuals: readonly number[]): number {
  const groups = new Map<number, number[]>();
  const spoilt = new Set<number>();
  runs.forEach(({ batchSize, censored }, i) => {
    groups.set(batchSize, [...(groups.get(batchSize) ?? []), residuals[i]]);
    if (censored) spoilt.add(batchSize);
  });
  const whole = [...groups].filter(([batchSize]) => !spoilt.has(batchSize)).map(([, group]) => group);
  if (whole.length < LEAST_BATCH_SIZES) return 1;
  const between = sum(whole.map((group) => sum(group) ** 2 / group.length)) / (whole.length - 2);
  const all = whole.flat();
  const pooled = sum(all.map((r) => r * r)) / (all.length - 2);
  return Math.max(1, between / Math.max(pooled, LEAST_SPREAD ** 2));
}

/** Why the runs cannot be fitted at all, or undefined. */
function refusal(runs: readonly UpdatesToTarget[]): string | undefined {
  for (const { batchSize, updates } of runs)
    if (!(batchSize > 0 && batchSize < Infinity && updates >= 0 && updates < Infinity))
      throw new RangeError(
        `batch sizes above 0 and updates of at least 0 are needed, got ${batchSize}, ${updates}`,
      );
  const reached = runs.filter((r) => !r.censored);
  if (reached.length === 0) return 'No run reached the target, so the critical batch size cannot be told.';
  if (reached.some((r) => r.updates === 0))
    return 'The target was met before the first update, so the critical batch size cannot be told.';
  const sizes = new Set(reached.map((r) => r.batchSize)).size;
  if (sizes < LEAST_BATCH_SIZES)
    return `Only ${sizes} batch ${sizes === 1 ? 'size' : 'sizes'} reached the target; the critical batch size cannot be told from fewer than ${LEAST_BATCH_SIZES}.`;
  return undefined;
}

/** Why there is no end to the interval below, above, or on either side. */
function unbounded(below: boolean, above: boolean): string {
  const start = 'The critical batch size cannot be told from these batch sizes';
  if (below && above) return `${start}: the runs scatter too much.`;
  if (below)
    return `${start}: it may lie far below the smallest of them, where larger batches save no updates.`;
  return `${start}: it may lie far above the largest of them, where doubling the batch halves the updates.`;
}

/**
 * Fits S = S_min(1 + Bc/B) by maximum likelihood in log S with normal errors. A run that did not reach the target counts with
 * the probability that it needs more updates than it had; leaving such runs out would keep only the lucky ones. The
 * likelihood is maximised over S_min and the errors' spread for every log Bc.
 *
 * The interval holds every Bc whose log-likelihood is within n/2·log(1 + φt²/(n - 2)) of the greatest, n runs that reached the
 * target, t the 0.975 quantile with (n - 2)/φ degrees of freedom, φ ≥ 1 the lack of fit. With φ = 1 and nothing censored that
 * is exactly the F interval of nonlinear least squares; when all the scatter is between batch sizes it is that of their
 * means. Runs of one seed share initial weights, which moves all batch sizes alike and so S_min, not Bc; that is left in the
 * errors, which errs on the side of caution. One seed is enough: the spread is then that about the curve.
 *
 * `unidentifiable`: fewer than 3 batch sizes reached the target, or the interval has no end on one side within a factor 1,000
 * of the batch sizes. Meaningful only for runs whose learning rate was tuned at every batch size (Shallue et al. 2019, arXiv
 * 1811.03600).
 *
 * Source: McCandlish et al. 2018 (arXiv 1812.06162), equation 2.11; Tobin 1958, Econometrica 26 (censoring); Bates & Watts
 * 1988, "Nonlinear Regression Analysis and Its Applications", 6.1 (profiles and their t calibration).
 * @throws RangeError for a batch size that is not above 0, updates below 0, or either not finite.
 */
export function fitCriticalBatch(runs: readonly UpdatesToTarget[]): CriticalFit {
  const refused = refusal(runs);
  if (refused !== undefined) return { status: 'unidentifiable', reason: refused };
  /** Less those that say only "more than 0 updates". */
  const telling = runs.filter((r) => r.updates > 0);
  const sizes = telling.map((r) => r.batchSize);

  /** The runs with Bc's part of log S taken off: what is left is log S_min and errors. */
  const flattened = (logBc: number): CensoredValue[] =>
    telling.map(({ batchSize, updates, censored }) => ({
      value: Math.log(updates) - Math.log1p(Math.exp(logBc) / batchSize),
      censored,
    }));
  const profile = profileOf(
    (logBc) => normalFit(flattened(logBc)).logLikelihood,
    Math.log(Math.min(...sizes) / BEYOND),
    Math.log(Math.max(...sizes) * BEYOND),
  );

  const values = flattened(profile.best);
  const { mean } = normalFit(values);
  const residuals = values.map((v) => v.value - mean);
  const reached = residuals.filter((_, i) => !telling[i].censored);
  const excess = lackOfFit(telling, residuals);
  const degrees = reached.length - 2;
  const t = tQuantile(1 - (1 - LEVEL) / 2, degrees / excess);
  const { low, high } = profile.within((reached.length / 2) * Math.log1p((excess * t * t) / degrees));
  if (low === undefined || high === undefined)
    return { status: 'unidentifiable', reason: unbounded(low === undefined, high === undefined) };
  return {
    status: 'fitted',
    minUpdates: Math.exp(mean),
    criticalBatch: Math.exp(profile.best),
    low: Math.exp(low),
    high: Math.exp(high),
    residual: Math.sqrt(sum(reached.map((r) => r * r)) / reached.length),
  };
}
