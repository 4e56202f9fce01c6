/** What follows from the figures: how ours stands to the others, and what of it is not as wanted. */
export const OURS = 'Batchscope cpu';

/** TensorFlow Playground's speed at tiny, in units of convnetjs's, B = 1, 8, 64, 512. It is not on npm. */
export const PLAYGROUND = [1.3, 1.8, 2.3, 2.1];

const MEANS = [
  { says: 'tiny and mlp', models: ['tiny', 'mlp'], wanted: 1.5 },
  { says: 'cnn', models: ['cnn'], wanted: 15 },
];

export const times = (ratio) => (Number.isFinite(ratio) ? ratio.toFixed(ratio < 10 ? 2 : 1) : '–');

/** "tiny 1", "tiny 8", …: the keys of the measured cells. */
export const keysOf = (cells) =>
  Object.entries(cells).flatMap(([model, batches]) => batches.map((batch) => `${model} ${batch}`));

const geometric = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
const inWords = (key) => key.replace(' ', ' B = ');

/** A ratio is NaN where one of its two sides has no figure. `wrong` has a sentence for all that is not as wanted. */
export function judge({ cells: measured }, peers, cells) {
  const rateOf = (key, name) => measured[key][name]?.rate ?? NaN;
  const others = peers.filter(({ name, gpu }) => name !== OURS && !gpu);
  const against = keysOf(cells).map((key) => {
    const rates = others.map(({ name }) => ({ name, rate: rateOf(key, name) }));
    const able = rates.filter(({ rate }) => Number.isFinite(rate)).sort((a, b) => b.rate - a.rate);
    return { key, best: able[0]?.name, ratio: rateOf(key, OURS) / (able[0]?.rate ?? NaN) };
  });
  const playground = cells.tiny.map((batch, i) => {
    const key = `tiny ${batch}`;
    return rateOf(key, OURS) / (PLAYGROUND[i] * rateOf(key, 'convnetjs'));
  });
  const means = MEANS.map((mean) => ({
    ...mean,
    value: geometric(
      against.filter(({ key }) => mean.models.includes(key.split(' ')[0])).map(({ ratio }) => ratio),
    ),
  }));
  const wrong = [
    ...against
      .filter(({ ratio }) => !(ratio > 1))
      .map(({ key, best, ratio }) =>
        best ? `${inWords(key)}, ${times(ratio)} of ${best}` : `${inWords(key)}, where no peer trained`,
      ),
    ...playground.flatMap((ratio, i) =>
      ratio > 1 ? [] : [`tiny B = ${cells.tiny[i]}, ${times(ratio)} of TensorFlow Playground as reckoned`],
    ),
    ...means
      .filter(({ value, wanted }) => !(value >= wanted))
      .map(({ says, value, wanted }) => `geometric mean over ${says}, ${times(value)} instead of ${wanted}`),
  ];
  return { against, playground, means, wrong };
}
