/** What happened in a run, in one sentence, computed from its record; and which batch size to try next. */
import { differenceError } from '../science/stats.ts';
import type { EngineName, ExperimentConfig } from './config.ts';
import { DATASETS } from './catalog.ts';
import { trainingCount } from './derive.ts';
import { differences } from './differences.ts';
import { formatDuration, formatLoss, formatNumber, formatPercent } from './format.ts';
import type { Evaluation, Position, RunStatus } from './run.ts';

export interface SummaryInput {
  config: ExperimentConfig;
  trainingCount: number;
  evaluations: readonly Evaluation[];
  position: Position;
  engine: EngineName;
  status: RunStatus;
  retuned: boolean;
}

const points = (share: number): string => (100 * Math.abs(share)).toFixed(1);
const plural = (n: number, noun: string): string => `${formatNumber(n)} ${noun}${n === 1 ? '' : 's'}`;
const time = (seconds: number): string => formatDuration(1000 * seconds);
const named = (run: SummaryInput): string => `batch size ${formatNumber(run.config.batchSize)}`;
const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

function lastValidation(run: SummaryInput, upToEpoch = Infinity): Evaluation | undefined {
  return run.evaluations.findLast((e) => e.split === 'validation' && e.epoch <= upToEpoch + 1e-6);
}

/** "94.1% validation accuracy", or where there are no classes "validation loss 0.131". */
const scoreOf = ({ accuracy, loss }: Evaluation): string =>
  accuracy === undefined
    ? `validation loss ${formatLoss(loss)}`
    : `${formatPercent(accuracy)} validation accuracy`;

const measured = ({ accuracy, loss }: Evaluation): string =>
  accuracy === undefined ? `loss was ${formatLoss(loss)}` : `accuracy was ${formatPercent(accuracy)}`;

/** What the last whole epoch changed, when both its ends were evaluated on equally many examples. */
function lastEpochClause(run: SummaryInput): string {
  const { epochs } = run.config;
  const end = lastValidation(run);
  const start = lastValidation(run, epochs - 1);
  if (epochs < 2 || !end || !start) return '';
  if (Math.abs(start.epoch - (epochs - 1)) > 1e-6 || start.count !== end.count) return '';
  if (end.accuracy === undefined || start.accuracy === undefined) return '';
  const gain = end.accuracy - start.accuracy;
  if (points(gain) === '0.0') return '; the last epoch did not change that';
  return gain > 0
    ? `; the last epoch still gained ${points(gain)} points`
    : `; the last epoch lost ${points(gain)} points`;
}

function oneRun(run: SummaryInput): string {
  const { config, position, status } = run;
  const last = lastValidation(run);
  const updates = `${plural(position.update, 'update')} in ${time(position.seconds)} of training`;
  const who = run.retuned
    ? `With settings changed on the way (batch size ${formatNumber(config.batchSize)} at the start)`
    : `With ${named(run)}`;
  const reached = last ? ` and reached ${scoreOf(last)}` : '';
  if (status === 'finished')
    return `${who} the network made ${updates}${reached}${run.retuned ? '' : lastEpochClause(run)}.`;
  const where = `${plural(position.update, 'update')}, ${Number(position.epoch.toPrecision(2))} of ${plural(config.epochs, 'epoch')}`;
  const stood = last ? `; validation ${measured(last)} when last measured` : '';
  switch (status) {
    case 'stopped':
      return `${who} the training was stopped after ${where}${stood}.`;
    case 'failed':
      return `${who} the training failed after ${where}${stood}.`;
    case 'preparing':
    case 'running':
    case 'paused':
      return `${who} the network has so far made ${updates}${last ? ` and stands at ${scoreOf(last)}` : ''}.`;
    default:
      return status satisfies never;
  }
}

const PARTS: Readonly<Record<number, string>> = {
  2: 'half of the',
  3: 'a third of the',
  4: 'a quarter of the',
  5: 'a fifth of the',
  8: 'an eighth of the',
  10: 'a tenth of the',
  16: 'a sixteenth of the',
  100: 'a hundredth of the',
  1000: 'a thousandth of the',
};

const times = (ratio: number): string =>
  Number.isInteger(ratio) ? formatNumber(ratio) : `about ${formatNumber(Number(ratio.toPrecision(2)))}`;

function updatesClause(run: SummaryInput, before: SummaryInput): string {
  const mine = run.position.update;
  const other = before.position.update;
  const against = `(${formatNumber(mine)} against ${formatNumber(other)})`;
  const { epochs } = run.config;
  const over = epochs === 1 ? 'in the same epoch' : `in the same ${formatNumber(epochs)} epochs`;
  const subject = capital(named(run));
  const than = named(before);
  if (mine === other)
    return `${subject} made just as many updates as ${than} (${formatNumber(mine)}) ${over}`;
  if (mine > other) {
    const twice = mine === 2 * other ? 'twice' : `${times(mine / other)} times`;
    return `${subject} made ${twice} as many updates as ${than} ${against} ${over}`;
  }
  const part = PARTS[other / mine] ?? `about ${Number(((100 * mine) / other).toPrecision(2))}% of the`;
  return `${subject} made ${part} updates of ${than} ${against} ${over}`;
}

