import { expect, it } from 'vitest';
import { createRandom } from '../../src/science/random.ts';
import { countOf } from './simulate.ts';
import { judgedNetworks, missesAnywhere } from './verdictSimulation.ts';

const atMost = (level: number, count: number): number => level + 3 * Math.sqrt((level * (1 - level)) / count);

it.each(Array.from({ length: 9 }, (_, i) => i + 2))(
  'verdicts miss at their level with %i sizes, any number of seeds from 3 to 10 and with all looks',
  (k) => {
    const count = 2000;
    const means = Array.from({ length: k }, (_, i) => (i % 4) / 2);
    for (const spreads of [
      Array.from({ length: k }, () => 1),
      Array.from({ length: k }, (_, i) => 10 ** (i / Math.max(1, k - 1))),
      Array.from({ length: k }, (_, i) => (i === 0 ? 10 : 1)),
    ])
      for (const looks of [[3], [4], [5], [7], [10], [3, 5, 10, 20], [5, 10]]) {
        const missed = countOf(count, (seed) =>
          missesAnywhere(createRandom(seed, `long ${k} ${looks.join('-')}`), { means, spreads }, looks),
        );
        expect(missed / count).toBeLessThan(atMost(looks.length > 1 ? 0.05 : 0.04, count));
      }
  },
  600_000,
);

it.each([
  [100, 0.5],
  [500, 0.9],
  [1200, 0.98],
])(
  'and with %i validation examples at an accuracy of about %f',
  (count, accuracy) => {
    const sweeps = 1500;
    for (const spread of [0.002, 0.02])
      for (const counts of [true, false]) {
        const missed = countOf(
          sweeps,
          (seed) =>
            judgedNetworks(
              createRandom(seed, `validated ${count}`),
              [
                { accuracy, spread },
                { accuracy: accuracy - 0.02, spread },
              ],
              { seeds: 5, count, counts },
            ).misses,
        );
        expect(missed / sweeps).toBeLessThan(atMost(0.05, sweeps));
      }
  },
  600_000,
);
