/** The handle by which the target of a race is moved with pointer or keys. */
import type { KeyboardEvent, PointerEvent } from 'react';
import type { Target } from '../../../experiment/sweep.ts';
import type { Plane } from './plane.ts';
import { moveTarget, readTarget, STEP } from './targetSteps.ts';
import './compare.css';

interface TargetHandleProps {
  plane: Plane;
  target: Target;
  text: string;
  onTarget: (target: Target) => void;
}

/** Lies over the line, as high as a finger. */
export function TargetHandle({ plane, target, text, onTarget }: TargetHandleProps) {
  const { metric, value } = target;
  const set = (next: number) => {
    const rounded = readTarget(metric, next, plane.y);
    if (rounded !== value) onTarget({ metric, value: rounded });
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    event.stopPropagation();
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement;
    if (box) set(plane.y.invert(event.clientY - box.getBoundingClientRect().top));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveTarget(event.key, metric, value, plane.y);
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  const y = Math.max(plane.top, Math.min(plane.bottom, plane.y.at(value)));
  return (
    <div
      className="cmp-handle"
      role="slider"
      tabIndex={0}
      aria-label={`Target: validation ${metric}`}
      aria-orientation="vertical"
      aria-valuemin={metric === 'accuracy' ? 0 : plane.y.min}
      aria-valuemax={metric === 'accuracy' ? 1 : plane.y.max}
      aria-valuenow={value}
      aria-valuetext={text}
      title={`Drag to move the target, or use the arrow keys (steps of ${metric === 'accuracy' ? '0.5 points' : `${100 * STEP}%`})`}
      style={{ left: plane.left, width: plane.right - plane.left, top: y - 14 }}
      {...{ onPointerDown, onPointerMove, onKeyDown }}
    >
      <i />
    </div>
  );
}
