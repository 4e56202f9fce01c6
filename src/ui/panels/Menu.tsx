import { useCallback, useRef, useState, type ReactNode, type Ref } from 'react';
import { useDismiss } from '../useDismiss.ts';
import './exportMenu.css';

interface MenuProps {
  label: string;
  /** The button itself, for what gives the focus back to it. */
  button?: Ref<HTMLButtonElement>;
  /** What opens; `close` closes it again. */
  children(close: () => void): ReactNode;
}

/** A button that opens a short list below it. */
export function Menu({ label, button, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const close = useCallback(() => setOpen(false), []);
  useDismiss(root, open, close);
  return (
    <div className="export" ref={root}>
      <button
        ref={button}
        type="button"
        className="plain"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && <div className="export-list">{children(close)}</div>}
    </div>
  );
}
