/** Lets a share run from 0 to 1, as a race does. */
import { useCallback, useEffect, useRef, useState } from 'react';

const PLAY_MS = 6000;
/** Between two pictures; a sweep may be training beside it. */
const FRAME_MS = 40;

export interface Play {
  playing: boolean;
  /** Starts, from the beginning where it had ended, or stops. */
  toggle(): void;
  stop(): void;
}

/** `share` undefined means the end. */
export function usePlay(share: number | undefined, onShare: (share: number | undefined) => void): Play {
  const [playing, setPlaying] = useState(false);
  const latest = useRef({ share, onShare });
  useEffect(() => {
    latest.current = { share, onShare };
  });
  useEffect(() => {
    if (!playing) return;
    const from = latest.current.share ?? 0;
    const began = performance.now();
    let shown = -Infinity;
    let frame = requestAnimationFrame(function next(now) {
      const at = from + (now - began) / PLAY_MS;
      if (at >= 1) {
        latest.current.onShare(undefined);
        return setPlaying(false);
      }
      if (now - shown >= FRAME_MS) {
        shown = now;
        latest.current.onShare(Math.max(0, at));
      }
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);
  return {
    playing,
    toggle: useCallback(() => setPlaying((was) => !was), []),
    stop: useCallback(() => setPlaying(false), []),
  };
}
