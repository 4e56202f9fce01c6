/** What follows from a configuration: its number of training examples and its network. */
import { DATASETS } from './catalog.ts';
import type { ExperimentConfig } from './config.ts';
import type { LayerSpec, ModelSpec } from './model.ts';

/** Training examples N of a configuration. */
export function trainingCount(config: Pick<ExperimentConfig, 'dataset' | 'size' | 'limit'>): number {
  const info = DATASETS[config.dataset];
  if (info.controls.trainingSize) return config.size;
  return config.limit > 0 ? Math.min(config.limit, info.size.training) : info.size.training;
}

/** Validation examples of a configuration. */
export function validationCount(
  config: Pick<ExperimentConfig, 'dataset' | 'size' | 'validationShare'>,
): number {
  const info = DATASETS[config.dataset];
  return info.controls.validationShare
    ? Math.max(1, Math.round(config.size * config.validationShare))
    : info.size.validation;
}

/** Shape of one example of a configuration. */
export const inputShapeOf = ({
  dataset,
  dimension,
}: Pick<ExperimentConfig, 'dataset' | 'dimension'>): number[] =>
  DATASETS[dataset].kind === 'numbers' ? [dimension] : DATASETS[dataset].inputShape;

/** The network of a configuration, ending in one logit per class, or of `linear` in the one number. */
export function modelOf(config: ExperimentConfig): ModelSpec {
  const inputShape = inputShapeOf(config);
  const { classes } = DATASETS[config.dataset];
  const loss = 'softmaxCrossEntropy';
  const flat: LayerSpec[] = inputShape.length > 1 ? [{ kind: 'flatten', name: 'flatten' }] : [];
  const output: LayerSpec = { kind: 'dense', name: 'output', units: classes };
  const bend = (i: number): LayerSpec => ({ kind: 'activation', name: `act${i}`, fn: config.activation });
  switch (config.model) {
    case 'softmax':
      return { inputShape, layers: [...flat, output], loss };
    case 'mlp':
      return {
        inputShape,
        layers: [
          ...flat,
          ...config.hidden.flatMap((units, i): LayerSpec[] => [
            { kind: 'dense', name: `dense${i + 1}`, units },
            bend(i + 1),
          ]),
          output,
        ],
        loss,
      };
    case 'cnn':
    case 'cnn-bn': {
      const block = (i: number, filters: number): LayerSpec[] => [
        { kind: 'conv', name: `conv${i}`, filters, size: 5 },
        ...(config.model === 'cnn-bn' ? [{ kind: 'batchNorm', name: `norm${i}` } as const] : []),
        bend(i),
        { kind: 'maxPool', name: `pool${i}`, size: 2 },
      ];
      return {
        inputShape,
        layers: [...block(1, 8), ...block(2, 16), { kind: 'flatten', name: 'flatten' }, output],
        loss,
      };
    }
    case 'linear': {
      const { distance, dataSeed } = config;
      return {
        inputShape,
        layers: [{ kind: 'dense', name: 'output', units: 1, bias: false, start: { distance, dataSeed } }],
        loss: 'squaredError',
      };
    }
    default:
      return config.model satisfies never;
  }
}

/** How many examples are held out of `training`: 5,000, or a fifth where there are fewer than 25,000. */
export function holdOutCount(training: number): number {
  return Math.min(5000, Math.floor(training / 5));
}
