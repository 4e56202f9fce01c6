/** What each term of the Train page means, in one plain sentence; shown on hover, focus or tap. */
export const GLOSSARY = {
  batch: 'The examples of one update; it grows with the batch size.',
  update: 'One change of the weights, made from one batch; textbooks also call it an iteration or a step.',
  epoch: 'One pass over all training examples.',
  updatesPerEpoch:
    'How many updates one pass over the data takes: the number of training examples N divided by the batch size B.',
  examplesSeen:
    'How many examples all updates so far were made from, an example counted each time it is used.',
  trainingTime: 'Time spent on updates alone, with evaluation, pauses and frozen moments left out.',
  loss: 'How wrong the network is, as one number that training brings down; 0 would be perfect.',
  accuracy: 'The share of examples to which the network gives the right class.',
  training: 'Measured on the examples that the network learns from.',
  validation: 'Measured on examples that the network is never trained on.',
  smoothed:
    'An average over the latest examples, as many of them at every batch size, so that none looks calmer.',
  eachUpdate: 'The loss of the one batch that each update was made from.',
  parameters: 'The numbers that training changes: all weights and biases.',
  nonlinearity: 'The bend after each hidden layer, without which all layers would act as one.',
  batchNorm: 'Shifts and scales what a layer passes on by the mean and spread of the batch.',
  predicted: 'Computed from the network, the batch size and the way the engine works.',
  weights: 'The network itself: four bytes for each number that training changes or keeps.',
  gradients: 'For each weight, how the loss grows with it: what an update goes against.',
  optimizer: 'What the optimizer remembers: nothing for SGD, a number a weight for momentum, two for Adam.',
  activations:
    'What every layer puts out for the batch, kept until the gradients are known; it grows with the batch size.',
  workspace: 'Room for gradients on their way back through the layers, used again and again.',
  bookkeeping: 'The order of the examples, the losses and the list of what to compute.',
  atRest: 'What the engine holds between two updates, in use or not; WebAssembly gives none of it back.',
  inUpdate:
    'The most the engine uses inside an update: less than predicted where it frees arrays early, more where it keeps intermediate ones.',
  examplesPerSecond: 'How many examples the engine trains on in a second.',
  lately:
    'Over the updates of about the latest second, with evaluations, drawing, pauses and the slow first update left out.',
  decisionRegions: 'Which class the network gives every place of the plane.',
  validationPictures:
    'Pictures that the network is never trained on, each with what it reads; wrong ones have a frame.',
  answers: 'What the model answers to examples it is never trained on, beside what is right.',
  run: 'One training with one configuration and one seed.',
  differs: 'The settings that were changed since the run before.',
  changedMidway: 'Its batch size or learning rate was changed while it ran, so it is never ranked.',
} as const;

export type TermName = keyof typeof GLOSSARY;
