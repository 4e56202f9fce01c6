/** The reader's own numbers. A number of examples goes through smaller ones while it is typed, and the batch size outlives them. */
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
  const batchSize = useProgress((p) => Math.min(p.batchSize, p.examples));
  const epochs = useProgress((p) => p.epochs);
  return { examples, batchSize, epochs };
}
