import { useId, useState, type ReactNode } from 'react';
import { useLearn, useProgress } from '../context.ts';
import { Options } from './Guess.tsx';
import './quiz.css';

export interface CheckOption {
  value: string;
  label: string;
  right?: boolean;
  /** Why it is right or not. */
  why: ReactNode;
}

interface CheckProps {
  id: string;
  question: ReactNode;
  options: readonly CheckOption[];
}

/** A short question after a section; every answer is told why it is right or wrong. */
export function Check({ id, question, options }: CheckProps) {
  const { progress, printing } = useLearn();
  const answer = useProgress(({ checks }) => checks[id]);
  const [picked, setPicked] = useState(answer);
  const name = useId();
  const chosen = options.find(({ value }) => value === answer);
  const right = options.find((option) => option.right);
  return (
    <fieldset className="quiz is-check" data-check={id}>
      <legend>
        <b>Check.</b> {question}
      </legend>
      <Options {...{ name, options, picked }} onPick={setPicked} />
      <button
        type="button"
        className="plain"
        aria-disabled={picked === undefined}
        onClick={() =>
          picked !== undefined && progress.setState(({ checks }) => ({ checks: { ...checks, [id]: picked } }))
        }
      >
        Check
      </button>
      <p className="quiz-said" role="status">
        {printing ? (
          <>
            <b>{ended(right?.label ?? '')}</b> {right?.why}
          </>
        ) : (
          chosen && (
            <>
              <b className={chosen.right ? 'is-right' : 'is-wrong'}>{chosen.right ? 'Right.' : 'Not so.'}</b>{' '}
              {chosen.why}
            </>
          )
        )}
      </p>
    </fieldset>
  );
}

/** A label that is a question keeps its mark. */
const ended = (label: string): string => (/[?.!]$/.test(label) ? label : `${label}.`);
