/** What every view of a sweep is given: the results, what is chosen, and how to choose otherwise. */
import type { Metric, SweepData, Target } from '../../../experiment/sweep.ts';
import type { RaceAxis, RaceSplit, RaceView } from '../../../sweep/views.ts';

export interface Selection {
  axis: RaceAxis;
  metric: Metric;
  split: RaceSplit;
  target: Target | undefined;
  hiddenBatches: ReadonlySet<number>;
  /** Shown strong in every view. */
  hoverBatch: number | undefined;
  /** Share of the race shown, in [0, 1]; undefined: all of it. */
  scrub: number | undefined;
}

export interface SelectionEvents {
  axis(axis: RaceAxis): void;
  metric(metric: Metric): void;
  split(split: RaceSplit): void;
  target(target: Target): void;
  hover(batchSize: number | undefined): void;
  toggle(batchSize: number): void;
  scrub(share: number | undefined): void;
}

export interface ViewProps {
  data: SweepData;
  selection: Selection;
  on: SelectionEvents;
  /** A thumb is a picture without words, for the inside of a button; `bare` is the chart alone. */
  size: 'full' | 'bare' | 'thumb';
  /** An earlier race to be drawn dimmed behind this one, on the same axis. */
  ghost?: RaceView | undefined;
}
