/** Lists in a sweep's set-up: batch sizes ("8, 64, 512") and tasks ("digits.mlp, moons.mlp"). */
import { armConfig, armId, armOf, armReading, sameArm } from './arms.ts';
import { DATASETS } from './catalog.ts';
import type { ExperimentConfig } from './config.ts';
import { trainingCount } from './derive.ts';
import { readNumber, shorten, type FieldKey, type Parsed } from './fieldKinds.ts';
import { FIELDS } from './fields.ts';
import { formatNumber } from './format.ts';
import type { Arm } from './sweep.ts';

/** Most of each in one sweep, and characters in one text. */
export const LIST_LIMITS = { batchSizes: 32, arms: 8, text: 500 } as const;

const parts = (text: string): string[] =>
  text
    .trim()
    .split(/\s*[,;]\s*|\s+/)
    .filter((part) => part !== '');

const firstTwice = (texts: readonly string[]): string | undefined =>
  texts.find((text, i) => texts.indexOf(text) < i);

/** The arm with the fewest training examples, and how many. */
export function smallestArm(base: ExperimentConfig, arms: readonly Arm[]): { arm: Arm; count: number } {
  const counts = arms.map((arm) => ({ arm, count: trainingCount(armConfig(base, arm)) }));
  return counts.reduce((least, one) => (one.count < least.count ? one : least));
}

/** Batch sizes, ascending; each at most all training examples of the smallest arm. */
export function readBatchSizes(
  text: string,
  base: ExperimentConfig,
  arms: readonly Arm[],
): Parsed<readonly number[]> {
  const { arm, count } = smallestArm(base, arms);
  const all = `all training examples of ${DATASETS[arm.dataset].name}`;
  const wanted = `whole numbers from 1 to ${formatNumber(count)} (${all}), such as 8, 64, 512`;
  if (text.length > LIST_LIMITS.text)
    return { error: `Batch sizes “${shorten(text)}” are too many; enter up to ${LIST_LIMITS.batchSizes}.` };
  const given = parts(text);
  if (given.length === 0) return { error: `Batch sizes are empty; enter ${wanted}.` };
  if (given.length > LIST_LIMITS.batchSizes)
    return { error: `Batch sizes are ${given.length}; enter at most ${LIST_LIMITS.batchSizes}.` };
  const sizes: number[] = [];
  for (const [i, one] of given.entries()) {
    const thousands = i > 0 && /^\d{3}$/.test(one) && /^0/.test(one) && /^\d{1,3}$/.test(given[i - 1]);
    if (thousands)
      return {
        error: `Batch size “${one}” begins with 0: commas part the batch sizes, so write ${given[i - 1]}${one} without one.`,
      };
    const size = readNumber(one);
    if (size === undefined || !Number.isInteger(size) || size < 1)
      return { error: `Batch size “${shorten(one)}” must be a whole number of at least 1; enter ${wanted}.` };
    if (size > count)
      return {
        error: `Batch size ${formatNumber(size)} is more than the ${formatNumber(count)} training examples of ${DATASETS[arm.dataset].name}; enter ${wanted}.`,
      };
    sizes.push(size);
  }
  const twice = sizes.find((size, i) => sizes.indexOf(size) < i);
  if (twice !== undefined)
    return { error: `Batch size ${formatNumber(twice)} is there twice; leave one of them out.` };
  return { value: sizes.sort((a, b) => a - b) };
}

const DATA_FIELDS: readonly FieldKey[] = ['size', 'noise', 'validationShare', 'limit', 'dataSeed'];

/** "digits.mlp" by the rules of the field table. */
function readArm(text: string, base: ExperimentConfig): Parsed<Arm> {
  const [dataset, model, ...rest] = text.split('.');
  if (model === undefined || rest.length > 0)
    return {
      error: `Task “${shorten(text)}” must be a dataset and a model with a point between them, such as ${armId(armOf(base))}.`,
    };
  const data = FIELDS.dataset.parse(dataset, base);
  if ('error' in data) return { error: `Task “${shorten(text)}”: ${data.error}` };
  const network = FIELDS.model.parse(model, { ...base, dataset: data.value });
  if ('error' in network) return { error: `Task “${shorten(text)}”: ${network.error}` };
  const arm: Arm = { dataset: data.value, model: network.value };
  const { errors } = armReading(base, arm);
  const unfit = DATA_FIELDS.find((key) => errors[key] !== undefined);
  return unfit === undefined ? { value: arm } : { error: `Task “${armId(arm)}”: ${errors[unfit] ?? ''}` };
}

/** Tasks in the order given, at least one; an empty text is the task of `base`. */
export function readArms(text: string, base: ExperimentConfig): Parsed<readonly Arm[]> {
  if (text.length > LIST_LIMITS.text)
    return { error: `Tasks “${shorten(text)}” are too many; enter up to ${LIST_LIMITS.arms}.` };
  const given = parts(text);
  if (given.length === 0) return { value: [armOf(base)] };
  if (given.length > LIST_LIMITS.arms)
    return { error: `Tasks are ${given.length}; enter at most ${LIST_LIMITS.arms}.` };
  const twice = firstTwice(given);
  if (twice !== undefined)
    return { error: `Task “${shorten(twice)}” is there twice; leave one of them out.` };
  const arms: Arm[] = [];
  for (const one of given) {
    const read = readArm(one, arms.length === 0 ? base : armConfig(base, arms[0]));
    if ('error' in read) return read;
    arms.push(read.value);
  }
  return { value: arms };
}

/** '' where it says no more than `base` does. */
export const formatArms = (arms: readonly Arm[], base: ExperimentConfig): string =>
  arms.length === 1 && sameArm(arms[0], armOf(base)) ? '' : arms.map(armId).join(', ');

export const formatBatchSizes = (sizes: readonly number[]): string => sizes.join(', ');
