import { startTransition, useEffect, useRef, useState } from 'react';
import { createTurns } from '../charts/turns.ts';

const turns = createTurns((act) => requestAnimationFrame(act));

/**
 * `value` when this one's turn has come; undefined before the first. Of those that ask at once each is drawn on its own.
 * Who waits keeps its place when the value changes, and draws the latest.
 */
export function useTurn<T>(value: T): T | undefined {
  const [shown, setShown] = useState<{ value: T }>();
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  const behind = !shown || !Object.is(shown.value, value);
  useEffect(() => {
    if (!behind) return;
    return turns.take(() => startTransition(() => setShown({ value: latest.current })));
  }, [behind, shown]);
  return shown?.value;
}
