/** Dots, rings, their numbers and the dotted curves of UpdatesPerEpochChart. */
import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from 'recharts';
import { formatNumber } from '../../experiment/format.ts';
import { updatesPerEpoch, type Remainder } from '../../science/batch.ts';
import { batchColor, type Theme } from './batchColor.ts';
import { placeDotLabels } from './dotLabels.ts';
import { textWidth } from './textWidth.ts';

/** Room for numbers at the right of the curve, in pixels. */
export const RIGHT = 30;
const LINE = 13;

interface Mark {
  id: string;
  batchSize: number;
  updates: number;
}

interface UpdatesMarksProps {
  /** Dots with their numbers; the one whose id is "draft" is a ring. */
  labelled: readonly Mark[];
  /** Curves of runs on another number of examples. */
  others: readonly { trainingCount: number; remainder: Remainder }[];
  /** Gets a ring round its dot. */
  circled: { batchSize: number; updates: number } | undefined;
  theme: Theme;
}

/** What lies on the chart’s own scales, over its curve. */
export function UpdatesMarks({ labelled, others, circled, theme }: UpdatesMarksProps) {
  const [across, up, area] = [useXAxisScale(), useYAxisScale(), usePlotArea()];
  if (!across || !up || !area) return null;
  const at = (m: { batchSize: number; updates: number }) => ({
    x: across(m.batchSize) ?? NaN,
    y: up(m.updates) ?? NaN,
  });
  const spots = labelled.map((m) => ({ ...m, ...at(m), text: formatNumber(m.updates) }));
  const bottom = area.y + area.height;
  const placed = placeDotLabels(
    spots.map((s) => ({ x: s.x, y: s.y, width: textWidth(s.text, 11, 600) + 1 })),
    { left: area.x, right: area.x + area.width + RIGHT, top: 0, bottom },
    LINE,
  );
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.scatter}>
      <g className="plot-marks">
        {others.map((m) => (
          <polyline
            key={`${m.trainingCount} ${m.remainder}`}
            fill="none"
            stroke="var(--soft)"
            strokeDasharray="1 3"
            points={curveOf(m.trainingCount, m.remainder)
              .map(at)
              .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
              .join(' ')}
          />
        ))}
        {spots.map((s, i) => {
          const colour = batchColor(s.batchSize, theme);
          const open = s.id === 'draft';
          return (
            <g key={s.id}>
              <circle
                cx={s.x}
                cy={s.y}
                r={open ? 5 : 4}
                fill={open ? 'var(--card)' : colour}
                stroke={open ? colour : 'var(--card)'}
                strokeWidth={open ? 2 : 1}
              />
              <Label at={placed[i]} colour={colour}>
                {s.text}
              </Label>
            </g>
          );
        })}
        {circled ? (
          <circle
            cx={at(circled).x}
            cy={at(circled).y}
            r={7}
            fill="none"
            stroke={batchColor(circled.batchSize, theme)}
            strokeWidth={1.5}
          />
        ) : null}
      </g>
    </ZIndexLayer>
  );
}

function Label(props: { at: { left: number; y: number } | undefined; colour: string; children: string }) {
  const { at, colour, children } = props;
  if (!at) return null;
  return (
    <text x={at.left} y={at.y} fill={colour}>
      {children}
    </text>
  );
}

/** Every batch size up to 16, then ten to an octave and those at which the number of updates falls. */
export function curveOf(examples: number, remainder: Remainder): { batchSize: number; updates: number }[] {
  const sizes = new Set([1, examples]);
  for (let k = 0; 2 ** (k / 10) < examples; k++) sizes.add(Math.round(2 ** (k / 10)));
  for (let updates = 2; updates <= 16; updates++) {
    const last = Math.ceil(examples / updates);
    for (const size of [last - 1, last]) if (size >= 1) sizes.add(size);
  }
  return [...sizes]
    .filter((size) => size <= examples)
    .sort((a, b) => a - b)
    .map((batchSize) => ({ batchSize, updates: updatesPerEpoch(examples, batchSize, remainder) }));
}
