/** The two-dimensional datasets: points in roughly [-1.5, 1.5]², a class each, noise a standard deviation. */
import type { Random } from '../science/random.ts';
import type { DataSettings, Dataset, DatasetId } from './dataset.ts';
import { drawDataset } from './split.ts';

/** A point of class `label` before the noise. */
type Place = (label: number, random: Random) => readonly [number, number];

function draw(id: DatasetId, classes: number, settings: DataSettings, place: Place): Dataset {
  return drawDataset({ id, inputShape: [2], classes }, settings, (label, random, inputs, at) => {
    const [x, y] = place(label, random);
    inputs[at] = x + settings.noise * random.normal();
    inputs[at + 1] = y + settings.noise * random.normal();
  });
}

/** Two half circles of radius 1 that reach into each other: inputs [2], 2 classes. Throws RangeError as drawDataset. */
export function moons(settings: DataSettings): Dataset {
  return draw('moons', 2, settings, (label, random) => {
    const angle = Math.PI * random.uniform();
    const x = Math.cos(angle) - 0.5;
    const y = Math.sin(angle) - 0.25;
    return label === 0 ? [x, y] : [-x, -y];
  });
}

/** A disc of radius 0.6, evenly filled, inside a ring of radius 1.2: inputs [2], 2 classes. Throws as drawDataset. */
export function circles(settings: DataSettings): Dataset {
  return draw('circles', 2, settings, (label, random) => {
    const angle = 2 * Math.PI * random.uniform();
    const along = random.uniform();
    const radius = label === 0 ? 0.6 * Math.sqrt(along) : 1.2;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

const TURNS = 1.25;

/** Two spiral arms of 1¼ turns, evenly filled along their length: inputs [2], 2 classes. Throws as drawDataset. */
export function spirals(settings: DataSettings): Dataset {
  return draw('spirals', 2, settings, (label, random) => {
    const along = Math.sqrt(random.uniform());
    const angle = 2 * Math.PI * TURNS * along + Math.PI * label;
    const radius = 0.1 + 1.25 * along;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

const BLOBS = 4;

/** Four Gaussian clouds, `noise` wide, at the corners of a square: inputs [2], 4 classes. Throws as drawDataset. */
export function blobs(settings: DataSettings): Dataset {
  return draw('blobs', BLOBS, settings, (label) => {
    const angle = 2 * Math.PI * ((label + 0.5) / BLOBS);
    return [0.85 * Math.cos(angle), 0.85 * Math.sin(angle)];
  });
}

/** Four squares, those across from each other one class, a gap of 0.2 between: inputs [2], 2 classes. Throws as drawDataset. */
export function xor(settings: DataSettings): Dataset {
  return draw('xor', 2, settings, (label, random) => {
    const x = 0.1 + 1.2 * random.uniform();
    const y = 0.1 + 1.2 * random.uniform();
    const side = random.uniform() < 0.5 ? 1 : -1;
    return [side * x, (label === 0 ? side : -side) * y];
  });
}
