import type { Lesson } from '../../../worker/anatomyProtocol.ts';
import { formatNumber } from '../../../experiment/format.ts';
import { useSize } from '../../../ui/charts/useSize.ts';
import { Mark } from './Mark.tsx';

interface OrderGridProps {
  lesson: Pick<Lesson, 'labels' | 'count'>;
  /** The epoch's order. */
  order: Uint32Array;
  /** Examples of it that are done. */
  visited: number;
  /** Place in the order at which the batch that is shown begins, and how many it has; none: before the first. */
  batch: { from: number; size: number } | undefined;
  batchSize: number;
  colour: string;
  pointed: number | undefined;
  onPoint(index: number | undefined): void;
}

const CELL = 20;
/** Marks in a row: as many as leave each room enough. */
const ACROSS = [30, 20, 15];
const LEAST_PX = 15;

/** All examples in the order in which the epoch visits them, one mark each, batch after batch. */
export function OrderGrid(props: OrderGridProps) {
  const { lesson, order, visited, batch, batchSize, colour, pointed, onPoint } = props;
  const [box, { width }] = useSize<HTMLDivElement>();
  const across = ACROSS.find((some) => width / some >= LEAST_PX) ?? ACROSS[ACROSS.length - 1];
  const rows = Math.ceil(lesson.count / across);
  const isIn = (place: number): boolean =>
    batch !== undefined && place >= batch.from && place < batch.from + batch.size;
  const name = `The epoch’s order: ${formatNumber(lesson.count)} examples, ${formatNumber(visited)} of them visited${
    batch ? `; the last batch is numbers ${batch.from + 1} to ${batch.from + batch.size} of it` : ''
  }`;
  return (
    <div className="order-grid" ref={box}>
      <svg
        viewBox={`0 0 ${across * CELL} ${rows * CELL}`}
        role="img"
        aria-label={name}
        onPointerLeave={() => onPoint(undefined)}
      >
        {Array.from(order, (index, place) => {
          const [x, y] = [(place % across) * CELL, Math.floor(place / across) * CELL];
          const odd = Math.floor(place / batchSize) % 2 === 1;
          const now = isIn(place);
          return (
            <g
              key={index}
              className={`${now ? 'is-now' : place < visited ? 'is-done' : 'is-ahead'} ${pointed === index ? 'is-pointed' : ''}`}
              onPointerEnter={() => onPoint(index)}
            >
              <rect
                className={odd ? 'cell is-odd' : 'cell'}
                x={x}
                y={y + 1}
                width={CELL}
                height={CELL - 2}
                {...(now ? { style: { fill: colour } } : {})}
              />
              <Mark label={lesson.labels[index]} x={x + CELL / 2} y={y + CELL / 2} r={4.4} />
            </g>
          );
        })}
      </svg>
    </div>
  );
}
