/** Lines to be copied; where the clipboard is refused they are selected, to be copied by hand. */
import { useId, useRef, useState } from 'react';

export function Snippet({ title, text }: { title: string; text: string }) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      area.current?.select();
      setSaid('Selected: copy it by hand');
    }
  };
  return (
    <div className="snippet">
      <label htmlFor={id}>{title}</label>
      <textarea
        ref={area}
        id={id}
        readOnly
        spellCheck={false}
        rows={text.split('\n').length + 1}
        value={text}
      />
      <button type="button" className="plain" onClick={() => void copy()}>
        Copy
      </button>
      <span role="status">{said}</span>
    </div>
  );
}
