/** The sentence, folded where it is long; as setSaid of frame.ts does before. */
import { useState } from 'react';
import { LONG_SENTENCE } from '../frame.ts';

export function Said({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const long = text.length > LONG_SENTENCE;
  return (
    <div className="said">
      <p className={long && !open ? 'is-folded' : ''}>{text}</p>
      {long && (
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Less' : 'Read on'}
        </button>
      )}
    </div>
  );
}
