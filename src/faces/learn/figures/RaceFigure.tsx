import { useState } from 'react';
import { RACE_AXES } from '../../../recordings/recording.ts';
import type { RaceAxis } from '../../../sweep/views.ts';
import { RaceChart } from '../../../ui/charts/compare/RaceChart.tsx';
import { Segmented } from '../../../ui/controls/Segmented.tsx';
import { useTheme } from '../../../ui/theme.ts';
import { useLearn, useRecording } from '../context.ts';
import { figureOf } from '../facts.ts';
import { RecordedText } from '../parts/Numbers.tsx';
import { Figure } from './Figure.tsx';
import { RaceGuesses, useRaceGuessed } from './RaceGuesses.tsx';
import './race.css';

const AXES: readonly { value: RaceAxis; label: string }[] = RACE_AXES.map((value) => ({
  value,
  label: value,
}));
const NONE: ReadonlySet<number> = new Set();

/** The recorded race on four axes; the reader can have it run again over the recording. */
export function RaceFigure() {
  const recording = useRecording('race');
  const { recordings } = useLearn();
  const guessed = useRaceGuessed();
  const theme = useTheme();
  const [axis, setAxis] = useState<RaceAxis>('epochs');
  const [hoverBatch, onHover] = useState<number>();
  if (!recording)
    return (
      <Figure id="race" title="The race" caption="">
        <p className="figure-empty">
          {recordings.race === 'failed'
            ? 'The recorded race did not arrive.'
            : 'The recorded race is on its way.'}
        </p>
      </Figure>
    );
  const { view } = figureOf(recording, 'race').axes[axis];
  return (
    <Figure
      id="race"
      title="The race"
      caption={
        <RecordedText>
          {`${recording.settings}. Line: median of the seeds; band: from the least to the greatest. Recorded ${recording.recordedAt.slice(0, 10)} on ${recording.environment}.`}
        </RecordedText>
      }
    >
      <RaceGuesses recording={recording} />
      {guessed ? (
        <>
          <Segmented
            name="Horizontal axis of the race"
            value={axis}
            options={AXES}
            onChange={(next) => setAxis(next)}
          />
          <div className="race-plot">
            <RaceChart
              {...{ view, theme, hoverBatch, onHover, arms: recording.arms, hidden: NONE, thumb: false }}
              scrub={undefined}
              logX={axis === 'updates'}
              logY={false}
            />
          </div>
          <p className="race-said" role="status">
            <RecordedText>{view.sentence}</RecordedText>
          </p>
        </>
      ) : (
        <p className="figure-empty">Guess both; then the race is shown.</p>
      )}
    </Figure>
  );
}
