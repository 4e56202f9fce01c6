import type { MouseEvent } from 'react';

/** A pointer leaves no focus on a button, so that Space goes on meaning the scene. */
export const pressed =
  (act: () => void) =>
  (event: MouseEvent<HTMLButtonElement>): void => {
    if (event.detail > 0) event.currentTarget.blur();
    act();
  };
