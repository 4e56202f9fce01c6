/** Recordings from files that may be old, newer, broken or hostile: what is read can be drawn. */
import {
  fail,
  instant,
  listUpTo,
  number,
  object,
  oneOf,
  own,
  read,
  type Shape,
} from '../experiment/shape.ts';
import { figureShape } from './figureShape.ts';
import { RECORDING_FORMAT, RECORDING_VERSION, type Recording } from './recording.ts';
import { batchSize, words } from './shapes.ts';

const MOST = { batchSizes: 64, arms: 8 } as const;

const matching =
  (pattern: RegExp, wanted: string): Shape<string> =>
  (value, path) =>
    pattern.test(words(value, path)) ? words(value, path) : fail(path, wanted, value);

const version: Shape<typeof RECORDING_VERSION> = (value, path) =>
  number(value, path) > RECORDING_VERSION
    ? fail(path, `${RECORDING_VERSION}, the newest this Batchscope reads`, value)
    : oneOf<typeof RECORDING_VERSION>(RECORDING_VERSION)(value, path);

const head = object<Omit<Recording, 'figure'>>({
  format: oneOf<typeof RECORDING_FORMAT>(RECORDING_FORMAT),
  version,
  preset: matching(/^[a-z][a-z0-9-]{0,39}$/, 'the name of a preset'),
  question: words,
  explain: words,
  link: matching(/^[\w=&.,:%+-]+$/, 'the query of a link'),
  sentence: words,
  settings: words,
  recordedAt: instant,
  build: words,
  environment: words,
  batchSizes: listUpTo(MOST.batchSizes, batchSize),
  arms: listUpTo(MOST.arms, words),
});

const recording: Shape<Recording> = (value, path) => {
  const known = head(value, path);
  if (known.arms.length === 0) return fail('arms', 'a list of at least one task', known.arms);
  return { ...known, figure: figureShape(known.arms.length)(own(value, 'figure'), 'figure') };
};

/** Checks parsed JSON; never throws. The error names the place and the value. */
export function readRecording(json: unknown): { recording: Recording } | { error: string } {
  const found = read(recording, json);
  return 'value' in found ? { recording: found.value } : found;
}
