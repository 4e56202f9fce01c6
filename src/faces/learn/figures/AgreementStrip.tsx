import { formatNumber } from '../../../experiment/format.ts';
import type { Agreement } from '../../../state/anatomy.ts';
import { batchColor } from '../../../ui/charts/batchColor.ts';
import { useSize } from '../../../ui/charts/useSize.ts';
import { useTheme } from '../../../ui/theme.ts';

const HEIGHT = 96;
const LEFT = 26;
const RIGHT = 8;
/** Updates for which there is room from the start. */
const LEAST = 40;
const TOP = 8;
const BOTTOM = 80;

const yOf = (cosine: number): number => TOP + ((1 - cosine) / 2) * (BOTTOM - TOP);

/** The cosine of every update so far, in the colour of its batch size; a line where an epoch begins. */
export function AgreementStrip({ agreements }: { agreements: readonly Agreement[] }) {
  const theme = useTheme();
  const [box, { width }] = useSize<HTMLDivElement>();
  const first = agreements[0]?.update ?? 1;
  const span = Math.max(LEAST, (agreements.at(-1)?.update ?? 1) - first + 1);
  const xOf = (update: number): number => LEFT + ((update - first + 0.5) / span) * (width - LEFT - RIGHT);
  const last = agreements.at(-1);
  return (
    <div className="agreement" ref={box}>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`Cosine between each batch’s gradient and the full one, update by update${last ? `; now ${last.cosine.toFixed(2)}` : ''}`}
      >
        {[1, 0, -1].map((value) => (
          <g key={value}>
            <path
              className={value === 0 ? 'plane-axis' : 'plane-grid'}
              d={`M${LEFT} ${yOf(value)}H${width - RIGHT}`}
            />
            <text className="plane-word" x={LEFT - 6} y={yOf(value) + 4} textAnchor="end">
              {value < 0 ? `−${-value}` : value}
            </text>
          </g>
        ))}
        {agreements.map(({ update, epoch, batchSize, cosine }, i) => (
          <g key={update}>
            {i > 0 && epoch !== agreements[i - 1].epoch && (
              <path className="plane-epoch" d={`M${xOf(update - 0.5)} ${TOP}V${BOTTOM}`} />
            )}
            <circle cx={xOf(update)} cy={yOf(cosine)} r={2.6} fill={batchColor(batchSize, theme)} />
          </g>
        ))}
        <text className="plane-word" x={width - RIGHT} y={HEIGHT - 3} textAnchor="end">
          update {last ? formatNumber(last.update) : ''}
        </text>
      </svg>
    </div>
  );
}
