import type { Dissection } from '../../../worker/anatomyProtocol.ts';
import { formatNumber } from '../../../experiment/format.ts';
import { pull, pullsOf } from './anatomySetup.ts';

interface PullPlaneProps {
  shown: Dissection | undefined;
  colour: string;
  pointed: number | undefined;
  /** Half the width of the picture, in gradient; steady from update to update. */
  reach: number;
}

const SIZE = 300;
const MIDDLE = SIZE / 2;
const HEAD = 8;

/** Every example's gradient on two of the weights, turned downhill, with their mean and the full gradient. */
export function PullPlane({ shown, colour, pointed, reach }: PullPlaneProps) {
  const scale = (MIDDLE - 12) / reach;
  const to = ({ x, y }: { x: number; y: number }) => ({ x: MIDDLE + scale * x, y: MIDDLE - scale * y });
  const pulls = shown ? pullsOf(shown) : [];
  const half = reach / 2;
  return (
    <svg
      className="pull-plane"
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      role="img"
      aria-label="Gradients on two weights, turned downhill: one thin arrow for each example of the batch, their mean, and the full gradient"
    >
      <rect className="plane-paper" width={SIZE} height={SIZE} />
      <path className="plane-axis" d={`M0 ${MIDDLE}H${SIZE}M${MIDDLE} 0V${SIZE}`} />
      <circle className="plane-ring" cx={MIDDLE} cy={MIDDLE} r={scale * half} />
      <text className="plane-word" x={MIDDLE + scale * half * 0.72 + 3} y={MIDDLE + scale * half * 0.72 + 11}>
        {formatNumber(half)}
      </text>
      <text className="plane-word" x={SIZE - 6} y={MIDDLE - 6} textAnchor="end">
        weight of x
      </text>
      <text className="plane-word" x={MIDDLE + 6} y={14}>
        weight of y
      </text>
      {pulls.map(({ index, ...one }) => {
        const { x, y } = to(one);
        return (
          <path
            key={index}
            className={pointed === index ? 'pull is-pointed' : 'pull'}
            d={`M${MIDDLE} ${MIDDLE}L${x} ${y}`}
            style={{ stroke: colour }}
          />
        );
      })}
      {pulls.map(({ index, ...one }) => {
        const { x, y } = to(one);
        return <circle key={index} className="pull-end" cx={x} cy={y} r={2.4} style={{ fill: colour }} />;
      })}
      {shown && <Arrow className="full" {...to(pull(shown.full))} />}
      {shown && <Arrow className="mean" {...to(pull(shown.mean))} colour={colour} />}
    </svg>
  );
}

interface ArrowProps {
  className: string;
  x: number;
  y: number;
  colour?: string;
}

function Arrow({ className, x, y, colour }: ArrowProps) {
  const [across, down] = [x - MIDDLE, y - MIDDLE];
  const length = Math.hypot(across, down);
  if (length < 1) return <circle className={`${className}-dot`} cx={MIDDLE} cy={MIDDLE} r={3} />;
  const [ux, uy] = [across / length, down / length];
  const back = Math.min(HEAD, length);
  const [bx, by] = [x - back * ux, y - back * uy];
  const wide = 0.5 * back;
  const style = colour === undefined ? {} : { stroke: colour, fill: colour };
  return (
    <g className={`arrow is-${className}`}>
      <path className="arrow-rim" d={`M${MIDDLE} ${MIDDLE}L${bx} ${by}`} />
      <path className="arrow-shaft" d={`M${MIDDLE} ${MIDDLE}L${bx} ${by}`} style={style} />
      <path
        className="arrow-head"
        d={`M${x} ${y}L${bx - wide * uy} ${by + wide * ux}L${bx + wide * uy} ${by - wide * ux}Z`}
        style={style}
      />
    </g>
  );
}
