import { formatNumber } from '../../experiment/format.ts';
import { updatesPerEpoch } from '../../science/batch.ts';
import { plural } from '../../sweep/analyse/words.ts';
import { batchColor } from '../../ui/charts/batchColor.ts';
import { useTheme } from '../../ui/theme.ts';

interface Props {
  examples: number;
  batchSize: number;
  share: number;
}

/** More blocks could not be told apart. */
const MOST = 400;

export const epochSentence = (examples: number, batchSize: number): string =>
  `${formatNumber(examples)} examples at batch size ${formatNumber(batchSize)} make ${plural(updatesPerEpoch(examples, batchSize, 'keep'), 'update')} an epoch.`;

/** An epoch as a row of batches, each one update; as they are made they take the colour of the batch size. */
export function EpochFigure({ examples, batchSize, share }: Props) {
  const theme = useTheme();
  const updates = updatesPerEpoch(examples, batchSize, 'keep');
  const done = Math.floor(share * updates);
  const blocks = Math.min(MOST, updates);
  const made = Math.floor((done * blocks) / updates);
  return (
    <div className="epoch">
      <p className="epoch-sum">
        {formatNumber(examples)} ÷ {formatNumber(batchSize)} ={' '}
        <b>{share > 0 ? formatNumber(share >= 1 ? updates : done) : '?'}</b>
      </p>
      <div
        className="epoch-blocks"
        role="img"
        aria-label={`${formatNumber(done)} of ${plural(updates, 'update')} made`}
        style={{ color: batchColor(batchSize, theme) }}
      >
        {Array.from({ length: blocks }, (_, i) => (
          <i key={i} className={i < made ? 'is-made' : ''} />
        ))}
      </div>
      <p className="epoch-each">
        {blocks === updates
          ? 'each block: one batch, one update'
          : `${formatNumber(blocks)} blocks for ${formatNumber(updates)} updates`}
      </p>
    </div>
  );
}
