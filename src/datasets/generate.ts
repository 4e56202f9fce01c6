/** The generated datasets by name. */
import type { DataSettings, Dataset, DatasetId } from './dataset.ts';
import { digits } from './digits/digits.ts';
import { linear } from './linear.ts';
import { blobs, circles, moons, spirals, xor } from './points.ts';
import type { RealId } from './real.ts';

export type GeneratedId = Exclude<DatasetId, RealId>;

const GENERATORS: Record<GeneratedId, (settings: DataSettings) => Dataset> = {
  moons,
  circles,
  spirals,
  blobs,
  xor,
  digits,
  linear,
};

/** Whether `id` is drawn here rather than downloaded. */
export function isGenerated(id: DatasetId): id is GeneratedId {
  return Object.hasOwn(GENERATORS, id);
}

/** The generated dataset `id`, fixed by `settings`. Throws RangeError where a setting is out of its range. */
export function generate(id: GeneratedId, settings: DataSettings): Dataset {
  return GENERATORS[id](settings);
}
