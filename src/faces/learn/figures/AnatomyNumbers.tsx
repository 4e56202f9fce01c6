import { formatFixed, formatLoss, formatNumber, formatPercent } from '../../../experiment/format.ts';
import { lengthOf } from '../../../science/vectors.ts';
import { agreementOf } from '../../../state/anatomy.ts';
import type { Dissection } from '../../../worker/anatomyProtocol.ts';

/** What the picture shows, in numbers: also for whoever cannot see it. */
export function AnatomyNumbers({ shown }: { shown: Dissection | undefined }) {
  const { cosine, length } = shown ? agreementOf(shown) : { cosine: 0, length: 0 };
  const moved = shown ? lengthOf(shown.after.map((weight, i) => weight - shown.before[i])) : 0;
  const rows: [string, string][] = [
    ['update, epoch', shown ? `${formatNumber(shown.update)}, ${formatNumber(shown.epoch + 1)}` : '–'],
    ['cosine to the full gradient', shown ? formatFixed(cosine, 2) : '–'],
    ['length against the full', shown ? `${formatFixed(length, 2)} ×` : '–'],
    ['the weights moved by', shown ? formatFixed(moved, 3) : '–'],
    ['loss of the batch before', shown ? formatLoss(shown.loss) : '–'],
    ['right, of all examples', shown ? formatPercent(shown.accuracy) : '–'],
  ];
  return (
    <dl className="figure-numbers" data-number="computed">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
