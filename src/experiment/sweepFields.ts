/** A sweep's set-up as texts, as typed, and the sweep that they mean or what is wrong with them. */
import { armConfig } from './arms.ts';
import { DATASETS, hasClasses } from './catalog.ts';
import type { ExperimentConfig } from './config.ts';
import { trainingCount } from './derive.ts';
import { readNumber, shorten, type Parsed } from './fieldKinds.ts';
import { formatNumber } from './format.ts';
import type { Budget, BudgetUnit, LrRule, SweepSpec, Target } from './sweep.ts';
import { formatArms, formatBatchSizes, readArms, readBatchSizes } from './sweepLists.ts';

export interface SweepDraft {
  preset?: string;
  /** '' for the base's own dataset and model. */
  arms: string;
  batchSizes: string;
  seeds: string;
  lrRule: string;
  budgetUnit: string;
  budgetAmount: string;
  untilMetric: 'none' | 'loss' | 'accuracy';
  untilValue: string;
  /** '' for none. */
  noise: boolean;
  kind: 'train' | 'speed';
}

export type SweepErrors = Partial<Record<keyof SweepDraft, string>>;

export const LR_RULES: readonly LrRule[] = ['fixed', 'linear', 'sqrt', 'tuned'];
export const BUDGET_UNITS: readonly BudgetUnit[] = ['epochs', 'updates', 'examples', 'seconds'];
export const SEEDS_LIMIT = 10;
const LAST_SEED = 4294967295;

/** Greatest amounts; an epoch is at most 60,000 examples. */
export const BUDGET_LIMITS: Readonly<Record<BudgetUnit, number>> = {
  epochs: 1000,
  updates: 60_000_000,
  examples: 60_000_000,
  seconds: 86_400,
};

function readOption<T extends string>(name: string, text: string, options: readonly T[]): Parsed<T> {
  const found = options.find((option) => option === text);
  return found === undefined
    ? { error: `${name} “${shorten(text)}” is not on offer; choose ${options.join(', ')}.` }
    : { value: found };
}

function readWhole(name: string, text: string, max: number, about = ''): Parsed<number> {
  const wanted = `a whole number from 1 to ${formatNumber(max)}${about}`;
  if (text.trim() === '') return { error: `${name} is empty; enter ${wanted}.` };
  const value = readNumber(text);
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= max
    ? { value }
    : { error: `${name} “${shorten(text)}” must be ${wanted}.` };
}

function readSeeds(text: string, base: ExperimentConfig): Parsed<number> {
  const read = readWhole('Seeds', text, SEEDS_LIMIT);
  if ('error' in read || base.seed + read.value - 1 <= LAST_SEED) return read;
  return {
    error: `Seeds “${shorten(text)}” from seed ${base.seed} on go beyond ${LAST_SEED}; enter at most ${LAST_SEED - base.seed + 1} or a smaller seed.`,
  };
}

function readAmount(unit: BudgetUnit, text: string): Parsed<number> {
  const max = BUDGET_LIMITS[unit];
  if (unit !== 'seconds') return readWhole('Budget', text, max, ` ${unit}`);
  const wanted = `a number of seconds above 0 up to ${formatNumber(max)}`;
  if (text.trim() === '') return { error: `Budget is empty; enter ${wanted}.` };
  const value = readNumber(text);
  return value !== undefined && value > 0 && value <= max
    ? { value }
    : { error: `Budget “${shorten(text)}” must be ${wanted}.` };
}

/** Why a target accuracy makes no sense on these tasks; undefined where it does. */
function noAccuracy(arms: SweepSpec['arms']): string | undefined {
  const without = arms.find(({ dataset }) => !hasClasses(dataset));
  return without === undefined
    ? undefined
    : `Target accuracy is not defined on ${DATASETS[without.dataset].name}, whose answers are numbers; choose loss.`;
}

