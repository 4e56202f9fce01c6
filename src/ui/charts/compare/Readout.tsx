/** What the chart says where the pointer is. A help for the eye: the table of values says the same in words. */
import type { ReactNode } from 'react';
import type { Plane } from './plane.ts';
import './compare.css';

export interface ReadoutRow {
  key: string;
  name: ReactNode;
  colour: string;
  strong: boolean;
  value: string;
}

interface ReadoutProps {
  plane: Plane;
  /** Pixel of the hairline. */
  at: number;
  title: string;
  rows: readonly ReadoutRow[];
}

/** Rows beyond this many are left out, worst last. */
const MOST_ROWS = 12;

export function Readout({ plane, at, title, rows }: ReadoutProps) {
  const hair = Math.max(plane.left, Math.min(plane.right, at));
  const leftSide = hair > (plane.left + plane.right) / 2;
  return (
    <div className="cmp-reading" aria-hidden="true">
      <div className="cmp-hair" style={{ left: hair, top: plane.top, height: plane.bottom - plane.top }} />
      <div
        className="cmp-readout"
        style={leftSide ? { right: plane.width - hair + 10 } : { left: hair + 10 }}
      >
        <p>{title}</p>
        <table>
          <tbody>
            {rows.slice(0, MOST_ROWS).map(({ key, name, colour, strong, value }) => (
              <tr key={key} className={strong ? 'is-strong' : ''}>
                <th scope="row" style={{ color: colour }}>
                  {name}
                </th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
