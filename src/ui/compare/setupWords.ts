/** A sweep's set-up in one line. */
import { describeModel } from '../../experiment/describe.ts';
import { DATASETS } from '../../experiment/catalog.ts';
import { armConfig } from '../../experiment/arms.ts';
import { formatNumber } from '../../experiment/format.ts';
import type { Budget, LrRule, SweepSpec } from '../../experiment/sweep.ts';
import { budgetWords, plural, targetWords } from '../../sweep/analyse/words.ts';

export const RULE_WORDS: Readonly<Record<LrRule, string>> = {
  fixed: 'one learning rate for all',
  linear: 'learning rate in proportion to B',
  sqrt: 'learning rate in proportion to √B',
  tuned: 'the best learning rate for each',
};

/** "5 epochs", "until 90% validation accuracy, at most 5 epochs". */
export function budgetLine(budget: Budget): string {
  const amount = budgetWords(budget);
  return budget.until ? `until ${targetWords(budget.until)}, at most ${amount}` : amount;
}

const taskWords = (spec: SweepSpec, arm: number): string => {
  const config = armConfig(spec.base, spec.arms[arm]);
  return `${DATASETS[config.dataset].name.replace(/ \(.*/, '')}, ${describeModel(config)}`;
};

/** "Digits, mlp 128 ReLU · B = 8, 64, 1,024 · 3 seeds · one learning rate for all · 5 epochs". */
export function setupLine(spec: SweepSpec): string {
  const tasks = spec.arms.map((_, arm) => taskWords(spec, arm)).join(' and ');
  const sizes = `B = ${spec.batchSizes.map((size) => formatNumber(size)).join(' · ')}`;
  if (spec.kind === 'speed') return [tasks, sizes, 'updates timed, nothing trained'].join(' — ');
  return [tasks, sizes, plural(spec.seeds, 'seed'), RULE_WORDS[spec.lrRule], budgetLine(spec.budget)].join(
    ' — ',
  );
}
