/** Reads a small chart step by step, by keys and by pointer: what it says at each, to see and to hear. */
import { useState, type KeyboardEvent, type PointerEvent } from 'react';

export interface ChartStep {
  /** On the horizontal axis. */
  value: number;
  /** Pixels from the left of the chart. */
  x: number;
  text: string;
}

interface StepReaderProps {
  name: string;
  /** At least one, ascending. */
  steps: readonly ChartStep[];
  /** Index of the step that is told before any is read. */
  start: number;
}

export function StepReader({ name, steps, start }: StepReaderProps) {
  const [read, setRead] = useState<number>();
  const last = steps.length - 1;
  const at = Math.min(read ?? start, last);
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const off = steps.map((step) => Math.abs(step.x - x));
    setRead(off.indexOf(Math.min(...off)));
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return setRead(undefined);
    const to = keyTarget(event.key, at, last);
    if (to === undefined) return;
    event.preventDefault();
    setRead(Math.max(0, Math.min(last, to)));
  };
  return (
    <div
      className="plot-fill"
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={steps[0].value}
      aria-valuemax={steps[last].value}
      aria-valuenow={steps[at].value}
      aria-valuetext={steps[at].text}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={(event) => event.pointerType === 'mouse' && setRead(undefined)}
      onBlur={() => setRead(undefined)}
      onKeyDown={onKey}
    >
      {read !== undefined && (
        <div className="plot-reading" aria-hidden="true">
          <div className="plot-hair" style={{ left: steps[at].x, top: 0, bottom: 0 }} />
          <p className="plot-step">{steps[at].text}</p>
        </div>
      )}
    </div>
  );
}

function keyTarget(key: string, at: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - 1;
    case 'ArrowRight':
    case 'ArrowUp':
      return at + 1;
    case 'PageDown':
      return at - 10;
    case 'PageUp':
      return at + 10;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
