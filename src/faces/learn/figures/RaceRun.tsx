import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { RACE_AXES, type Recording } from '../../../recordings/recording.ts';
import { createSweepTrainer, FREE, hasResults, type SweepTrainer } from '../../../state/sweepTrainer.ts';
import { raceView } from '../../../sweep/analyse/raceView.ts';
import { PRESETS } from '../../../sweep/presets.ts';
import type { RaceAxis } from '../../../sweep/views.ts';
import { RaceChart } from '../../../ui/charts/compare/RaceChart.tsx';
import { Segmented } from '../../../ui/controls/Segmented.tsx';
import { meetsRecording, statusWords } from '../../../ui/recorded/trainingWords.ts';
import { useHeld } from '../../../ui/recorded/useHeld.ts';
import { useTheme } from '../../../ui/theme.ts';
import { startSweepWorker } from '../../../worker/client/sweepWorker.ts';
import { useAtWork } from '../atWork.ts';
import { figureOf } from '../facts.ts';
import { ComputedText, RecordedText } from '../parts/Numbers.tsx';
import { RaceButtons } from './RaceButtons.tsx';

const AXES: readonly { value: RaceAxis; label: string }[] = RACE_AXES.map((value) => ({
  value,
  label: value,
}));
const NONE: ReadonlySet<number> = new Set();

const newTrainer = (): SweepTrainer =>
  createSweepTrainer({
    permit: FREE,
    startWorker: startSweepWorker,
    cores: navigator.hardwareConcurrency,
    now: () => performance.now(),
    date: () => Date.now(),
  });

/** The recorded race, and over it the one that the reader has run. */
export function RaceRun({ recording }: { recording: Recording }) {
  const theme = useTheme();
  const [trainer] = useState(newTrainer);
  const state = useSyncExternalStore(trainer.subscribe, trainer.state);
  const place = useRef<HTMLDivElement>(null);
  useHeld(trainer, place);
  const [axis, setAxis] = useState<RaceAxis>('epochs');
  const [hoverBatch, onHover] = useState<number>();

  const { metric, split, axes } = figureOf(recording, 'race');
  const { view: before } = axes[axis];
  const { phase } = state;
  useAtWork(phase === 'running' || phase === 'waiting');
  const here = state.data && hasResults(state.data) ? state.data : undefined;
  const view = useMemo(() => here && raceView(here, { axis, metric, split }), [here, axis, metric, split]);
  const met = useMemo(
    () => (here && phase === 'done' ? meetsRecording(here, recording) : undefined),
    [here, phase, recording],
  );
  const start = (): void => {
    const preset = PRESETS.find(({ id }) => id === recording.preset);
    if (preset) trainer.start(preset.spec, preset.id);
  };
  return (
    <div ref={place}>
      <Segmented
        name="Horizontal axis of the race"
        value={axis}
        options={AXES}
        onChange={(next) => setAxis(next)}
      />
      <div className="race-plot">
        <RaceChart
          {...{ theme, hoverBatch, onHover, arms: recording.arms, hidden: NONE, thumb: false }}
          view={view ?? before}
          ghost={view && before}
          scrub={undefined}
          logX={axis === 'updates'}
          logY={false}
        />
      </div>
      <RaceButtons {...{ trainer, phase }} onStart={start} />
      <p className="race-said" role="status">
        {view ? (
          <ComputedText>
            {[statusWords(state), met ?? '', view.sentence].filter(Boolean).join(' ')}
          </ComputedText>
        ) : (
          <>
            <ComputedText>{statusWords(state)}</ComputedText> <RecordedText>{before.sentence}</RecordedText>
          </>
        )}
      </p>
    </div>
  );
}
