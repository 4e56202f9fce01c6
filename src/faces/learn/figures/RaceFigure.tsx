import { useRecording, useLearn } from '../context.ts';
import { RecordedText } from '../parts/Numbers.tsx';
import { Figure } from './Figure.tsx';
import { RaceGuesses, useRaceGuessed } from './RaceGuesses.tsx';
import { RaceRun } from './RaceRun.tsx';
import './race.css';

/** The recorded race on four axes; the reader can have it run again over the recording. */
export function RaceFigure() {
  const recording = useRecording('race');
  const { recordings } = useLearn();
  const guessed = useRaceGuessed();
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
        <RaceRun recording={recording} />
      ) : (
        <p className="figure-empty">Guess both; then the race is shown.</p>
      )}
    </Figure>
  );
}
