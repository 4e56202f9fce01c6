import { useMemo } from 'react';
import type { Lesson } from '../../../worker/anatomyProtocol.ts';
import { boundary } from './anatomySetup.ts';
import { Mark } from './Mark.tsx';

interface DataPlaneProps {
  lesson: Lesson;
  batch: ReadonlySet<number>;
  /** Weights before and after the update; equal before the first. */
  before: Float64Array;
  after: Float64Array;
  colour: string;
  pointed: number | undefined;
  onPoint(index: number | undefined): void;
}

const SIZE = 300;
const RIM = 8;

/** The examples where they lie, the batch strong, and the line between the classes before and after the update. */
export function DataPlane({ lesson, batch, before, after, colour, pointed, onPoint }: DataPlaneProps) {
  const reach = useMemo(() => 1.04 * Math.max(...lesson.points.map(Math.abs)), [lesson]);
  const at = (value: number): number => SIZE / 2 + (value / reach) * (SIZE / 2 - RIM);
  const line = (weights: Float64Array): string => lineIn(weights, reach, at);
  const places = Array.from({ length: lesson.count }, (_, index) => ({
    index,
    x: at(lesson.points[2 * index]),
    y: SIZE - at(lesson.points[2 * index + 1]),
    label: lesson.labels[index],
  }));
  const strong = places.filter(({ index }) => batch.has(index));
  return (
    <svg
      className="data-plane"
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      role="img"
      aria-label="The examples in their plane, and the line that the network draws between the two classes, before and after the update"
      onPointerLeave={() => onPoint(undefined)}
    >
      <rect className="plane-paper" width={SIZE} height={SIZE} />
      {places.map(({ index, ...place }) => (
        <g key={index} className={batch.has(index) ? '' : 'is-faint'} onPointerEnter={() => onPoint(index)}>
          <Mark {...place} r={4} />
        </g>
      ))}
      <path className="line-before" d={line(before)} />
      <path className="line-after" d={line(after)} style={{ stroke: colour }} />
      {strong.map(({ index, x, y }) => (
        <circle
          key={index}
          className={pointed === index ? 'ring is-pointed' : 'ring'}
          cx={x}
          cy={y}
          r={pointed === index ? 11 : 7.5}
          style={{ stroke: colour }}
        />
      ))}
    </svg>
  );
}

/** The line through a square of half width `reach`, as a path. */
function lineIn(weights: Float64Array, reach: number, at: (value: number) => number): string {
  const { a, b, c } = boundary(weights);
  const size = Math.hypot(a, b);
  if (size === 0) return '';
  const foot = [(-a * c) / size ** 2, (-b * c) / size ** 2];
  const along = [(-b / size) * 4 * reach, (a / size) * 4 * reach];
  const point = (side: number): string =>
    `${at(foot[0] + side * along[0])} ${SIZE - at(foot[1] + side * along[1])}`;
  return `M${point(-1)}L${point(1)}`;
}
