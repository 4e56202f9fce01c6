/** A sweep's tasks and settings in words, as beside a picture of it. */
import { armConfig } from '../../experiment/arms.ts';
import { DATASETS } from '../../experiment/catalog.ts';
import { describeModel } from '../../experiment/describe.ts';
import { formatNumber } from '../../experiment/format.ts';
import { OPTIMIZER_NAMES } from '../../experiment/optimizer.ts';
import type { LrRule, SweepData, SweepSpec } from '../../experiment/sweep.ts';
import { engineWords } from './engineWords.ts';
import { budgetWords, targetWords } from './words.ts';

const datasetName = (dataset: SweepSpec['arms'][number]['dataset']) =>
  DATASETS[dataset].name.replace(/ \(.*/, '');

/** What tells the tasks apart, in a word each: datasets, models, or both. */
export function armNames({ arms }: SweepSpec): string[] {
  const datasets = new Set(arms.map((a) => a.dataset)).size;
  const models = new Set(arms.map((a) => a.model)).size;
  return arms.map(({ dataset, model }) => {
    if (models === 1 || arms.length === 1) return datasetName(dataset);
    return datasets === 1 ? model : `${datasetName(dataset)} ${model}`;
  });
}

const RULES: Record<LrRule, string> = {
  fixed: 'the same for all',
  linear: 'growing with B',
  sqrt: 'growing with √B',
  tuned: 'tuned at every B',
};

/** "Digits · mlp 128 ReLU · SGD, rate 0.1 (the same for all) · 5 epochs · 3 seeds · cpu": what a saved picture says of itself. */
export function settingsLine(data: SweepData): string {
  const { spec, runs, speeds } = data;
  const { base, arms, seeds, lrRule, budget } = spec;
  const tasks = arms.map((arm) => `${datasetName(arm.dataset)}, ${describeModel(armConfig(base, arm))}`);
  const optimizer = OPTIMIZER_NAMES[base.optimizer];
  const until = budget.until ? `, until ${targetWords(budget.until)}` : '';
  const [trained] = runs;
  const engines = trained ? [trained.engine.got] : [...new Set(speeds.map(({ engine }) => engine))];
  return [
    tasks.join(' and '),
    ...(spec.kind === 'train'
      ? [
          `${optimizer}, rate ${formatNumber(base.learningRate)} at B ${formatNumber(base.batchSize)} (${RULES[lrRule]})`,
          `${budgetWords(budget)}${until}`,
          `${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`,
        ]
      : []),
    ...(engines.length > 0 ? [engines.map((engine) => engineWords(data, engine)).join(' and ')] : []),
    'Batchscope',
  ].join(' · ');
}
