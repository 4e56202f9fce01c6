/** Talks as files, written and read; what is read may be cut off, newer, broken or hostile, and what comes of it can be shown. */
import { RECORDED } from './embed.ts';
import { formatNumber } from './format.ts';
import { count, fail, listUpTo, number, object, oneOf, own, read, text, type Shape } from './shape.ts';
import { TALK_FORMAT, TALK_VERSION, type Scene, type Showing, type Talk, type TalkAxis } from './talk.ts';

/** Characters of a file; more are refused unread. */
export const TALK_LIMIT = 2_000_000;
/** Most scenes, and most characters of what a scene holds. */
export const MOST = {
  scenes: 100,
  title: 200,
  words: 2000,
  notes: 10_000,
  link: 4000,
  packed: 16_384,
} as const;
const MOST_EXAMPLES = 1_000_000;

export const TALK_AXES: readonly TalkAxis[] = ['epochs', 'updates', 'examples', 'seconds'];

const upTo =
  (most: number): Shape<string> =>
  (value, path) => {
    const found = text(value, path);
    return found.length <= most
      ? found
      : fail(path, `at most ${formatNumber(most)} characters long`, `${formatNumber(found.length)} of them`);
  };

const matching =
  (pattern: RegExp, most: number, wanted: string): Shape<string> =>
  (value, path) =>
    pattern.test(upTo(most)(value, path)) ? upTo(most)(value, path) : fail(path, wanted, value);

const examples: Shape<number> = (value, path) =>
  count(value, path) >= 1 && count(value, path) <= MOST_EXAMPLES
    ? count(value, path)
    : fail(path, `a whole number from 1 to ${formatNumber(MOST_EXAMPLES)}`, value);

const preset = oneOf<string>(...RECORDED);
const packed = matching(/^[\w-]+$/, MOST.packed, 'results as a link holds them');
const link = matching(/^[\w=&.,:%+~-]*$/, MOST.link, 'the query of a link');

/** Only of what has it: a scene that is written again is as it was. */
const axisOf = (value: unknown, path: string): { axis?: TalkAxis } => {
  const axis = own(value, 'axis');
  return axis === undefined ? {} : { axis: oneOf(...TALK_AXES)(axis, `${path}.axis`) };
};

const KINDS: readonly Showing['kind'][] = ['words', 'epoch', 'preset', 'results', 'memory'];

const show: Shape<Showing> = (value, path) => {
  const kind = oneOf(...KINDS)(own(value, 'kind'), `${path}.kind`);
  switch (kind) {
    case 'words':
      return { kind };
    case 'epoch': {
      const sizes = object({ examples, batchSize: examples })(value, path);
      return sizes.batchSize <= sizes.examples
        ? { kind, ...sizes }
        : fail(`${path}.batchSize`, `at most the ${formatNumber(sizes.examples)} examples`, sizes.batchSize);
    }
    case 'preset':
      return { kind, ...object({ preset })(value, path), ...axisOf(value, path) };
    case 'results':
      return { kind, ...object({ packed })(value, path), ...axisOf(value, path) };
    case 'memory':
      return { kind, ...object({ link })(value, path) };
    default:
      return kind satisfies never;
  }
};

const scene: Shape<Scene> = (value, path) => {
  const words = own(value, 'words');
  return {
    ...object<Omit<Scene, 'words'>>({ title: upTo(MOST.title), notes: upTo(MOST.notes), show })(value, path),
    ...(words !== undefined && { words: upTo(MOST.words)(words, `${path}.words`) }),
  };
};

const version: Shape<typeof TALK_VERSION> = (value, path) =>
  number(value, path) > TALK_VERSION
    ? fail(path, `${TALK_VERSION}, the newest that this Batchscope reads`, value)
    : oneOf<typeof TALK_VERSION>(TALK_VERSION)(value, path);

const talk: Shape<Talk> = (value, path) => {
  const found = object<Talk>({
    format: oneOf<typeof TALK_FORMAT>(TALK_FORMAT),
    version,
    title: upTo(MOST.title),
    scenes: listUpTo(MOST.scenes, scene),
  })(value, path);
  return found.scenes.length > 0 ? found : fail('scenes', 'a list of at least one scene', found.scenes);
};

export const writeTalk = (of: Talk): string => `${JSON.stringify(of, null, 2)}\n`;

/** Reads the text of a file; never throws. The error names the place and what is there. */
export function readTalk(source: string): { talk: Talk } | { error: string } {
  if (source.length > TALK_LIMIT)
    return {
      error: `It is ${formatNumber(source.length)} characters long; talks of up to ${formatNumber(TALK_LIMIT)} are read.`,
    };
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    return { error: 'It is no JSON, or not all of it is there.' };
  }
  const found = read(talk, json);
  return 'value' in found ? { talk: found.value } : found;
}
