import { useState } from 'react';
import './exportMenu.css';

interface CopyLinkProps {
  /** Of the link, without "?"; asked for when it is copied. */
  query(): string;
  disabled: boolean;
}

/** Copies a link that opens the page as it is set; where the clipboard is refused, shows it to be copied by hand. */
export function CopyLinkButton({ query, disabled }: CopyLinkProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const link = (): string => `${location.origin}${location.pathname}?${query()}`;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link());
      setState('copied');
      setTimeout(() => setState('idle'), 2500);
    } catch {
      setState('refused');
    }
  };
  return (
    <div className="export">
      <button type="button" className="plain" disabled={disabled} onClick={() => void copy()}>
        Copy link
      </button>
      <span role="status" className={state === 'copied' ? 'copied' : 'visually-hidden'}>
        {state === 'copied' ? 'Copied' : ''}
      </span>
      {state === 'refused' && (
        <div className="export-list">
          <label>
            Copy this address by hand:
            <input
              readOnly
              autoFocus
              value={link()}
              onFocus={(e) => e.target.select()}
              onBlur={() => setState('idle')}
            />
          </label>
        </div>
      )}
    </div>
  );
}
