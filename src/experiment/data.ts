/** Names and settings of datasets: what a configuration says of data. */

export type DatasetId =
  'moons' | 'circles' | 'spirals' | 'blobs' | 'xor' | 'digits' | 'mnist' | 'fashion-mnist' | 'linear';

/** What the page says of a dataset before it is loaded. */
export interface DatasetInfo {
  id: DatasetId;
  name: string;
  /** One plain sentence. */
  about: string;
  /** `numbers`: each example is `dimension` numbers, and its answer is a number instead of a class. */
  kind: 'points' | 'pictures' | 'numbers';
  /** Of one example, at the default settings. */
  inputShape: number[];
  /** 0 where the answer is a number: there is then no accuracy. */
  classes: number;
  classNames: string[];
  licence: string;
  source: { text: string; href?: string };
  /** Default numbers of training and validation examples, and the most training examples on offer. */
  size: { training: number; validation: number; trainingMax: number };
  /** Which of the data settings this dataset has. */
  controls: { trainingSize: boolean; noise: boolean; validationShare: boolean; limit: boolean };
  /** Default noise, in this dataset's own unit, when `controls.noise`. */
  noise?: number;
}

/** The part of a configuration that fixes a dataset; equal settings give identical bytes. */
export interface DataSettings {
  dataset: DatasetId;
  dataSeed: number;
  /** Generated data: training examples N. */
  size: number;
  /** Generated data: standard deviation of the noise, in the dataset's own unit. */
  noise: number;
  /** Data of kind `numbers`: how many each example has, d. */
  dimension: number;
  /** Generated data: validation examples as a share of `size`, drawn besides them: 0.2 of 10,000 makes 2,000. */
  validationShare: number;
  /** Real data: only the first `limit` training examples; 0 means all. */
  limit: number;
}

const DATA_KEYS: { readonly [K in keyof DataSettings]: true } = {
  dataset: true,
  dataSeed: true,
  size: true,
  noise: true,
  dimension: true,
  validationShare: true,
  limit: true,
};

/** Equal texts, equal data. */
export function dataKey(settings: DataSettings): string {
  return (Object.keys(DATA_KEYS) as (keyof DataSettings)[]).map((key) => settings[key]).join(' ');
}
