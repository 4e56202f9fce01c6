/** How noisy one batch is: the noise scale along training, and single gradients against the full one. */
import { memo, useMemo } from 'react';
import { noiseView } from '../../../sweep/analyse/noiseView.ts';
import { armNames, settingsLine } from '../../../sweep/analyse/settingsWords.ts';
import type { NoiseView as Noise, Ranged } from '../../../sweep/views.ts';
import { curveName, GradientChart, severalEnds } from '../../charts/compare/GradientChart.tsx';
import { LegendButtons } from '../../charts/compare/LegendButtons.tsx';
import { NoiseChart } from '../../charts/compare/NoiseChart.tsx';
import type { NoiseAxis } from '../../charts/compare/noiseShape.ts';
import type { Values } from '../../charts/compare/ValuesTable.tsx';
import { countText, groupName, NOTHING, rangedText } from '../../charts/compare/words.ts';
import { DrawnLater } from '../../charts/useSize.ts';
import { Segmented } from '../../controls/Segmented.tsx';
import { chosenTarget } from './chosenTarget.ts';
import { Figure } from './Figure.tsx';
import type { ViewProps } from './props.ts';
import { sameView } from './sameView.ts';
import { batchSizesOf, unique, whyEmpty } from './sweepWords.ts';
import { useLook } from './useLook.ts';

const AXES: readonly { value: NoiseAxis; label: string }[] = [
  { value: 'updates', label: 'updates' },
  { value: 'examples', label: 'examples' },
];

const QUANTITIES = ['cosine', 'length'] as const;

export const NoiseView = memo(function NoiseView(props: ViewProps) {
  const { data, selection, on, size } = props;
  const { axis, hiddenBatches } = selection;
  const look = useLook(props);
  const target = useMemo(() => chosenTarget(data, selection.target), [data, selection.target]);
  const view = useMemo(() => noiseView(data, target), [data, target]);
  const counted: NoiseAxis = axis === 'updates' ? 'updates' : 'examples';
  const chart = <NoiseChart {...look} view={view} axis={counted} />;
  if (size !== 'full') return chart;

  const measured = view.tracks.length + view.gradients.length;
  const gradients = view.gradients.some((g) => g.points.length > 0);
  /** Their room is kept from the beginning, so that nothing moves when they come. */
  const awaited = data.spec.noise && data.runs.every((run) => run.live);
  return (
    <Figure
      id="noise"
      title="How noisy is one batch?"
      sentence={view.sentence}
      notes={unique(view.notes)}
      spec={data.spec}
      settings={settingsLine(data)}
      empty={data.spec.noise || measured > 0 ? whyEmpty(data, measured) : NOT_ASKED}
      controls={<Segmented name="Horizontal axis" value={counted} options={AXES} onChange={on.axis} />}
      legend={
        <LegendButtons
          batchSizes={batchSizesOf(
            view.tracks.length > 0 ? view.tracks : view.gradients.flatMap((g) => g.points),
          )}
          hidden={hiddenBatches}
          theme={look.theme}
          arms={look.arms}
          onToggle={on.toggle}
          onHover={on.hover}
        />
      }
      below={<Key view={view} gradients={gradients || awaited} />}
      values={() => noiseValues(view, armNames(data.spec))}
    >
      {view.tracks.length > 0 && chart}
      {(gradients || awaited) && (
        <div className="cmp-aside">
          <DrawnLater value={true}>
            {QUANTITIES.map((quantity) =>
              gradients ? (
                <GradientChart key={quantity} {...look} gradients={view.gradients} quantity={quantity} />
              ) : (
                <div key={quantity} className="cmp-area" />
              ),
            )}
          </DrawnLater>
        </div>
      )}
    </Figure>
  );
}, sameView);

const NOT_ASKED = 'This sweep did not measure gradients. Switch “noise” on in the builder and run it again.';

function Key({ view, gradients }: { view: Noise; gradients: boolean }) {
  const unresolved = view.tracks.some((t) => t.points.some((p) => p.scale === undefined));
  return (
    <p className="cmp-key">
      <span>band: 95% interval of the examples drawn</span>
      {unresolved && (
        <span>
          <svg width="26" height="10" viewBox="0 0 26 10" aria-hidden="true">
            <path d="M0 5H26" strokeWidth="2" strokeDasharray="1 4" />
          </svg>
          not resolved yet
        </span>
      )}
      {view.tracks.some((t) => t.exact) && (
        <span>
          <svg width="26" height="10" viewBox="0 0 26 10" aria-hidden="true">
            <path d="M0 5H26" strokeDasharray="6 4" strokeWidth="1.5" />
          </svg>
          closed form
        </span>
      )}
      {gradients && (
        <span>
          small charts: ● start of training, ○ end{severalEnds(view.gradients) ? ' of each batch size' : ''};
          bars: 95% intervals over seeds
        </span>
      )}
    </p>
  );
}

const PARTS = [0.25, 0.5, 0.75, 1];

export function noiseValues(view: Noise, arms: readonly string[]): Values[] {
  const said = (scale: Ranged | undefined) => (scale ? rangedText(scale, countText) : 'not resolved yet');
  const several = severalEnds(view.gradients);
  const gradientRows = view.gradients.flatMap((curve) =>
    curve.points.map((p) => [
      countText(p.batchSize),
      curveName(curve, several),
      rangedText(p.cosine, countText),
      rangedText(p.length, countText),
    ]),
  );
  return [
    {
      caption: 'Noise scale in examples, with 95% interval, at quarters of the training',
      columns: ['batch size', 'measured from', '¼', '½', '¾', 'end', 'closed form at the end'],
      rows: view.tracks.map((t) => [
        groupName(arms, t.arm, t.batchSize),
        t.from === 'per-example' ? 'single examples' : `micro-batches of ${t.from}`,
        ...PARTS.map((part) => said(t.points[Math.round(part * (t.points.length - 1))]?.scale)),
        t.exact ? countText(t.exact[t.exact.length - 1]) : NOTHING,
      ]),
    },
    ...(gradientRows.length > 0
      ? [
          {
            caption: 'Gradient of one batch against the gradient of all examples',
            columns: ['batch size', 'when', 'cosine', 'length ÷ full'],
            rows: gradientRows,
          },
        ]
      : []),
  ];
}
