import { useEffect, useImperativeHandle, useMemo, type Ref } from 'react';
import type { Scene } from '../../experiment/talk.ts';
import { encodeSweepLink } from '../../experiment/sweepUrl.ts';
import { statusWords } from '../../ui/recorded/trainingWords.ts';
import { PlotScale } from '../../ui/charts/compare/PlotArea.tsx';
import { useMedia } from '../../ui/media.ts';
import { EpochFigure, epochSentence } from './EpochFigure.tsx';
import { MemoryFigure, memorySentence } from './MemoryFigure.tsx';
import type { LiveRuns } from './liveRuns.ts';
import type { Recordings } from './recorded.ts';
import type { Speed } from './replay.ts';
import { SceneBar } from './SceneBar.tsx';
import { firstThought, saidHere, saidOf } from './sentence.ts';
import { useShown, type Shown } from './shown.ts';
import { SweepFigure } from './SweepFigure.tsx';
import { useHere } from './useHere.ts';
import { useReplay } from './useReplay.ts';

/** What the keys ask of the scene on the screen. */
export interface SceneHandle {
  play(): void;
  here(): void;
  reset(): void;
  change(by: 1 | -1): void;
}

interface Props {
  ref: Ref<SceneHandle>;
  scene: Scene;
  recordings: Recordings;
  runs: LiveRuns;
  /** CSS pixels to a pixel of a 1,280 × 720 projector. */
  unit: number;
  speed: Speed;
  onSpeed(speed: Speed): void;
  /** All that the scene's results say, for the speaker. */
  onSaid(said: string): void;
}

/** The smallest text of a chart, in its own pixels, and what it must be on a projector. */
const CHART_TEXT = 11;
const HALL_TEXT = 24;

/** One figure and one sentence. */
export function SceneView({ ref, scene, recordings, runs, unit, speed, onSpeed, onSaid }: Props) {
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const shown = useShown(scene.show, recordings);
  const replay = useReplay(still, speed, onSpeed);
  const live = useHere(runs, shown.kind === 'sweep' ? encodeSweepLink(shown.spec) : '');
  const { phase } = live.state;
  const training = phase === 'running' || phase === 'waiting';
  const here = shown.kind === 'sweep' ? live.data : undefined;
  const all = useMemo(
    () =>
      here && phase === 'done' && shown.kind === 'sweep' ? saidHere(here, shown.axis) : everything(shown),
    [here, phase, shown],
  );
  useEffect(() => onSaid(all), [onSaid, all]);
  const run = (): void => {
    if (shown.kind !== 'sweep') return;
    if (training) live.stop();
    else live.run({ ...shown.spec, base: { ...shown.spec.base, engine: 'cpu' } }, shown.preset);
  };
  const reset = (): void => {
    live.stop();
    live.forget();
    replay.reset();
  };
  useImperativeHandle(ref, () => ({ play: replay.toggle, here: run, reset, change: replay.change }));
  const over = replay.share >= 1 || scene.show.kind === 'words';
  const sentence =
    scene.words ?? (here ? (phase === 'done' ? firstThought(all) : '') : over ? firstThought(all) : '');
  return (
    <>
      <p className="said" role="status">
        {sentence}
      </p>
      <div className="stage-figure">
        <PlotScale value={(HALL_TEXT / CHART_TEXT) * unit}>
          {shown.kind === 'epoch' && <EpochFigure {...shown} share={replay.share} />}
          {shown.kind === 'memory' && <MemoryFigure config={shown.config} share={replay.share} />}
          {shown.kind === 'sweep' && (
            <SweepFigure recording={shown.drawn} axis={shown.axis} share={replay.share} here={here} />
          )}
        </PlotScale>
        {shown.kind === 'none' && <p className="none">{shown.why}</p>}
      </div>
      {shown.kind !== 'words' && (
        <SceneBar
          replay={replay}
          still={still}
          from={shown.kind === 'sweep' ? (here ? 'trained here, now' : shown.from) : ''}
          {...(shown.kind === 'sweep' ? { onHere: run } : {})}
          training={training}
          status={statusWords(live.state)}
        />
      )}
    </>
  );
}

function everything(shown: Shown): string {
  switch (shown.kind) {
    case 'epoch':
      return epochSentence(shown.examples, shown.batchSize);
    case 'memory':
      return memorySentence(shown.config);
    case 'sweep':
      return saidOf(shown.drawn, shown.axis);
    case 'words':
    case 'none':
      return '';
    default:
      return shown satisfies never;
  }
}
