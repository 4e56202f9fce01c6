/** What each dataset is, where it is from and what may be done with it. */
import type { DatasetId, DatasetInfo } from './data.ts';

const pictures = { kind: 'pictures', inputShape: [28, 28, 1], classes: 10 } as const;
const digitNames = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const drawn = {
  controls: { trainingSize: true, noise: true, validationShare: true, limit: false },
  licence: 'MIT',
  source: { text: 'Generated in this browser' },
};
const downloaded = { trainingSize: false, noise: false, validationShare: false, limit: true };
const realSize = { training: 60000, validation: 10000, trainingMax: 60000 };

function points(
  id: DatasetId,
  name: string,
  about: string,
  classNames: string[],
  noise: number,
): DatasetInfo {
  return {
    ...drawn,
    id,
    name,
    about,
    kind: 'points',
    inputShape: [2],
    classes: classNames.length,
    classNames,
    size: { training: 1000, validation: 200, trainingMax: 20000 },
    noise,
  };
}

export const DATASETS: Readonly<Record<DatasetId, DatasetInfo>> = {
  digits: {
    ...drawn,
    ...pictures,
    inputShape: [28, 28, 1],
    id: 'digits',
    name: 'Digits (drawn here)',
    about: 'Pictures of the ten digits, drawn from strokes with random slant, thickness, bend and noise.',
    classNames: digitNames,
    size: { training: 10000, validation: 2000, trainingMax: 60000 },
    noise: 0.1,
  },
  mnist: {
    ...pictures,
    inputShape: [28, 28, 1],
    id: 'mnist',
    name: 'MNIST',
    about: 'Digits written by hand by clerks and students; the test set is shown as validation.',
    classNames: digitNames,
    licence: 'CC BY-SA 3.0',
    source: { text: 'LeCun, Cortes and Burges', href: 'http://yann.lecun.com/exdb/mnist/' },
    size: realSize,
    controls: downloaded,
  },
  'fashion-mnist': {
    ...pictures,
    inputShape: [28, 28, 1],
    id: 'fashion-mnist',
    name: 'Fashion-MNIST',
    about: 'Small pictures of clothes, harder than digits; the test set is shown as validation.',
    classNames: [
      'T-shirt',
      'Trouser',
      'Pullover',
      'Dress',
      'Coat',
      'Sandal',
      'Shirt',
      'Sneaker',
      'Bag',
      'Ankle boot',
    ],
    licence: 'MIT',
    source: {
      text: 'Xiao, Rasul and Vollgraf, Zalando Research',
      href: 'https://github.com/zalandoresearch/fashion-mnist',
    },
    size: realSize,
    controls: downloaded,
  },
  moons: points('moons', 'Two moons', 'Two crescents that reach into each other.', ['upper', 'lower'], 0.15),
  circles: points('circles', 'Circles', 'A disc inside a ring.', ['inner', 'outer'], 0.1),
  spirals: points('spirals', 'Spirals', 'Two arms wound round each other.', ['first', 'second'], 0.05),
  blobs: points(
    'blobs',
    'Gaussian blobs',
    'Four round clouds, one for each class.',
    ['a', 'b', 'c', 'd'],
    0.25,
  ),
  xor: points('xor', 'XOR', 'Opposite quadrants belong together.', ['same', 'different'], 0.1),
  linear: {
    ...drawn,
    id: 'linear',
    name: 'Linear',
    about:
      'Random numbers x and the number y = x · w* plus noise, drawn anew each epoch; the noise scale is known exactly.',
    kind: 'numbers',
    inputShape: [10],
    classes: 0,
    classNames: [],
    size: { training: 10000, validation: 2000, trainingMax: 20000 },
    noise: 0.5,
  },
};

/** Whether the answers of `dataset` are classes; where they are numbers, accuracy is not defined. */
export const hasClasses = (dataset: DatasetId): boolean => DATASETS[dataset].classes > 0;

/** Every dataset id, in the order in which the page offers them. */
export const DATASET_IDS = Object.keys(DATASETS) as readonly DatasetId[];

/** Whether its examples come from files of others rather than being drawn here. */
export const isDownloaded = (id: DatasetId): boolean => DATASETS[id].controls.limit;
