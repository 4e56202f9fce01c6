/** The hairline and, beside it, what every visible run says there. Its words for screen readers are the chart's value text. */
import type { XAxis } from '../../state/store.ts';
import { batchColor, type Theme } from './batchColor.ts';
import type { ChartKind } from './chartRun.ts';
import type { RunReading } from './livePlot.ts';
import type { PlotLayout } from './plotLayout.ts';
import type { Scale } from './scale.ts';
import { place, valueText } from './ticksText.ts';

export interface Hairline {
  /** Value on the x-axis. */
  at: number;
  rows: readonly RunReading[];
}

interface ReadoutProps {
  kind: ChartKind;
  axis: XAxis;
  theme: Theme;
  layout: PlotLayout;
  x: Scale;
  y: Scale;
  hairline: Hairline;
}

const columnsOf = (kind: ChartKind, { training, trainingAccuracy, validation }: RunReading) =>
  [kind === 'loss' ? training : trainingAccuracy, validation] as const;

export function Readout({ kind, axis, theme, layout, x, y, hairline }: ReadoutProps) {
  const dots = hairline.rows.flatMap((row) => {
    const value = kind === 'loss' ? row.training : row.validation;
    if (value === undefined || row.measuredAt === undefined || row.endedAt !== undefined) return [];
    const [across, down] = [x.at(row.measuredAt), y.at(value)];
    const inside = down >= y.to && down <= y.from && across >= x.from;
    return inside ? [{ id: row.run.id, batchSize: row.run.batchSize, across, down }] : [];
  });
  const hair = Math.min(layout.right, Math.max(layout.left, x.at(hairline.at)));
  const leftSide = hair > (layout.left + layout.right) / 2;
  return (
    <div className="plot-reading" aria-hidden="true">
      <div
        className="plot-hair"
        style={{ transform: `translateX(${hair}px)`, top: layout.top, height: layout.bottom - layout.top }}
      />
      {dots.map(({ id, batchSize, across, down }) => (
        <i
          key={id}
          className="plot-hair-dot"
          style={{ color: batchColor(batchSize, theme), transform: `translate(${across}px, ${down}px)` }}
        />
      ))}
      <div
        className="plot-readout"
        style={leftSide ? { right: layout.width - hair + 10 } : { left: hair + 10 }}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{place(axis, hairline.at)}</th>
              <th scope="col">training</th>
              <th scope="col">validation</th>
            </tr>
          </thead>
          <tbody>
            {hairline.rows.map((row) => (
              <tr key={row.run.id}>
                <th scope="row" style={{ color: batchColor(row.run.batchSize, theme) }}>
                  {row.run.label}
                  {row.endedAt !== undefined && !row.run.live ? <small> ended</small> : null}
                </th>
                {columnsOf(kind, row).map((value, i) => (
                  <td key={i}>{value === undefined ? '–' : valueText(kind, value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The same in words. */
export function readingText(kind: ChartKind, axis: XAxis, { at, rows }: Hairline): string {
  const said = rows.map((row) => {
    const [training, validation] = columnsOf(kind, row);
    const parts = [];
    if (training !== undefined) parts.push(`training ${valueText(kind, training)}`);
    if (validation !== undefined) parts.push(`validation ${valueText(kind, validation)}`);
    const name = `batch size ${row.run.label}${row.run.retuned ? ' (changed on the way)' : ''}`;
    return `${name}: ${parts.join(', ') || 'nothing yet'}`;
  });
  return [place(axis, at), ...said].join('; ');
}
