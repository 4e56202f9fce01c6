/** A configuration in a few words. */
import { DATASETS } from './catalog.ts';
import type { ExperimentConfig } from './config.ts';
import { formatNumber } from './format.ts';
import { OPTIMIZER_NAMES } from './optimizer.ts';

/** "mlp 128-64 ReLU", "cnn", "linear 10". */
export function describeModel(config: ExperimentConfig): string {
  const bend = config.activation === 'relu' ? 'ReLU' : config.activation;
  switch (config.model) {
    case 'softmax':
      return 'softmax';
    case 'mlp':
      return `mlp ${config.hidden.join('-')} ${bend}`;
    case 'cnn':
    case 'cnn-bn':
      return `${config.model} ${bend}`;
    case 'linear':
      return `linear ${config.dimension}`;
    default:
      return config.model satisfies never;
  }
}

/** "Digits · mlp 128 ReLU · SGD 0.1 · 5 epochs": the settings in one line. */
export function describeConfig(config: ExperimentConfig): string {
  const name = DATASETS[config.dataset].name.replace(/ \(.*/, '');
  const epochs = `${config.epochs} ${config.epochs === 1 ? 'epoch' : 'epochs'}`;
  const limit = config.memoryLimit > 0 ? [`at most ${formatNumber(config.memoryLimit)} MB`] : [];
  const optimizer = `${OPTIMIZER_NAMES[config.optimizer]} ${config.learningRate}`;
  return [name, describeModel(config), optimizer, epochs, ...limit].join(' · ');
}
