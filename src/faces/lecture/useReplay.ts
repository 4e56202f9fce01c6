import { useCallback, useEffect, useRef, useState } from 'react';
import { advance, changed, STILL_STEP, type Speed } from './replay.ts';

/** Between two pictures. */
const FRAME_MS = 40;

export interface Replay {
  /** What of the recording is shown, from 0 to 1. */
  share: number;
  playing: boolean;
  speed: Speed;
  /** Plays, from the beginning where it had ended; or holds. */
  toggle(): void;
  to(share: number): void;
  reset(): void;
  change(by: 1 | -1): void;
}

/** Anew for every scene (by `key` on the component that uses it); the speed stays. */
export function useReplay(still: boolean, speed: Speed, onSpeed: (speed: Speed) => void): Replay {
  const [share, setShare] = useState(0);
  const [playing, setPlaying] = useState(false);
  const latest = useRef(speed);
  useEffect(() => {
    latest.current = speed;
  }, [speed]);
  const on = playing && share < 1;
  useEffect(() => {
    if (!on) return;
    let last = performance.now();
    let frame = requestAnimationFrame(function next(now) {
      if (now - last >= FRAME_MS) {
        const ms = now - last;
        last = now;
        setShare((before) => advance(before, ms, latest.current));
      }
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [on]);
  const toggle = useCallback(() => {
    if (still) return setShare((before) => (before >= 1 ? STILL_STEP : Math.min(1, before + STILL_STEP)));
    if (share >= 1) setShare(0);
    setPlaying(!on);
  }, [still, share, on]);
  return {
    ...{ share, playing: on, speed, toggle },
    to(next) {
      setPlaying(false);
      setShare(Math.min(1, Math.max(0, next)));
    },
    reset() {
      setPlaying(false);
      setShare(0);
    },
    change: (by) => onSpeed(changed(speed, by)),
  };
}
