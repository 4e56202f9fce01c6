import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { GLOSSARY, type TermName } from '../glossary.ts';
import './tip.css';

interface TipProps {
  text: string;
  children: (parts: {
    /** Of the tip while it is shown: what describes the word. */
    id: string | undefined;
    /** Shows the tip while pointed at or focused; a tap focuses. */
    handlers: {
      onPointerEnter(e: React.PointerEvent): void;
      onPointerLeave(): void;
      onFocus(): void;
      onBlur(): void;
      onClick(): void;
    };
  }) => ReactNode;
}

/** One plain sentence beside a word, there only while it is shown. Escape hides it; it never covers the pointer's way. */
function Tip({ text, children }: TipProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    if (!shown) return;
    const hide = (e: KeyboardEvent) => {
      if (e.key !== 'Escape') return;
      e.stopPropagation();
      setShown(false);
    };
    const away = () => setShown(false);
    document.addEventListener('keydown', hide, true);
    document.addEventListener('scroll', away, { capture: true, passive: true });
    return () => {
      document.removeEventListener('keydown', hide, true);
      document.removeEventListener('scroll', away, { capture: true });
    };
  }, [shown]);
  useLayoutEffect(() => {
    if (shown) place(anchor.current, bubble.current);
  }, [shown, text]);

  return (
    <span className="tip-anchor" ref={anchor}>
      {children({
        id: shown ? id : undefined,
        handlers: {
          onPointerEnter: (e) => e.pointerType === 'mouse' && setShown(true),
          onPointerLeave: () => setShown(false),
          onFocus: () => setShown(true),
          onBlur: () => setShown(false),
          onClick: () => setShown(true),
        },
      })}
      {shown && (
        <span role="tooltip" id={id} ref={bubble} className="tip">
          {text}
        </span>
      )}
    </span>
  );
}

const MARGIN = 8;

function place(anchor: HTMLElement | null, bubble: HTMLElement | null): void {
  if (!anchor || !bubble) return;
  const at = anchor.getBoundingClientRect();
  const size = bubble.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(at.left, innerWidth - size.width - MARGIN));
  const below = at.bottom + 6;
  const top = below + size.height + MARGIN > innerHeight ? at.top - size.height - 6 : below;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${Math.max(MARGIN, top)}px`;
}

interface TermProps {
  name: TermName;
  /** Instead of the glossary's sentence, where it tells figures of a run. */
  text?: string;
  children: ReactNode;
}

/** A term of the glossary that explains itself when pointed at, focused or tapped. */
export function Term({ name, text = GLOSSARY[name], children }: TermProps) {
  return (
    <Tip text={text}>
      {({ id, handlers }) => (
        <dfn className="term" data-term={name} tabIndex={0} aria-describedby={id} {...handlers}>
          {children}
        </dfn>
      )}
    </Tip>
  );
}

/** The small question mark beside a field's label. */
export function Explain({ text, labelId }: { text: string; labelId: string }) {
  return (
    <Tip text={text}>
      {({ id, handlers }) => (
        <button
          type="button"
          className="explain"
          aria-label="What is this?"
          aria-describedby={id === undefined ? labelId : `${labelId} ${id}`}
          {...handlers}
        >
          ?
        </button>
      )}
    </Tip>
  );
}
