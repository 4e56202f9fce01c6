import { startTransition, useEffect, useState } from 'react';
import { createTurns } from '../charts/turns.ts';

const turns = createTurns((act) => requestAnimationFrame(act));

/** `value` when this one's turn has come; undefined before the first. Of those that ask at once each is drawn on its own. */
export function useTurn<T>(value: T): T | undefined {
  const [shown, setShown] = useState<{ value: T }>();
  useEffect(() => {
    if (shown && Object.is(shown.value, value)) return;
    return turns.take(() => startTransition(() => setShown({ value })));
  }, [value, shown]);
  return shown?.value;
}
