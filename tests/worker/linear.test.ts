import { expect, test } from 'vitest';
import { generate } from '../../src/datasets/generate.ts';
import { startCpuEngine } from '../../src/engine/cpu/engine.ts';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
import { linearNoiseScale, noiseScale } from '../../src/science/noiseScale.ts';
import { runTrial } from '../../src/worker/trial.ts';
import { Bench, CONFIG, type BenchOptions } from './fakes.ts';
import type { TrialRun } from '../../src/experiment/sweep.ts';
import { noiseView } from '../../src/sweep/analyse/noiseView.ts';
import { dataOf, realTools, specOf, trialOf } from './trialSupport.ts';

const LINEAR: ExperimentConfig = {
  ...CONFIG,
  ...{ dataset: 'linear', model: 'linear', dimension: 6, noise: 0.5, distance: 1 },
  ...{ size: 300, batchSize: 32, epochs: 3 },
};

const drawn: BenchOptions['tools'] = {
  loadDataset: () => Promise.resolve({ dataset: generate('linear', LINEAR), notes: [] }),
};
const onCpu = (): Bench =>
  new Bench({
    tools: {
      ...drawn,
      startEngine: async (asked) => ({
        ...{ asked, got: 'cpu', why: 'Running on cpu, as asked.' },
        engine: await startCpuEngine(),
      }),
    },
  });

test('every epoch has examples of its own, fixed by the seed', async () => {
  const bench = new Bench({ tools: drawn });
  await bench.run(LINEAR);
  const { replaced } = bench.engine;
  expect(replaced.map(({ count }) => count)).toEqual([300, 300, 300]);
  const seen = replaced.flatMap(({ targets }) => [...targets!]);
  expect(new Set(seen).size).toBe(900);
  const other = new Bench({ tools: drawn });
  await other.run({ ...LINEAR, seed: 2 });
  expect(other.engine.replaced.flatMap(({ targets }) => [...targets!]).some((y) => seen.includes(y))).toBe(
    false,
  );
});

test('kept data are not replaced', async () => {
  const bench = await new Bench().run();
  expect(bench.engine.replaced).toEqual([]);
});

test('a run resumes with the draws that it would have had, bit by bit', async () => {
  const whole = await onCpu().run(LINEAR);
  const losses = whole.column('loss');
  expect(losses.length).toBe(30);
  for (const update of [4, 10, 17]) {
    const stepped = onCpu();
    stepped.start(LINEAR, 'update');
    for (let i = 1; i < update; i++) {
      await stepped.until('paused', i);
      stepped.session.receive({ type: 'resume', runId: 'a', until: 'update' });
    }
    await stepped.until('paused', update);
    const resumed = onCpu();
    resumed.start(LINEAR, 'end', stepped.of('checkpoint').at(-1)?.checkpoint);
    await resumed.until('finished');
    expect(resumed.column('loss')).toEqual(losses.slice(update));
  }
});

test('its loss falls from half of |w - w*|² + σ² towards half of σ², and there is no accuracy', async () => {
  const bench = await onCpu().run({ ...LINEAR, epochs: 40, learningRate: 0.05 });
  const looks = bench.evaluations;
  expect(looks.every(({ accuracy }) => accuracy === undefined)).toBe(true);
  const validation = looks.filter(({ split }) => split === 'validation');
  expect(validation[0].loss).toBeGreaterThan(0.45);
  expect(validation[0].loss).toBeLessThan(0.85);
  expect(validation.at(-1)?.loss).toBeGreaterThan(0.08);
  expect(validation.at(-1)?.loss).toBeLessThan(0.18);
  expect(bench.of('insight').at(-1)?.insight).toMatchObject({ kind: 'answers', preview: { count: 60 } });
});

test('trials at frozen weights: the probe knows the distance, and its noise scale meets the closed form', async () => {
  const tools = realTools();
  const truth = linearNoiseScale({ dimension: 6, sigma: 0.5, distance: 0.7 });
  let met = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const config = { ...LINEAR, size: 2000, distance: 0.7, learningRate: 0, seed };
    const { noise } = await runTrial(trialOf(config, 3 * 63, { noise: true }), tools);
    expect(noise.length).toBeGreaterThan(10);
    for (const { distance, population } of noise) {
      expect(distance).toBeCloseTo(0.7, 5);
      expect(population).toBeUndefined();
    }
    const scale = noiseScale([noise[9]]);
    if (scale.status !== 'resolved') throw new Error('not resolved');
    expect(scale.high / scale.low).toBeLessThan(1.6);
    if (scale.low <= truth && truth <= scale.high) met++;
  }
  tools.dispose();
  // Of 20 intervals of 95% fewer contain the truth once in 400 (binomial).
  expect(met).toBeGreaterThanOrEqual(17);
});

test('while training the interval of the noise view covers the closed form, look after look', async () => {
  const tools = realTools();
  const met: boolean[] = [];
  let [least, most] = [Infinity, 0];
  for (const { sweepSeed, batchSize, learningRate, seeds } of [
    { sweepSeed: 1, batchSize: 32, learningRate: 0.05, seeds: 1 },
    { sweepSeed: 11, batchSize: 32, learningRate: 0.02, seeds: 2 },
    { sweepSeed: 21, batchSize: 100, learningRate: 0.1, seeds: 3 },
    { sweepSeed: 31, batchSize: 8, learningRate: 0.01, seeds: 1 },
    { sweepSeed: 41, batchSize: 64, learningRate: 0.05, seeds: 2 },
    { sweepSeed: 51, batchSize: 16, learningRate: 0.02, seeds: 3 },
  ]) {
    const task = { ...LINEAR, dimension: 10, distance: 2, size: 4096, batchSize, learningRate, epochs: 5 };
    const spec = specOf({ batchSizes: [batchSize], seeds, noise: true }, { ...task, seed: sweepSeed });
    const updates = Math.floor((5 * task.size) / batchSize);
    const runs: TrialRun[] = [];
    for (let seed = sweepSeed; seed < sweepSeed + seeds; seed++)
      runs.push(await runTrial(trialOf({ ...task, seed }, updates, { id: `${seed}`, noise: true }), tools));
    const [{ points, exact = [] }] = noiseView(dataOf(spec, { runs })).tracks;
    expect(exact).toHaveLength(points.length);
    [least, most] = [Math.min(least, ...exact), Math.max(most, ...exact)];
    for (const [i, { scale }] of points.entries())
      if (scale?.low !== undefined && scale.high !== undefined)
        met.push(scale.low <= exact[i] && exact[i] <= scale.high);
  }
  tools.dispose();
  // It changes a hundredfold, so that an average over looks would show.
  expect(most / least).toBeGreaterThan(50);
  expect(met.length).toBeGreaterThanOrEqual(100);
  expect(met.filter(Boolean).length / met.length).toBeGreaterThanOrEqual(0.9);
});
