/**
 * A sweep that was run before, as much of it as a picture and its sentence need: plain JSON, drawn without any analysis.
 * Numbers that are not whole have few digits; what is undefined in a view is missing in the JSON.
 */
import type { Metric } from '../experiment/sweep.ts';
import type {
  GeneralisationView,
  NoiseView,
  RaceAxis,
  RaceSplit,
  RaceView,
  SpeedView,
  TargetView,
} from '../sweep/views.ts';

export const RECORDING_FORMAT = 'batchscope-recording';
export const RECORDING_VERSION = 1;

/** A curve has at most so many points. */
export const CURVE_POINTS = 60;

export const RACE_AXES: readonly RaceAxis[] = ['epochs', 'updates', 'examples', 'seconds'];

export type Figure =
  /** The sentence of each axis is its view's. */
  | { kind: 'race'; metric: Metric; split: RaceSplit; axes: Record<RaceAxis, { view: RaceView }> }
  /** `budget`: why runs did not reach the target, such as "not within 5 epochs". */
  | { kind: 'target'; view: TargetView; budget: string }
  | { kind: 'speed'; view: SpeedView }
  | { kind: 'generalisation'; view: GeneralisationView }
  | { kind: 'noise'; view: NoiseView };

export interface Recording {
  format: typeof RECORDING_FORMAT;
  version: typeof RECORDING_VERSION;
  /** Id of the preset that was run. */
  preset: string;
  question: string;
  /** One or two plain sentences: what ran and what to look at. */
  explain: string;
  /** The query, without "?", of a link to the same set-up. */
  link: string;
  sentence: string;
  /** The set-up in a line. */
  settings: string;
  /** ISO 8601, UTC. */
  recordedAt: string;
  /** Version and commit of the Batchscope that ran it. */
  build: string;
  /** The machine, in words: "Node 20 on linux x64, 2 cores". */
  environment: string;
  batchSizes: number[];
  /** Short names of the sweep's tasks. */
  arms: string[];
  figure: Figure;
}
