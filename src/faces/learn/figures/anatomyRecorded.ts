/** The first update, recorded: what paper shows where the reader has run none. A test makes it anew. */
import type { Dissection, Lesson } from '../../../worker/anatomyProtocol.ts';
import recorded from './anatomyRecorded.json';

export function recordedUpdate(): { lesson: Lesson; shown: Dissection } {
  const { lesson, shown } = recorded;
  return {
    lesson: {
      ...lesson,
      points: Float32Array.from(lesson.points),
      labels: Uint8Array.from(lesson.labels),
      weights: Float64Array.from(lesson.weights),
      order: Uint32Array.from(lesson.order),
    },
    shown: {
      ...shown,
      order: Uint32Array.from(shown.order),
      indices: Uint32Array.from(shown.indices),
      examples: Float64Array.from(shown.examples),
      mean: Float64Array.from(shown.mean),
      full: Float64Array.from(shown.full),
      before: Float64Array.from(shown.before),
      after: Float64Array.from(shown.after),
    },
  };
}
