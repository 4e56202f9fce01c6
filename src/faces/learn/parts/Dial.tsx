import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { formatNumber } from '../../../experiment/format.ts';
import { dragged, stepped, typed, type DialRange } from './dialSteps.ts';
import './dial.css';

interface DialProps extends DialRange {
  /** What the number is, for whoever cannot see the sentence. */
  label: string;
  value: number;
  onChange(value: number): void;
}

/** Pixels after which a press is a drag. */
const SLACK = 4;

/** A number inside a sentence that can be typed, dragged from side to side, and stepped by keys. */
export function Dial({ label, value, min, max, onChange }: DialProps) {
  const [text, setText] = useState<string>();
  const drag = useRef<{ x: number; value: number; moved: boolean }>(undefined);
  const range = { min, max };
  const shown = text ?? formatNumber(value);
  const wrong = text !== undefined && typed(text, range) === undefined;

  const onPointerMove = (event: PointerEvent<HTMLInputElement>) => {
    const from = drag.current;
    if (!from) return;
    const across = event.clientX - from.x;
    if (!from.moved && Math.abs(across) < SLACK) return;
    if (!from.moved) event.currentTarget.setPointerCapture(event.pointerId);
    from.moved = true;
    event.preventDefault();
    setText(undefined);
    onChange(dragged(from.value, across, range));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === 'Escape') return setText(undefined);
    const next = stepped(event.key, value, range);
    if (next === undefined) return;
    event.preventDefault();
    setText(undefined);
    onChange(next);
  };
  return (
    <input
      className="dial"
      role="spinbutton"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={formatNumber(value)}
      aria-invalid={wrong ? true : undefined}
      title={`${label}: type, drag, or use the arrow keys; from ${formatNumber(min)} to ${formatNumber(max)}`}
      style={{ width: `${shown.length + 0.6}ch` }}
      value={shown}
      onChange={(event) => {
        const next = event.target.value;
        setText(next);
        const read = typed(next, range);
        if (read !== undefined) onChange(read);
      }}
      onBlur={() => setText(undefined)}
      onKeyDown={onKeyDown}
      onPointerDown={({ clientX }) => (drag.current = { x: clientX, value, moved: false })}
      onPointerMove={onPointerMove}
      onPointerUp={() => (drag.current = undefined)}
      onPointerCancel={() => (drag.current = undefined)}
    />
  );
}
