/** The target as a line across the race. */
import type { Plane } from './plane.ts';
import './compare.css';

export function TargetLine({ plane, value, text }: { plane: Plane; value: number; text: string }) {
  const y = plane.y.at(value);
  if (!Number.isFinite(y) || y < plane.top - 1 || y > plane.bottom + 1) return null;
  return (
    <g className="cmp-target">
      <line x1={plane.left} x2={plane.right} y1={y} y2={y} />
      <text x={plane.left + 12} y={y - 6}>
        {text}
      </text>
    </g>
  );
}
