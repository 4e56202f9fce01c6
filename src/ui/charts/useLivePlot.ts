/** Ties the imperative plot to a chart's elements: draws when the gate says so, and keeps the hairline's values up. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { SeriesStore } from '../../state/series.ts';
import { gateOf, type Ticket } from './drawGate.ts';
import { createLivePlot, type Domains, type LivePlot, type PlotView, type RunReading } from './livePlot.ts';

export interface LivePlotHandle {
  back: RefObject<HTMLCanvasElement | null>;
  front: RefObject<HTMLCanvasElement | null>;
  labels: RefObject<HTMLDivElement | null>;
  read(x: number): RunReading[];
}

/** `drawn` is called after every drawing. */
export function useLivePlot(
  series: SeriesStore,
  view: PlotView,
  announce: (domains: Domains) => void,
  drawn: (plot: LivePlot, view: PlotView) => void,
): LivePlotHandle {
  const back = useRef<HTMLCanvasElement>(null);
  const front = useRef<HTMLCanvasElement>(null);
  const labels = useRef<HTMLDivElement>(null);
  const plot = useRef<LivePlot | undefined>(undefined);
  const ticket = useRef<Ticket | undefined>(undefined);
  const latest = useRef({ view, drawn });

  useLayoutEffect(() => {
    latest.current = { view, drawn };
    ticket.current?.invalidate();
  }, [view, drawn]);

  useEffect(() => {
    if (!back.current || !front.current || !labels.current) return;
    const made = createLivePlot({
      back: back.current,
      front: front.current,
      labels: labels.current,
      series,
      announce,
    });
    plot.current = made;
    const joined = gateOf(series).join(() => {
      const { view: shown, drawn: after } = latest.current;
      if (shown.layout.width <= 0 || shown.layout.height <= 0) return;
      made.draw(shown);
      after(made, shown);
    });
    ticket.current = joined;
    return () => {
      joined.leave();
      ticket.current = undefined;
      plot.current = undefined;
    };
  }, [series, announce]);

  const read = useCallback((x: number) => plot.current?.read(latest.current.view, x) ?? [], []);
  return { back, front, labels, read };
}

/** Passes on at most one value in `ms` milliseconds, the last one always. */
export function useThrottledState<T>(initial: T, ms: number): readonly [T, (value: T) => void] {
  const [value, setValue] = useState(initial);
  const pending = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; next: T; at: number }>({
    timer: undefined,
    next: initial,
    at: -Infinity,
  });
  useEffect(() => {
    const held = pending.current;
    return () => clearTimeout(held.timer);
  }, []);
  const set = useCallback(
    (next: T) => {
      const held = pending.current;
      held.next = next;
      if (held.timer !== undefined) return;
      held.timer = setTimeout(
        () => {
          held.timer = undefined;
          held.at = performance.now();
          setValue(held.next);
        },
        Math.max(0, held.at + ms - performance.now()),
      );
    },
    [ms],
  );
  return [value, set];
}
