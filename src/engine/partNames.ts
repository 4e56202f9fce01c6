/** The parts of an update's memory, as the reader calls them. */
import type { PartName } from './engine.ts';

const PART_NAMES: Readonly<Record<PartName, string>> = {
  program: 'its program',
  weights: 'weights',
  gradients: 'gradients',
  slots: 'optimiser slots',
  dataset: 'the dataset',
  indices: 'the order of the examples',
  batch: 'the input batch',
  activations: 'activations',
  workspace: 'workspace',
  norms: 'norms of gradients',
  accumulator: 'the accumulated gradient',
};

/** "activations of conv1". */
export function nameOfPart({ part, layer }: { part: PartName; layer?: string | undefined }): string {
  return layer === undefined ? PART_NAMES[part] : `${PART_NAMES[part]} of ${layer}`;
}
