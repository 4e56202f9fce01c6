import { useEffect, useRef } from 'react';
import type { Insight, Preview } from '../../worker/protocol.ts';
import { useTheme } from '../theme.ts';
import { classColors, cssContext, markPath } from './pixels.ts';

type Points = Preview & { kind: 'points' };
type Regions = Insight & { kind: 'regions' };

interface PointsPlotProps {
  points: Points;
  /** What the network would say at every place; drawn under the points. */
  regions?: Regions | undefined;
  /** A line where both coordinates are equal. */
  diagonal?: boolean;
  label: string;
}

/** 2-D examples and, where asked for, decision regions of the network or the diagonal under them. */
export function PointsPlot({ points, regions, diagonal = false, label }: PointsPlotProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const redraw = (): void => draw(element, points, regions, diagonal);
    redraw();
    const resized = new ResizeObserver(redraw);
    resized.observe(element);
    return () => resized.disconnect();
  }, [points, regions, diagonal, theme]);
  return <canvas ref={canvas} className="points-plot" role="img" aria-label={label} />;
}

function draw(
  canvas: HTMLCanvasElement,
  points: Points,
  regions: Regions | undefined,
  diagonal: boolean,
): void {
  const context = cssContext(canvas);
  if (!context) return;
  const colors = classColors(canvas);
  const size = Math.min(canvas.clientWidth, canvas.clientHeight);
  const left = (canvas.clientWidth - size) / 2;
  context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
  if (regions) {
    const cell = size / regions.cells;
    for (let row = 0; row < regions.cells; row++)
      for (let column = 0; column < regions.cells; column++) {
        const i = row * regions.cells + column;
        context.fillStyle = colors[regions.predicted[i] % 4];
        context.globalAlpha = 0.08 + 0.42 * Math.max(0, regions.confidence[i] - 0.25);
        context.fillRect(left + column * cell, row * cell, cell + 0.5, cell + 0.5);
      }
  }
  context.globalAlpha = 1;
  if (diagonal) {
    context.strokeStyle = getComputedStyle(canvas).getPropertyValue('--soft').trim();
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(left, size);
    context.lineTo(left + size, 0);
    context.stroke();
  }
  const [min, max] = points.extent;
  const scale = size / (max - min);
  const radius = size > 150 ? 2.4 : 1.6;
  context.strokeStyle = getComputedStyle(canvas).getPropertyValue('--card').trim();
  context.lineWidth = 0.6;
  for (let i = 0; i < points.count; i++) {
    const x = left + (points.points[2 * i] - min) * scale;
    const y = size - (points.points[2 * i + 1] - min) * scale;
    markPath(context, points.labels[i], x, y, radius);
    context.fillStyle = colors[points.labels[i] % 4];
    context.fill();
    context.stroke();
  }
}
