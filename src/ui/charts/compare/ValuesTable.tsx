/** The values of a figure as a table, behind a disclosure: its text alternative, and for whoever wants the numbers. */
import { useState } from 'react';
import './compare.css';

export interface Values {
  /** Says what the rows are. */
  caption: string;
  columns: readonly string[];
  /** The first cell of each row is its heading. */
  rows: readonly (readonly string[])[];
}

/** `values` are worked out only when they are asked for. */
export function ValuesTable({ values }: { values: () => readonly Values[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="cmp-values" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Values as table</summary>
      {open && (
        <div className="cmp-values-scroll" role="region" aria-label="Values as table" tabIndex={0}>
          {values().map(({ caption, columns, rows }) => (
            <table key={caption}>
              <caption>{caption}</caption>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, i) => (
                  <tr key={i}>
                    {row.map((cell, k) =>
                      k === 0 ? (
                        <th key={k} scope="row">
                          {cell}
                        </th>
                      ) : (
                        <td key={k}>{cell}</td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          ))}
        </div>
      )}
    </details>
  );
}
