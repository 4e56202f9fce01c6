/** A talk: scenes with one figure and one sentence each. A file of it is JSON of exactly this. */
export const TALK_FORMAT = 'batchscope-talk';
export const TALK_VERSION = 1;

/** Of a race. */
export type TalkAxis = 'epochs' | 'updates' | 'examples' | 'seconds';

export interface Talk {
  format: typeof TALK_FORMAT;
  version: typeof TALK_VERSION;
  title: string;
  scenes: Scene[];
}

export interface Scene {
  title: string;
  /** Instead of the sentence that the figure's results make. */
  words?: string;
  /** For the speaker alone. */
  notes: string;
  show: Showing;
}

/** What a scene shows. */
export type Showing =
  | { kind: 'words' }
  /** One epoch, taken into batches. */
  | { kind: 'epoch'; examples: number; batchSize: number }
  /** A question of Compare, as it was recorded. */
  | { kind: 'preset'; preset: string; axis?: TalkAxis }
  /** Results of one's own, packed as for a link. */
  | { kind: 'results'; packed: string; axis?: TalkAxis }
  /** What a batch costs: the settings of a link to Memory. */
  | { kind: 'memory'; link: string };
