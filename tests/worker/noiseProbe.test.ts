import { describe, expect, test } from 'vitest';
import { generate } from '../../src/datasets/generate.ts';
import type { Dataset } from '../../src/datasets/dataset.ts';
import { startCpuEngine } from '../../src/engine/cpu/engine.ts';
import type { Engine, EngineRun } from '../../src/engine/engine.ts';
import { optimizerOf, type ExperimentConfig } from '../../src/experiment/config.ts';
import { modelOf } from '../../src/experiment/derive.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { linearNoiseScale, noiseEstimate, noiseScale } from '../../src/science/noiseScale.ts';
import { exactNoiseScales } from '../../src/sweep/analyse/exactNoise.ts';
import { createGradients } from '../../src/worker/gradients.ts';
import { groupingOf, groupSquares } from '../../src/worker/groupSquares.ts';
import { createNoiseProbe, type NoiseProbe } from '../../src/worker/noiseProbe.ts';
import { runTrial } from '../../src/worker/trial.ts';
import { withoutNorms } from '../engine/linearSetup.ts';
import { MOONS, realTools, trialOf } from './trialSupport.ts';

const PLACE = { update: 3, examples: 30, epoch: 0.1, seconds: 1 };

const DIGITS: ExperimentConfig = { ...MOONS, dataset: 'digits', noise: 0.15 };

interface Opened {
  probe: NoiseProbe;
  run: EngineRun;
  data: Dataset;
}

async function open(change: Partial<ExperimentConfig>, of = (engine: Engine) => engine): Promise<Opened> {
  const config = { ...MOONS, ...change };
  const data = generate('moons', config);
  const engine = of(await startCpuEngine());
  const model = modelOf(config);
  const run = engine.createRun({
    model,
    optimizer: optimizerOf(config),
    data,
    weights: initialWeights(model, 1),
  });
  const report = { asked: 'cpu', got: 'cpu', why: '', device: '', software: false } as const;
  const seat = { engine, report, model, data, notes: [], run };
  return { probe: createNoiseProbe({ seat, config, breathe: async () => undefined }), run, data };
}

const squareOf = (values: Float64Array): number => values.reduce((sum, x) => sum + x * x, 0);

