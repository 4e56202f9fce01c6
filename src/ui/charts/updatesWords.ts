/** What the chart of updates per epoch says, as a whole and batch size by batch size. */
import { formatNumber } from '../../experiment/format.ts';
import { updatesPerEpoch, type Remainder } from '../../science/batch.ts';
import { curveOf } from './UpdatesMarks.tsx';

interface Made {
  batchSize: number;
  updates: number;
}
interface MadeOf extends Made {
  trainingCount: number;
}

const say = ({ batchSize, updates }: Made): string =>
  `batches of ${formatNumber(batchSize)} make ${formatNumber(updates)} ${updates === 1 ? 'update' : 'updates'}`;

const sayOf = (made: MadeOf, examples: number): string =>
  `${say(made)}${made.trainingCount === examples ? '' : ` in an epoch of ${formatNumber(made.trainingCount)}`}`;

/** Does not say the name of the field that sets it: names are how fields are found. */
export function describe(examples: number, draft: Made | undefined, marks: readonly MadeOf[]): string {
  const all = [
    ...(draft ? [`${say(draft)} (now chosen)`] : []),
    ...marks.map((made) => sayOf(made, examples)),
  ];
  return `Updates in one epoch of ${formatNumber(examples)} examples: ${all.join('; ') || 'as many as batches, from one to all'}.`;
}

/** The batch sizes of the curve, the drafted one and those of the runs, ascending, with what holds at each. */
export function toldSizes(
  examples: number,
  remainder: Remainder,
  draft: Made | undefined,
  marks: readonly MadeOf[],
): { batchSize: number; text: string }[] {
  const drawn = [...curveOf(examples, remainder), ...(draft ? [draft] : []), ...marks];
  const sizes = [...new Set(drawn.map((made) => made.batchSize))].sort((a, b) => a - b);
  return sizes.map((batchSize) => {
    const onCurve =
      batchSize <= examples
        ? [say({ batchSize, updates: updatesPerEpoch(examples, batchSize, remainder) })]
        : [];
    const ofRuns = marks.filter((made) => made.batchSize === batchSize).map((made) => sayOf(made, examples));
    return { batchSize, text: [...new Set([...onCurve, ...ofRuns])].join('; ') };
  });
}
