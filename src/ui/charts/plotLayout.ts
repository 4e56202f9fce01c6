/** Where the plot lies inside a chart, in CSS pixels: the same for the axes (SVG) and the curves (canvas). */
import type { Domain } from './scale.ts';
import { createScale, type Scale } from './scale.ts';

export interface PlotLayout {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const TOP = 8;
export const LEFT = 38;
export const X_AXIS = 22;
/** Least room at the right, for half of the last tick's number. */
export const RIGHT = 14;

export function plotLayout(width: number, height: number, labelWidth: number): PlotLayout {
  const right = Math.max(LEFT + 40, width - Math.max(RIGHT, labelWidth + 8));
  return { width, height, left: LEFT, right, top: TOP, bottom: height - X_AXIS };
}

export const xScale = (layout: PlotLayout, domain: Domain): Scale =>
  createScale(domain, layout.left, layout.right);
export const yScale = (layout: PlotLayout, domain: Domain): Scale =>
  createScale(domain, layout.bottom, layout.top);
