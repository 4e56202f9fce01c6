/** What is dragged over the stack: the batch size from side to side, the limit up and down; both move by keys as well. */
import type { KeyboardEvent, PointerEvent } from 'react';
import { formatBytes } from '../../../experiment/format.ts';
import type { Plane } from '../compare/plane.ts';

interface CursorProps {
  plane: Plane;
  batchSize: number;
  most: number;
  colour: string;
  /** What an update holds at this batch size. */
  text: string;
  onBatchSize: (batchSize: number) => void;
}

export function Cursor({ plane, batchSize, most, colour, text, onBatchSize }: CursorProps) {
  const inside = (size: number): number => Math.max(1, Math.min(most, Math.round(size)));
  const moved = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement;
    if (box) onBatchSize(inside(plane.x.invert(event.clientX - box.getBoundingClientRect().left)));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextSize(event.key, batchSize, most);
    if (next === undefined) return;
    event.preventDefault();
    onBatchSize(inside(next));
  };
  return (
    <div
      className="stack-handle is-cursor"
      role="slider"
      tabIndex={0}
      aria-label="Batch size"
      aria-valuemin={1}
      aria-valuemax={most}
      aria-valuenow={batchSize}
      aria-valuetext={text}
      title="Drag to change the batch size; arrow keys move it by one, Page Up and Page Down double and halve it"
      style={{ left: plane.x.at(batchSize) - 14, top: plane.top, height: plane.bottom - plane.top }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={moved}
      onKeyDown={onKeyDown}
    >
      <i style={{ borderColor: colour }} />
    </div>
  );
}

function nextSize(key: string, size: number, most: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return size - 1;
    case 'ArrowRight':
    case 'ArrowUp':
      return size + 1;
    case 'PageDown':
      return size / 2;
    case 'PageUp':
      return size * 2;
    case 'Home':
      return 1;
    case 'End':
      return most;
    default:
      return undefined;
  }
}

interface LimitHandleProps {
  plane: Plane;
  limitBytes: number;
  onLimit: (bytes: number) => void;
}

const STEP = 1.1;

export function LimitHandle({ plane, limitBytes, onLimit }: LimitHandleProps) {
  const moved = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement;
    if (!box) return;
    const y = Math.max(plane.top, event.clientY - box.getBoundingClientRect().top);
    onLimit(Math.max(1e4, plane.y.invert(Math.min(plane.bottom - 1, y))));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowUp: STEP, ArrowRight: STEP, ArrowDown: 1 / STEP, ArrowLeft: 1 / STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onLimit(limitBytes * by);
  };
  const y = Math.max(plane.top, Math.min(plane.bottom, plane.y.at(limitBytes)));
  return (
    <div
      className="stack-handle is-limit"
      role="slider"
      tabIndex={0}
      aria-label="Memory limit"
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={Math.round(plane.y.max)}
      aria-valuenow={Math.round(limitBytes)}
      aria-valuetext={formatBytes(limitBytes)}
      title="Drag to move the limit, or use the arrow keys (steps of 10%)"
      style={{ left: plane.left, width: plane.right - plane.left, top: y - 14 }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={moved}
      onKeyDown={onKeyDown}
    >
      <i />
    </div>
  );
}