/** Under two standard errors apart no difference is claimed; under four the single seed is named. */
function accuracyClause(run: SummaryInput, before: SummaryInput): string {
  const a = lastValidation(run);
  const b = lastValidation(before);
  if (!a || !b) return '';
  if (a.accuracy === undefined || b.accuracy === undefined)
    return ` and reached ${scoreOf(a)} against ${formatLoss(b.loss)} (one seed each, so take small differences lightly)`;
  const error = differenceError({ share: a.accuracy, count: a.count }, { share: b.accuracy, count: b.count });
  const gap = a.accuracy - b.accuracy;
  const reached = ` and reached ${formatPercent(a.accuracy)}`;
  if (Math.abs(gap) < 2 * error)
    return `${reached} against ${formatPercent(b.accuracy)}: no clear difference, as ${points(2 * error)} points can be chance with ${plural(Math.min(a.count, b.count), 'validation example')}`;
  const side = `${points(gap)} points ${gap > 0 ? 'higher' : 'lower'}`;
  const caution = Math.abs(gap) < 4 * error ? ' (one seed each, so take small differences lightly)' : '';
  return `${reached}, ${side}${caution}`;
}

function timeClause(run: SummaryInput, before: SummaryInput): string {
  if (run.engine !== before.engine)
    return `; their times do not compare, as one ran on ${run.engine}, the other on ${before.engine}`;
  const [quick, slow] = run.position.seconds <= before.position.seconds ? [run, before] : [before, run];
  const ratio = slow.position.seconds / quick.position.seconds;
  if (!Number.isFinite(ratio)) return '';
  const both = `${time(slow.position.seconds)} against ${time(quick.position.seconds)}`;
  if (ratio < 1.1) return `; both took about as long (${both})`;
  const longer =
    ratio < 1.5
      ? `${Math.round(100 * (ratio - 1))}% longer`
      : Number(ratio.toPrecision(2)) === 2
        ? 'twice as long'
        : `${Number(ratio.toPrecision(2))} times as long`;
  return `; ${slow === run ? 'it' : named(slow)} took ${longer} (${both})`;
}

/** Whether the two differ in nothing but their batch size, and both went through undisturbed. */
export function comparable(run: SummaryInput, before: SummaryInput): boolean {
  const changed = differences(before.config, run.config);
  return (
    changed.length === 1 &&
    changed[0].key === 'batchSize' &&
    [run, before].every((r) => r.status === 'finished' && !r.retuned) &&
    run.trainingCount === before.trainingCount
  );
}

/** A fall of this much below the best evaluation is more than the usual noise. */
const FALL = 0.1;

/** A word of advice where the accuracy fell far back, or never rose above guessing, or the loss rose; else empty. */
function advice({ config, evaluations, status }: SummaryInput): string {
  const validation = evaluations.filter((e) => e.split === 'validation');
  const last = validation.at(-1);
  if (!last || status !== 'finished') return '';
  const rate = `learning rate ${config.learningRate} is probably too high for batch size ${formatNumber(config.batchSize)}`;
  const start = validation[0];
  const accuracy = last.accuracy;
  if (accuracy === undefined)
    return last.loss > start.loss ? ` That is worse than at the start: ${rate}.` : '';
  const best = Math.max(...validation.map((e) => e.accuracy ?? 0));
  const guessing = 1 / DATASETS[config.dataset].classes;
  if (best - accuracy >= FALL) return ` It had been ${formatPercent(best)} on the way: ${rate}.`;
  if (accuracy < 1.3 * guessing && last.loss > start.loss) return ` That is guessing: ${rate}.`;
  return '';
}

/**
 * What `run` did; where only the batch size differs from an earlier run, how the two compare. Accuracies are the last
 * measured on validation examples.
 */
export function summarize(run: SummaryInput, before?: SummaryInput): string {
  if (!before || !comparable(run, before)) return `${oneRun(run)}${advice(run)}`;
  return `${updatesClause(run, before)}${accuracyClause(run, before)}${timeClause(run, before)}.${advice(run)}`;
}

/**
 * A batch size worth trying after `config`, not among `tried` (the configuration's own counts as tried): about a tenth,
 * then about ten times as large, then two more such steps each way (steps of 8 between powers of two), at last the power
 * of two that is farthest from all tried; undefined when there is none left.
 */
export function nextBatchSize(config: ExperimentConfig, tried: readonly number[]): number | undefined {
  const most = trainingCount(config);
  const { batchSize } = config;
  const done = [batchSize, ...tried];
  const step = batchSize > 1 && Number.isInteger(Math.log2(batchSize)) ? 8 : 10;
  const within = (b: number): number => Math.min(most, Math.max(1, Math.round(b)));
  const near = [1, 2, 3].flatMap((k) => [within(batchSize / step ** k), within(batchSize * step ** k)]);
  const fresh = near.find((b) => !done.includes(b));
  if (fresh !== undefined) return fresh;
  const distance = (b: number): number => Math.min(...done.map((d) => Math.abs(Math.log(b / d))));
  const powers = Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, k) => 2 ** k);
  const left = powers.filter((b) => !done.includes(b));
  return left.length === 0 ? undefined : left.reduce((a, b) => (distance(b) > distance(a) + 1e-9 ? b : a));
}
