/**
 * Grid, numbers and names of the axes, as SVG of our own: every chart of Compare is one SVG that can be saved, and a switch
 * of axis among many runs must not wait for Recharts, which takes 50 to 150 ms to draw one.
 */
import { memo } from 'react';
import type { Plane } from './plane.ts';

interface AxesProps {
  plane: Plane;
  xTitle: string;
  yTitle: string;
}

export const Axes = memo(function Axes({ plane, xTitle, yTitle }: AxesProps) {
  const { left, right, top, bottom, xTicks, yTicks } = plane;
  return (
    <g className="cmp-axes">
      {yTicks.map(({ at, text }) => (
        <g key={text}>
          <line x1={left} x2={right} y1={at} y2={at} />
          <text x={left - 7} y={at} textAnchor="end" dominantBaseline="central">
            {text}
          </text>
        </g>
      ))}
      <line className="is-base" x1={left} x2={right} y1={bottom} y2={bottom} />
      {xTicks.map(({ at, text }) => (
        <g key={`${at} ${text}`}>
          <line className="is-base" x1={at} x2={at} y1={bottom} y2={bottom + 4} />
          <text x={at} y={bottom + 16} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      <text className="is-name" x={Math.max(0, left - 22)} y={top - 12}>
        {yTitle}
      </text>
      <text className="is-name" x={(left + right) / 2} y={bottom + 32} textAnchor="middle">
        {xTitle}
      </text>
    </g>
  );
});
