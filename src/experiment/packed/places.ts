/** Where a run is after so many updates, by the batch arithmetic: examples and epochs need no room in a link. */
import { examplesPerEpoch, updatesPerEpoch, type Remainder } from '../../science/batch.ts';

export interface RunShape {
  trainingCount: number;
  batchSize: number;
  remainder: Remainder;
}

export const updatesEach = ({ trainingCount, batchSize, remainder }: RunShape): number =>
  updatesPerEpoch(trainingCount, batchSize, remainder);

export function placeAt(
  update: number,
  shape: RunShape,
): { update: number; examples: number; epoch: number } {
  const each = updatesEach(shape);
  const perEpoch = examplesPerEpoch(shape.trainingCount, shape.batchSize, shape.remainder);
  const epochs = Math.floor(update / each);
  const visited = (update % each) * shape.batchSize;
  return { update, examples: epochs * perEpoch + visited, epoch: epochs + visited / perEpoch };
}
