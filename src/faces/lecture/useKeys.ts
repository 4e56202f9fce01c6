import { useEffect, useRef } from 'react';
import { placeOf, readKey, type Act } from './keys.ts';

/** Hears keys anywhere on the page; `act` gets an act, or the number of a scene. */
export function useKeys(act: (what: Act | number) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const what = readKey(event, placeOf(document.activeElement));
      if (what === undefined || event.defaultPrevented) return;
      event.preventDefault();
      latest.current(what);
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, []);
}
