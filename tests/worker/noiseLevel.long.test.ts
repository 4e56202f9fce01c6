import { expect, test } from 'vitest';
import { initialConfig } from '../../src/experiment/draft.ts';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
import {
  averageOver,
  noiseGrowth,
  noiseLevel,
  windowsOf,
  type NoiseLevel,
  type SeedAverage,
} from '../../src/science/noiseLevel.ts';
import { noiseErrors } from '../../src/science/noiseScale.ts';
import { createRandom, permutation } from '../../src/science/random.ts';
import { runTrial } from '../../src/worker/trial.ts';
import { realTools, trialOf } from './trialSupport.ts';

const SIZE = 600;
const SWEEPS = 20;
const SEEDS = 5;
const OTHERS = 50;
const EPOCHS = 4;

/** 24 of 32 examples are an epoch's last batch. */
const CONFIG: ExperimentConfig = {
  ...initialConfig(),
  ...{ dataset: 'digits', model: 'mlp', size: SIZE, batchSize: 32, epochs: EPOCHS, learningRate: 0.1 },
  ...{ remainder: 'keep', engine: 'cpu' },
};

interface Ends {
  first: SeedAverage;
  last: SeedAverage;
}

const scaleOf = (seeds: readonly Ends[], end: keyof Ends): number =>
  seeds.reduce((sum, s) => sum + s[end].variance, 0) / seeds.reduce((sum, s) => sum + s[end].signal, 0);

const holds = (level: NoiseLevel, truth: number): boolean =>
  level.status === 'resolved' && (level.low ?? Infinity) <= truth && truth <= (level.high ?? -Infinity);

test('of 20 real sweeps of 5 seeds the interval holds the pooled scale of 50 other seeds in at least 18', async () => {
  const tools = realTools();
  const all: Ends[] = [];
  for (let seed = 1; seed <= SWEEPS * SEEDS; seed++) {
    const updates = EPOCHS * Math.ceil(SIZE / CONFIG.batchSize);
    const { noise, trainingCount } = await runTrial(
      trialOf({ ...CONFIG, seed }, updates, { noise: true }),
      tools,
    );
    expect(trainingCount).toBe(SIZE);
    const windows = windowsOf(noise.map(({ update }) => update));
    if (!windows) throw new Error('too few looks');
    const looks = noise.map((sample) => ({ update: sample.update, ...noiseErrors(sample) }));
    all.push({ first: averageOver(looks, windows.first), last: averageOver(looks, windows.last) });
  }
  const random = createRandom(1, 'others');
  const met = { first: 0, last: 0, growth: 0 };
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const own = all.slice(sweep * SEEDS, (sweep + 1) * SEEDS);
    const rest = all.filter((one) => !own.includes(one));
    const others = Array.from(permutation(rest.length, random).subarray(0, OTHERS), (i) => rest[i]);
    const [first, last] = [own.map((one) => one.first), own.map((one) => one.last)];
    if (holds(noiseLevel(first), scaleOf(others, 'first'))) met.first++;
    if (holds(noiseLevel(last), scaleOf(others, 'last'))) met.last++;
    const growth = scaleOf(others, 'last') / scaleOf(others, 'first');
    if (holds(noiseGrowth(first, last), growth)) met.growth++;
  }
  for (const count of Object.values(met)) expect(count).toBeGreaterThanOrEqual(18);
}, 240_000);
