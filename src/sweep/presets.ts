/** Sweeps of one click, each with the question that it answers. docs/sweeps.md says how long they take and what they show. */
import { initialConfig } from '../experiment/draft.ts';
import type { ExperimentConfig } from '../experiment/config.ts';
import type { SweepSpec, Target } from '../experiment/sweep.ts';

export type PresetView = 'race' | 'target' | 'noise' | 'speed' | 'generalisation' | 'runs';

export interface Preset {
  id: string;
  /** As on its button. */
  question: string;
  /** One or two plain sentences: what runs and what to look at. */
  explain: string;
  /** The view that is shown first. */
  view: PresetView;
  spec: SweepSpec;
  /** Id of the preset to offer when this one is done. */
  next?: string;
}

/** The cpu engine everywhere, so that runs share the cores and every machine draws the same curves. */
const base: ExperimentConfig = { ...initialConfig(), engine: 'cpu' };

const usual: SweepSpec = {
  base: { ...base, size: 6000 },
  arms: [{ dataset: 'digits', model: 'mlp' }],
  batchSizes: [8, 64, 1024],
  seeds: 3,
  lrRule: 'fixed',
  budget: { unit: 'epochs', amount: 4, until: undefined },
  noise: false,
  kind: 'train',
};

const ninety: Target = { metric: 'accuracy', value: 0.9 };
/** Within reach of softmax regression on digits too; spirals are beyond it. */
const eighty: Target = { metric: 'accuracy', value: 0.8 };

export const PRESETS: readonly Preset[] = [
  {
    id: 'race',
    question: 'Race 8, 64 and 1,024',
    explain:
      'Three batch sizes learn the same digits with the same learning rate. Then switch the axis: equal epochs, equal updates and equal seconds tell different stories.',
    view: 'race',
    spec: usual,
    next: 'race-tuned',
  },
  {
    id: 'race-tuned',
    question: 'The same race, each with its best learning rate',
    explain:
      'First every batch size looks for its own best learning rate, on examples that the race does not use; then they race again.',
    view: 'race',
    spec: { ...usual, lrRule: 'tuned' },
  },
  {
    id: 'target',
    question: 'How many updates to 90%?',
    explain:
      'Every batch size trains with its best learning rate until it knows nine digits of ten. Up to a critical size a larger batch saves updates, beyond it hardly any.',
    view: 'target',
    spec: {
      ...usual,
      base: { ...base, size: 4000 },
      batchSizes: [4, 16, 64, 256, 1024],
      seeds: 2,
      lrRule: 'tuned',
      budget: { unit: 'examples', amount: 60_000, until: ninety },
    },
  },
  {
    id: 'speed',
    question: 'Where does bigger stop being faster?',
    explain: 'Nothing is learned here: the time of one update is measured, alone, at every batch size.',
    view: 'speed',
    spec: {
      ...usual,
      base,
      batchSizes: Array.from({ length: 14 }, (_, k) => 2 ** k),
      seeds: 1,
      kind: 'speed',
    },
  },
  {
    id: 'moves',
    question: 'Does the best batch size move?',
    explain:
      'Two datasets and two networks, every batch size with its best learning rate: which one gets to the target first?',
    view: 'target',
    spec: {
      ...usual,
      base,
      arms: [
        { dataset: 'digits', model: 'mlp' },
        { dataset: 'digits', model: 'softmax' },
        { dataset: 'spirals', model: 'mlp' },
      ],
      batchSizes: [4, 16, 64, 256],
      seeds: 2,
      lrRule: 'tuned',
      budget: { unit: 'examples', amount: 20_000, until: eighty },
    },
  },
  {
    id: 'generalise',
    question: 'Does small generalise better?',
    explain:
      'Few training examples, trained until they are learned by heart, five seeds, the best learning rate for every batch size. Whether small batches generalise better is active research; see what these runs can tell.',
    view: 'generalisation',
    spec: {
      ...usual,
      base: { ...base, size: 1000, validationShare: 1, hidden: [32] },
      batchSizes: [4, 32, 256],
      seeds: 5,
      lrRule: 'tuned',
      budget: { unit: 'epochs', amount: 60, until: undefined },
    },
  },
  {
    id: 'noise',
    question: 'How noisy is one batch?',
    explain:
      'While a network learns, the gradients of single examples are compared: how much do they agree, and how large must a batch be to average the noise away?',
    view: 'noise',
    spec: { ...usual, batchSizes: [32], seeds: 4, noise: true },
  },
];
