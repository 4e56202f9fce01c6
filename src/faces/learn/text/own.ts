/** The reader's own numbers. */
import { DATASETS } from '../../../experiment/catalog.ts';
import { useProgress } from '../context.ts';

/** As many as the explorer can be asked for. */
export const EXAMPLES = { min: 20, max: DATASETS.digits.size.trainingMax };

export interface Own {
  examples: number;
  batchSize: number;
  epochs: number;
}

export function useOwn(): Own {
  const examples = useProgress((p) => p.examples);
  const batchSize = useProgress((p) => p.batchSize);
  const epochs = useProgress((p) => p.epochs);
  return { examples, batchSize, epochs };
}
