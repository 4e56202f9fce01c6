import { useState } from 'react';
import { copyText } from '../copyText.ts';
import './exportMenu.css';

interface CopyLinkProps {
  label?: string;
  /** Of the link, without "?"; asked for when it is copied. undefined: there is none, and why is said elsewhere. */
  query(): string | Promise<string | undefined>;
  disabled: boolean;
}

/** Copies a link that opens the page as it is set; where the clipboard is refused, shows it to be copied by hand. */
export function CopyLinkButton({ label = 'Copy link', query, disabled }: CopyLinkProps) {
  const [copied, setCopied] = useState(false);
  const [refused, setRefused] = useState<string>();
  const copy = async (): Promise<void> => {
    const link = Promise.resolve(query()).then((asked) =>
      asked === undefined ? undefined : `${location.origin}${location.pathname}?${asked}`,
    );
    const done = await copyText(link);
    if (done === 'refused') return setRefused(await link);
    if (done === 'none') return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2500);
  };
  return (
    <div className="export">
      <button type="button" className="plain" disabled={disabled} onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" className={copied ? 'copied' : 'visually-hidden'}>
        {copied ? 'Copied' : ''}
      </span>
      {refused !== undefined && (
        <div className="export-list">
          <label>
            Copy this address by hand:
            <input
              readOnly
              autoFocus
              value={refused}
              onFocus={(e) => e.target.select()}
              onBlur={() => setRefused(undefined)}
            />
          </label>
        </div>
      )}
    </div>
  );
}