describe('the noise probe', () => {
  test.each([
    ['norms of the cpu engine', (engine: Engine) => engine, 1],
    ['differences of weights', withoutNorms, 4],
  ])('by %s tells the squares of gradients', async (_, of, small) => {
    // 64 examples are 16 groups of 4.
    const { probe, run, data } = await open({ size: 64, weightDecay: 0.3 }, of);
    run.update(Uint32Array.of(0, 1, 2, 3, 4), 5, 0.5);
    const sample = await probe.sample(PLACE);
    expect(sample).toMatchObject({ ...PLACE, small, large: 64, population: 64 });
    expect(sample.without).toHaveLength(16);
    const twin = await startCpuEngine();
    const model = modelOf(MOONS);
    const { tensors } = await run.state();
    const gradients = createGradients(
      twin.createRun({ model, optimizer: { id: 'sgd', weightDecay: 0 }, data, weights: tensors }),
      model,
    );
    gradients.at(tensors);
    const all = Uint32Array.from({ length: 64 }, (_x, i) => i);
    expect(sample.largeSquare / squareOf(await gradients.mean(all))).toBeCloseTo(1, 4);
    if (small > 1) return;
    let sum = 0;
    for (const i of all) sum += squareOf(await gradients.mean(Uint32Array.of(i)));
    expect(sample.smallSquare / (sum / 64)).toBeCloseTo(1, 4);
  });

  test('leaves every group of the drawn examples out once', async () => {
    const { run, data } = await open({ size: 64 });
    const model = modelOf(MOONS);
    const gradients = createGradients(run, model);
    gradients.at((await run.state()).tensors);
    const indices = Uint32Array.from({ length: 12 }, (_, i) => 5 * i);
    const breathe = () => Promise.resolve();
    const found = await groupSquares(gradients, indices, { size: 4, groups: 3, singles: true }, breathe);
    expect(found).toMatchObject({ small: 1, large: 12 });
    for (const [group, squares] of found.without.entries()) {
      const rest = indices.filter((_, i) => Math.floor(i / 4) !== group);
      const alone = await groupSquares(gradients, rest, { size: 4, groups: 2, singles: true }, breathe);
      expect(squares.smallSquare / alone.smallSquare).toBeCloseTo(1, 4);
      expect(squares.largeSquare / alone.largeSquare).toBeCloseTo(1, 4);
    }
    expect(data.training.count).toBe(64);
  });

  test('takes as many examples as tell something, in as many groups as memory holds', () => {
    const of = (model: ExperimentConfig['model'], count: number, measurable = true, length = 1000) => {
      const { size, groups, singles } = groupingOf(modelOf({ ...DIGITS, model }), length, count, measurable);
      return [size, groups, singles];
    };
    expect(of('mlp', 60_000)).toEqual([256, 16, true]);
    expect(of('mlp', 2000)).toEqual([125, 16, true]);
    expect(of('mlp', 10)).toEqual([1, 10, true]);
    expect(of('cnn', 60_000)).toEqual([64, 16, true]);
    expect(of('cnn-bn', 60_000)).toEqual([32, 32, false]);
    expect(of('cnn-bn', 100)).toEqual([25, 4, false]);
    expect(of('mlp', 60_000, false)).toEqual([64, 16, false]);
    expect(of('mlp', 60_000, true, 2 ** 21)).toEqual([512, 8, true]);
    expect(of('mlp', 60_000, true, 2 ** 24)).toEqual([1024, 4, true]);
  });

  test('both ways estimate the same variance', async () => {
    const normed = await open({ size: 1024 });
    const stepped = await open({ size: 1024 }, withoutNorms);
    const a = noiseEstimate(await normed.probe.sample(PLACE));
    const b = await stepped.probe.sample(PLACE);
    expect(b).toMatchObject({ small: 64, large: 1024 });
    let variance = noiseEstimate(b).variance / 12;
    for (let k = 1; k < 12; k++) variance += noiseEstimate(await stepped.probe.sample(PLACE)).variance / 12;
    expect(variance / a.variance).toBeGreaterThan(0.7);
    expect(variance / a.variance).toBeLessThan(1.4);
  });

  test('gradients of larger batches come closer to the full one, and the same ones each time', async () => {
    const { probe } = await open({ size: 300 });
    const samples = await probe.gradients(PLACE);
    expect(samples.map(({ batchSize }) => batchSize)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
    expect(samples[0]).toMatchObject({ ...PLACE, cosines: expect.any(Array) });
    expect(samples.map(({ cosines, lengths }) => [cosines.length, lengths.length])[0]).toEqual([8, 8]);
    const mean = (values: number[]): number => values.reduce((x, y) => x + y, 0) / values.length;
    const cosines = samples.map((sample) => mean(sample.cosines));
    const lengths = samples.map((sample) => mean(sample.lengths));
    expect(cosines[9]).toBe(1);
    expect(cosines[8]).toBeGreaterThan(0.97);
    expect(cosines[8]).toBeGreaterThan(cosines[4]);
    expect(cosines[4]).toBeGreaterThan(cosines[0]);
    expect(lengths[0]).toBeGreaterThan(lengths[6]);
    expect(lengths[8]).toBeCloseTo(1, 1);
    const again = await open({ size: 300 });
    expect(await again.probe.gradients(PLACE)).toEqual(samples);
  });

  test('a run with it records samples at its looks and gradients at both ends', async () => {
    const config = { ...MOONS, batchSize: 50, optimizer: 'adam', learningRate: 0.01 } as const;
    const run = await runTrial(trialOf(config, 40, { noise: true }), realTools());
    const looks = new Set(run.series.evaluations.map(({ update }) => update));
    expect(run.noise.map(({ update }) => update)).toEqual([...looks]);
    expect(new Set(run.gradients.map(({ update }) => update))).toEqual(new Set([0, 40]));
  });

  test('with batch normalisation equal micro-batches are compared, and the run goes on as it was', async () => {
    const config: ExperimentConfig = {
      ...MOONS,
      ...{ ...DIGITS, model: 'cnn-bn', size: 100, batchSize: 20 },
    };
    const tools = realTools();
    const measured = await runTrial(trialOf(config, 3, { noise: true }), tools);
    expect(measured.noise[0]).toMatchObject({ small: 25, large: 100, population: 100 });
    expect(noiseEstimate(measured.noise[0]).variance).toBeGreaterThan(0);
    const alone = await runTrial(trialOf(config, 3), realTools());
    expect(alone.series.columns.loss).toEqual(measured.series.columns.loss);
    expect(alone.series.evaluations.at(-1)).toMatchObject({ loss: measured.series.evaluations.at(-1)?.loss });
  });

  test('of the linear task it tells how far the weights are from the true ones', async () => {
    const task = {
      dataset: 'linear',
      model: 'linear',
      dimension: 5,
      noise: 0.5,
      distance: 2,
      size: 256,
    } as const;
    const config = { ...MOONS, ...task, learningRate: 0.05 };
    const { noise } = await runTrial(trialOf(config, 40, { noise: true }), realTools());
    expect(noise[0].distance).toBeCloseTo(2, 5);
    expect(noise.at(-1)?.distance).toBeLessThan(1.6);
    const exact = exactNoiseScales(
      config,
      noise.map((sample) => [sample]),
    );
    expect(exact?.[0]).toBeCloseTo(linearNoiseScale({ dimension: 5, sigma: 0.5, distance: 2 }), 4);
    expect(exact).toHaveLength(noise.length);
  });

  test.each([
    [10, 0.5, 1],
    [40, 1, 0.3],
  ])(
    'meets the closed form of the linear task, d = %d, σ = %d, distance %d',
    async (dimension, sigma, distance) => {
      const exact = linearNoiseScale({ dimension, sigma, distance });
      const tools = realTools();
      let met = 0;
      for (let seed = 1; seed <= 12; seed++) {
        const config: ExperimentConfig = {
          ...{ ...MOONS, size: 2048, batchSize: 32, epochs: 3, seed, dimension, noise: sigma, distance },
          ...{ dataset: 'linear', model: 'linear', learningRate: 1e-12 },
        };
        const { noise } = await runTrial(trialOf(config, 192, { noise: true }), tools);
        expect(noise.every(({ population }) => population === undefined)).toBe(true);
        // Every look draws afresh at the same weights.
        const scale = noiseScale(noise.slice(0, 4));
        if (scale.status !== 'resolved') throw new Error('not resolved');
        expect(scale.high / scale.low).toBeLessThan(1.5);
        if (scale.low <= exact && exact <= scale.high) met++;
      }
      // Fewer of 12 intervals at 95% have a chance of 2%.
      expect(met).toBeGreaterThanOrEqual(10);
    },
  );
});
