import type { StackPart } from '../../../experiment/memoryPrediction.ts';

/** What the parts of an update's memory are called. */
export const PART_NAMES: Readonly<Record<StackPart, string>> = {
  weights: 'weights',
  gradients: 'gradients',
  optimizer: 'optimizer slots',
  bookkeeping: 'order, losses',
  batch: 'input batch',
  workspace: 'workspace',
  activations: 'activations',
};
