/** A line to a sweep worker whose code is part of this one: from a blob, since a frame of opaque origin can start no other. */
import EmbeddedWorker from '../embedded.worker.ts?worker&inline';
import { sweepLineTo, type StartSweepLine } from './sweepLine.ts';

export const startInlinedLine: StartSweepLine = (ear) =>
  sweepLineTo(new EmbeddedWorker({ name: 'sweep' }), ear);
