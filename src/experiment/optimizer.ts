/** Optimisers as data. Weight decay is coupled (L2): the decay times the weight is added to the gradient, biases excepted. */
export type OptimizerId = 'sgd' | 'momentum' | 'adam';

/** As within a sentence. */
export const OPTIMIZER_NAMES = {
  sgd: 'SGD',
  momentum: 'momentum',
  adam: 'Adam',
} as const satisfies Record<OptimizerId, string>;

export type OptimizerSpec = { weightDecay: number } & (
  | { id: 'sgd' }
  /** v = momentum * v + g; w -= rate * v (Polyak 1964, as in PyTorch without dampening). */
  | { id: 'momentum'; momentum: number }
  /** Kingma & Ba 2015, algorithm 1, with bias correction; epsilon outside the square root. */
  | { id: 'adam'; beta1: number; beta2: number; epsilon: number }
);

/** Arrays of the size of the weights that the optimiser keeps: 0 for SGD, 1 for momentum, 2 for Adam. */
export function slotCount(id: OptimizerId): 0 | 1 | 2 {
  switch (id) {
    case 'sgd':
      return 0;
    case 'momentum':
      return 1;
    case 'adam':
      return 2;
    default:
      return id satisfies never;
  }
}