/** A loss above 0, or an accuracy up to 1, also as "90%". */
export function readTarget(metric: Target['metric'], text: string): Parsed<Target> {
  const wanted =
    metric === 'loss'
      ? 'a number above 0 up to 1,000'
      : 'a share of the examples above 0 up to 1, such as 0.9 or 90%';
  const name = metric === 'loss' ? 'Target loss' : 'Target accuracy';
  const given = text.trim();
  if (given === '') return { error: `${name} is empty; enter ${wanted}.` };
  const percent = metric === 'accuracy' && given.endsWith('%');
  const number = readNumber(percent ? given.slice(0, -1) : given);
  const value = number !== undefined && percent ? Number((number / 100).toPrecision(15)) : number;
  return value !== undefined && value > 0 && value <= (metric === 'loss' ? 1000 : 1)
    ? { value: { metric, value } }
    : { error: `${name} “${shorten(given)}” must be ${wanted}.` };
}

/** The amount of a budget where only its unit was given. */
export function defaultAmount(unit: BudgetUnit, base: ExperimentConfig): number {
  return { epochs: base.epochs, updates: 1000, examples: trainingCount(base), seconds: 10 }[unit];
}

/** 8, 64, 512, as far as there are so many training examples. */
export function defaultSizes(count: number): number[] {
  const sizes = [8, 64, 512].filter((size) => size <= count);
  return sizes.length > 0 ? sizes : [count];
}

/** A small sweep on the task of `base`. */
export function defaultSweep(base: ExperimentConfig): SweepSpec {
  return {
    base,
    arms: [{ dataset: base.dataset, model: base.model }],
    batchSizes: defaultSizes(trainingCount(base)),
    seeds: Math.min(3, LAST_SEED - base.seed + 1),
    lrRule: 'fixed',
    budget: { unit: 'epochs', amount: base.epochs, until: undefined },
    noise: false,
    kind: 'train',
  };
}

/** The texts of a sweep's set-up. */
export function sweepDraftOf(spec: SweepSpec): SweepDraft {
  const { until } = spec.budget;
  return {
    arms: formatArms(spec.arms, spec.base),
    batchSizes: formatBatchSizes(spec.batchSizes),
    seeds: String(spec.seeds),
    lrRule: spec.lrRule,
    budgetUnit: spec.budget.unit,
    budgetAmount: String(spec.budget.amount),
    untilMetric: until?.metric ?? 'none',
    untilValue: until === undefined ? '' : String(until.value),
    noise: spec.noise,
    kind: spec.kind,
  };
}

/**
 * Reads the texts. The base of the sweep is `base` on the first of the tasks. Where a text is in error `spec` is
 * undefined and the message says what it is and what would be right.
 */
export function readSweep(
  draft: SweepDraft,
  base: ExperimentConfig,
): { spec: SweepSpec | undefined; errors: SweepErrors } {
  const errors: SweepErrors = {};
  const take = <T, D>(key: keyof SweepDraft, read: Parsed<T>, otherwise: D): T | D => {
    if ('value' in read) return read.value;
    errors[key] = read.error;
    return otherwise;
  };
  const arms = take('arms', readArms(draft.arms, base), [{ dataset: base.dataset, model: base.model }]);
  const ofFirst = armConfig(base, arms[0]);
  const batchSizes = take('batchSizes', readBatchSizes(draft.batchSizes, ofFirst, arms), undefined);
  const seeds = take('seeds', readSeeds(draft.seeds, base), undefined);
  const lrRule = take('lrRule', readOption('Learning rate rule', draft.lrRule, LR_RULES), undefined);
  const unit = take('budgetUnit', readOption('Budget', draft.budgetUnit, BUDGET_UNITS), undefined);
  const amount = unit && take('budgetAmount', readAmount(unit, draft.budgetAmount), undefined);
  const until =
    draft.untilMetric === 'none'
      ? undefined
      : take('untilValue', readTarget(draft.untilMetric, draft.untilValue), undefined);
  const unfit = draft.untilMetric === 'accuracy' && !errors.untilValue && noAccuracy(arms);
  if (unfit) errors.untilMetric = unfit;
  if (Object.keys(errors).length > 0 || !batchSizes || !seeds || !lrRule || !unit || !amount)
    return { spec: undefined, errors };
  const budget: Budget = { unit, amount, until };
  const { noise, kind } = draft;
  return {
    spec: { base: ofFirst, arms, batchSizes, seeds, lrRule, budget, noise, kind },
    errors,
  };
}
