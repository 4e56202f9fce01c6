import { useStore } from 'zustand';
import { formatFixed, formatNumber } from '../../../experiment/format.ts';
import type { Anatomy } from '../../../state/anatomy.ts';
import { batchVariance } from '../../../science/batch.ts';
import { ComputedText } from '../parts/Numbers.tsx';
import { ANATOMY } from './anatomySetup.ts';

const SIZES = [8, 16];
const DRAWS = 4000;

/** Batches without replacement scatter a little less the more of all examples they hold, so the factor is above that of the sizes. */
function expected(small: number, large: number): string {
  const factor = batchVariance(ANATOMY.size, small) / batchVariance(ANATOMY.size, large);
  return `Drawn from ${formatNumber(ANATOMY.size)} points, none twice, the mean square should fall by ${formatFixed(factor, 2)}; from very many, by ${formatNumber(large / small)}.`;
}

/** Random batches of one size and of twice that, at the weights at which the first figure stands. */
export function NoiseMyth({ anatomy }: { anatomy: Anatomy }) {
  const { spreads, measuring, shown, status, message } = useStore(anatomy.store);
  const [one, two] = spreads;
  const distances = spreads.map(({ meanSquare }) => Math.sqrt(meanSquare));
  return (
    <div className="myth-test">
      <button
        type="button"
        className="plain"
        aria-disabled={measuring}
        onClick={() => {
          if (!measuring) void anatomy.measure(SIZES, DRAWS);
        }}
      >
        Draw batches of <ComputedText>{SIZES.map(formatNumber).join(' and ')}</ComputedText>
      </button>
      <p role="status">
        {measuring && 'Drawing.'}
        {status === 'failed' && `The worker was lost: ${message ?? ''} Press the button to try again.`}
        {one && two && (
          <ComputedText>
            {`${formatNumber(DRAWS)} random batches of each, ${shown ? `after ${formatNumber(shown.update)} updates` : 'before training'}: the mean square distance from the full gradient fell from ${formatFixed(one.meanSquare, 4)} to ${formatFixed(two.meanSquare, 4)}, by a factor of ${formatFixed(one.meanSquare / two.meanSquare, 2)}. The distance itself fell by ${formatFixed(distances[0] / distances[1], 2)}, where halved noise would need ${formatNumber(two.batchSize / one.batchSize)}. ${expected(one.batchSize, two.batchSize)}`}
          </ComputedText>
        )}
      </p>
    </div>
  );
}
