/** Claims about batch size on which published work disagrees. */
import type { CitedId } from '../cited.ts';
import type { ReferenceId } from '../references.ts';

export interface Side {
  /** Undefined where nobody in particular says so. */
  by?: ReferenceId;
  says: string;
  /** Ends what is said. */
  number?: CitedId;
}

interface Dispute {
  claim: string;
  supported: readonly Side[];
  doubted: readonly Side[];
}

export const DISPUTES: readonly Dispute[] = [
  {
    claim: 'Large batches generalise worse',
    supported: [
      { by: 'keskar', says: 'a gap that grows with the batch' },
      { by: 'masters', says: 'the best results came with small batches' },
      { by: 'smith', says: 'the noise helps also at equal updates' },
    ],
    doubted: [
      { by: 'hoffer', says: 'train longer and the gap closes' },
      { by: 'shallue', says: 'no loss where everything is tuned at every size' },
      { by: 'geiping', says: 'the full batch can match stochastic training' },
    ],
  },
  {
    claim: 'Flat minima explain it',
    supported: [
      { by: 'keskar', says: 'large batches end in sharper minima' },
      { by: 'foret', says: 'looking for flat places improves results' },
    ],
    doubted: [
      { by: 'dinh', says: 'the same function can be written flat or sharp' },
      { by: 'andriushchenko', says: 'sharpness and generalisation go together poorly' },
    ],
  },
  {
    claim: 'Batch size is a knob for accuracy',
    supported: [{ by: 'masters', says: 'smaller gave better test results' }],
    doubted: [{ by: 'godbole', says: 'choose it for speed, and tune the rest for it' }],
  },
  {
    claim: 'One rule for the learning rate suffices',
    supported: [
      {
        by: 'goyal',
        says: 'in proportion to the batch, with a warm-up, up to batches of',
        number: 'goyalBatch',
      },
      { by: 'malladi', says: 'with its square root for adaptive optimizers' },
    ],
    doubted: [{ by: 'shallue', says: 'no rule held over all tasks and sizes' }],
  },
  {
    claim: 'The noise of the gradients predicts the critical batch size',
    supported: [{ by: 'mccandlish', says: 'to within an order of magnitude' }],
    doubted: [{ by: 'merrill', says: 'measured directly, it comes out otherwise' }],
  },
  {
    claim: 'The critical batch size depends on the loss alone',
    supported: [{ by: 'kaplan', says: 'not on the size of the model' }],
    doubted: [{ by: 'zhang', says: 'it grows with the amount of data' }],
  },
  {
    claim: 'Accumulation is a large batch for free',
    supported: [{ says: 'the same gradient in less memory, as the figure above shows' }],
    doubted: [
      { says: 'no work is saved' },
      { by: 'marek', says: 'small batches with the right settings do as well' },
    ],
  },
  {
    claim: 'Large batches need an optimizer of their own',
    supported: [
      { by: 'youRates', says: 'a rate for each layer' },
      { by: 'youAdaptive', says: 'the same for adaptive optimizers' },
    ],
    doubted: [{ by: 'nado', says: 'ordinary optimizers do as well once they are tuned' }],
  },
];
