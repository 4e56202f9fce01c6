/** The sentence, folded where it is long; as setSaid of frame.ts does before. */
import { useEffect, useRef, useState } from 'react';
import { hideWhereWhole, LONG_SENTENCE } from '../frame.ts';

export function Said({ text, onFold }: { text: string; onFold: () => void }) {
  const [open, setOpen] = useState(false);
  const sentence = useRef<HTMLParagraphElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const long = text.length > LONG_SENTENCE;
  useEffect(() => {
    if (!sentence.current || !more.current) return undefined;
    const observer = hideWhereWhole(sentence.current, more.current);
    return () => observer.disconnect();
  }, [long, text]);
  useEffect(onFold, [open, onFold]);
  return (
    <div className="said">
      <p ref={sentence} className={long && !open ? 'is-folded' : ''}>
        {text}
      </p>
      {long && (
        <button ref={more} type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Less' : 'Read on'}
        </button>
      )}
    </div>
  );
}
