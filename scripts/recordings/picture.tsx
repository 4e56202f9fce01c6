/** A recording as an SVG of its own: question, chart as Compare draws it, sentence, and what was run. */
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Recording } from '../../src/recordings/recording.ts';
import type { ChartLook } from '../../src/ui/charts/compare/look.ts';
import { batchColor } from '../../src/ui/charts/batchColor.ts';
import { textWidth } from '../../src/ui/charts/textWidth.ts';
import { StillSize } from '../../src/ui/charts/useSize.ts';
import { FigureChart } from '../../src/ui/recorded/FigureChart.tsx';
import { stylesFor, type Styles } from './styles.ts';

export const WIDTH = 720;
export const HEIGHT = 420;
const RIM = 20;
const GAP = 10;

interface Paragraph {
  size: number;
  leading: number;
  weight: number;
}
const TITLE: Paragraph = { size: 19, leading: 25, weight: 600 };
const SENTENCE: Paragraph = { size: 13.5, leading: 19, weight: 400 };
const FOOT: Paragraph = { size: 11, leading: 15, weight: 400 };

/** Lines no wider than the picture. */
function wrap(text: string, { size, weight }: Paragraph): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(longer, size, weight) <= WIDTH - 2 * RIM)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A long sentence ends with one of its own sentences or parts, so that the chart keeps its room. */
function shortened(sentence: string, most: number): string[] {
  const whole = wrap(sentence, SENTENCE);
  if (whole.length <= most) return whole;
  const ends = [...sentence.matchAll(/[.;:](?= )/g)].map(({ index }) => index).reverse();
  for (const end of ends) {
    const part = wrap(`${sentence.slice(0, end)}.`, SENTENCE);
    if (part.length <= most) return part;
  }
  return whole;
}

/** What lines, bars and bands are. */
const KEYS: Record<Recording['figure']['kind'], string> = {
  race: 'Line: median of the seeds; band: least to greatest.',
  target:
    'Bars: 95% intervals over the seeds. Line: fit of S(1 + Bc ÷ B); dotted: twice the batch, half the updates.',
  speed: 'Bars: quartiles. Line: overhead plus a time for each example.',
  generalisation: 'Mean of the seeds; bars: 95% intervals.',
  noise: 'Band: 95% interval of the examples drawn.',
};

export function chartOf({ figure, arms }: Recording): ReactElement {
  const look: ChartLook = {
    ...{ arms, theme: 'light', thumb: false, hoverBatch: undefined, onHover: () => undefined },
    hidden: new Set<number>(),
  };
  return <FigureChart figure={figure} look={look} axis="epochs" scrub={undefined} />;
}

/** What is inside the chart's own SVG. */
function chartMarkup(recording: Recording, height: number): string {
  const size = { width: WIDTH - 2 * RIM, height };
  const markup = renderToStaticMarkup(<StillSize value={size}>{chartOf(recording)}</StillSize>);
  const [, inside] = /<svg[^>]*>(.*)<\/svg>/s.exec(markup) ?? [];
  if (inside === undefined) throw new Error(`The chart of “${recording.preset}” is empty.`);
  return inside;
}

const MOST_LINES = 4;

export function pictureOf(recording: Recording, styles: Styles): string {
  const title = wrap(recording.question, TITLE);
  const said = shortened(recording.sentence, MOST_LINES);
  const day = recording.recordedAt.slice(0, 10);
  const foot = [KEYS[recording.figure.kind], `${recording.settings} · recorded ${day}`].flatMap((line) =>
    wrap(line, FOOT),
  );
  const place = (lines: readonly string[], style: Paragraph, from: number, kind: string) => (
    <text className={kind} fontSize={style.size} fontWeight={style.weight}>
      {lines.map((line, i) => (
        <tspan key={line} x={RIM} y={from + style.size + i * style.leading}>
          {line}
        </tspan>
      ))}
    </text>
  );
  const top = RIM + title.length * TITLE.leading;
  const chartTop = top + said.length * SENTENCE.leading + GAP;
  const footTop = HEIGHT - RIM / 2 - foot.length * FOOT.leading;
  const inside = chartMarkup(recording, footTop - GAP - chartTop);
  const colours = recording.batchSizes.map((b) => [batchColor(b, 'light'), batchColor(b, 'dark')] as const);
  const { markup, sheet } = stylesFor(inside, colours, styles);
  const id = `batchscope-${recording.preset}`;
  return renderToStaticMarkup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-said`}
      fontFamily={'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'}
    >
      <title id={`${id}-title`}>{recording.question}</title>
      <desc id={`${id}-said`}>{recording.sentence}</desc>
      <style dangerouslySetInnerHTML={{ __html: sheet }} />
      <rect className="ground" width={WIDTH} height={HEIGHT} />
      {place(title, TITLE, RIM - 4, 'ink')}
      {place(said, SENTENCE, top, 'ink')}
      <g
        className="cmp-plot"
        transform={`translate(${RIM} ${chartTop})`}
        dangerouslySetInnerHTML={{ __html: markup }}
      />
      {place(foot, FOOT, footTop, 'soft')}
    </svg>,
  );
}
