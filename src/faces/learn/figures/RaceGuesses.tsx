import { formatNumber, formatPercent } from '../../../experiment/format.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { ends, finalAccuracy, updatesMade } from '../facts.ts';
import { Guess, useGuessed } from '../parts/Guess.tsx';
import { RecordedText } from '../parts/Numbers.tsx';

export const RACE_GUESSES = { winner: 'race', updates: 'race-updates' } as const;

export function useRaceGuessed(): boolean {
  const winner = useGuessed(RACE_GUESSES.winner);
  const updates = useGuessed(RACE_GUESSES.updates);
  return winner && updates;
}

const TIMES = [
  { value: 'same', label: 'About as many', up: 2 },
  { value: 'ten', label: 'About ten times as many', up: 32 },
  { value: 'hundred', label: 'Over a hundred times as many', up: Infinity },
];

/** What the reader is asked before the race, set against the recorded one. */
export function RaceGuesses({ recording }: { recording: Recording }) {
  const guessed = useRaceGuessed();
  const { batchSizes } = recording;
  const { least, most } = ends(recording);
  const finals = batchSizes.map((size) => finalAccuracy(recording, size));
  const winner = batchSizes[finals.indexOf(Math.max(...finals))];
  const [many, few] = [least, most].map((size) => updatesMade(recording, size));
  const times = many / few;
  return (
    <>
      <Guess
        id={RACE_GUESSES.winner}
        question="Three batch sizes see the same examples equally often. Which knows most at the end?"
        options={batchSizes.map((size) => ({
          value: String(size),
          label: `Batch size ${formatNumber(size)}`,
        }))}
        truth={guessed ? String(winner) : undefined}
        said={
          <RecordedText>
            {`${batchSizes.map((size, i) => `${formatNumber(size)}: ${formatPercent(finals[i])}`).join(', ')}.`}
          </RecordedText>
        }
      />
      <Guess
        id={RACE_GUESSES.updates}
        question={
          <>
            How many updates does the smallest make for each update of the largest?{' '}
            <RecordedText>{`The sizes are ${formatNumber(least)} and ${formatNumber(most)}.`}</RecordedText>
          </>
        }
        options={TIMES}
        truth={guessed ? TIMES.find(({ up }) => times < up)?.value : undefined}
        said={
          <RecordedText>
            {`${formatNumber(many)} against ${formatNumber(few)}, ${formatNumber(times)} times as many.`}
          </RecordedText>
        }
      />
    </>
  );
}
