import { useId, useRef, useState, type ReactNode } from 'react';
import { useLearn, useProgress } from '../context.ts';
import './quiz.css';

export interface GuessOption {
  value: string;
  label: string;
}

interface GuessProps {
  id: string;
  question: ReactNode;
  options: readonly GuessOption[];
  /** The right option, once the figure has run; undefined before. */
  truth: string | undefined;
  /** What it was, with its numbers; shown beside the guess. */
  said: ReactNode;
}

/** Whether the reader has said what will come; on paper nobody is asked. */
export function useGuessed(id: string): boolean {
  const { printing } = useLearn();
  const guess = useProgress(({ guesses }) => guesses[id]);
  return printing || guess !== undefined;
}

/** A guess to be made before a figure runs, then set against what came. */
export function Guess({ id, question, options, truth, said }: GuessProps) {
  const { progress, printing } = useLearn();
  const guess = useProgress(({ guesses }) => guesses[id]);
  const [picked, setPicked] = useState<string>();
  const name = useId();
  /** The button that is pressed goes with what it belongs to; the focus goes on to what takes its place. */
  const pressed = useRef(false);
  const arrive = (place: HTMLElement | null): void => {
    if (!place || !pressed.current) return;
    pressed.current = false;
    place.focus();
  };
  const labelOf = (value: string | undefined) => options.find((one) => one.value === value)?.label ?? '';
  const change = (value: string | undefined): void => {
    pressed.current = true;
    progress.setState(({ guesses: { [id]: _, ...rest } }) => ({
      guesses: value === undefined ? rest : { ...rest, [id]: value },
    }));
  };
  if (guess === undefined && printing)
    return (
      <div className="quiz is-guess" data-guess={id}>
        <p>
          <b>Predict first.</b> {question}
        </p>
        {truth === undefined && (
          <ul>
            {options.map(({ value, label }) => (
              <li key={value}>
                <span data-number="computed">{label}</span>
              </li>
            ))}
          </ul>
        )}
        {truth !== undefined && (
          <p>
            It came so: <span data-number="computed">{labelOf(truth)}</span>. {said}
          </p>
        )}
      </div>
    );
  if (guess === undefined)
    return (
      <fieldset className="quiz is-guess" data-guess={id} tabIndex={-1} ref={arrive}>
        <legend>
          <b>Predict first.</b> {question}
        </legend>
        <Options {...{ name, options, picked }} onPick={setPicked} />
        <button
          type="button"
          className="plain"
          aria-disabled={picked === undefined}
          onClick={() => picked !== undefined && change(picked)}
        >
          That is my guess
        </button>
      </fieldset>
    );
  return (
    <div className="quiz is-guess" data-guess={id}>
      <p>
        <b>Predict first.</b> {question}
      </p>
      <p role="status" tabIndex={-1} ref={arrive}>
        Your guess: <b data-number="computed">{labelOf(guess)}</b>.{' '}
        {truth === undefined ? (
          'Now let the figure answer.'
        ) : (
          <>
            {guess === truth ? (
              'It came so. '
            ) : (
              <>
                It came otherwise: <b data-number="computed">{labelOf(truth)}</b>.{' '}
              </>
            )}
            {said}
          </>
        )}{' '}
        <button type="button" className="link" onClick={() => change(undefined)}>
          Guess again
        </button>
      </p>
    </div>
  );
}

interface OptionsProps {
  name: string;
  options: readonly GuessOption[];
  picked: string | undefined;
  onPick(value: string): void;
}

export function Options({ name, options, picked, onPick }: OptionsProps) {
  return (
    <div className="quiz-options">
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={picked === value}
            onChange={() => onPick(value)}
          />{' '}
          <span data-number="computed">{label}</span>
        </label>
      ))}
    </div>
  );
}
