/** Who draws next: one at a time, each in a frame of its own, so that what changes for all is never drawn in one task. */

export interface Turns {
  /** Calls `act` when it is this one's turn, at once never. The answer ends the turn, or leaves the queue. */
  take(act: () => void): () => void;
}

export function createTurns(nextFrame: (act: () => void) => void): Turns {
  const queue: (() => void)[] = [];
  let current: (() => void) | undefined;
  let asked = false;

  function ask(): void {
    if (asked || current || queue.length === 0) return;
    asked = true;
    nextFrame(() => {
      asked = false;
      current = queue.shift();
      current?.();
    });
  }

  return {
    take(act) {
      queue.push(act);
      ask();
      return () => {
        const at = queue.indexOf(act);
        if (at >= 0) queue.splice(at, 1);
        if (current === act) current = undefined;
        ask();
      };
    },
  };
}
