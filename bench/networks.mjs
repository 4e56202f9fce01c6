/** The networks that every measurement of an engine trains, and what the tables call them. */
const flat = (widths, fn) => ({
  inputShape: [widths[0]],
  layers: widths
    .slice(1)
    .flatMap((units, i) => [
      { kind: 'dense', name: `dense${i}`, units },
      ...(i + 2 < widths.length ? [{ kind: 'activation', name: `act${i}`, fn }] : []),
    ]),
  loss: 'softmaxCrossEntropy',
});

const block = (i, filters) => [
  { kind: 'conv', name: `conv${i}`, filters, size: 5 },
  { kind: 'activation', name: `act${i}`, fn: 'relu' },
  { kind: 'maxPool', name: `pool${i}`, size: 2 },
];

/** @type {Readonly<Record<'tiny' | 'mlp' | 'cnn', import('../src/experiment/model.ts').ModelSpec>>} */
export const NETWORKS = {
  tiny: flat([2, 4, 2, 2], 'tanh'),
  mlp: flat([784, 128, 10], 'relu'),
  cnn: {
    inputShape: [28, 28, 1],
    layers: [
      ...block(1, 8),
      ...block(2, 16),
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'output', units: 10 },
    ],
    loss: 'softmaxCrossEntropy',
  },
};

export const NETWORK_WORDS = {
  tiny: '2-4-2-2 tanh',
  mlp: '784-128-10 ReLU',
  cnn: 'conv 8 5×5, pool, conv 16 5×5, pool, dense 10',
};
