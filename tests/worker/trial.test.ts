import { describe, expect, test, vi } from 'vitest';
import { generate } from '../../src/datasets/generate.ts';
import { holdOut } from '../../src/datasets/holdOut.ts';
import { startCpuEngine } from '../../src/engine/cpu/engine.ts';
import { optimizerOf, type ExperimentConfig } from '../../src/experiment/config.ts';
import { modelOf } from '../../src/experiment/derive.ts';
import type { Looks } from '../../src/experiment/sweep.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { epochOrder } from '../../src/science/batch.ts';
import { measureSpeed } from '../../src/worker/speedTest.ts';
import { runTrial, type TrialProgress } from '../../src/worker/trial.ts';
import { Bench } from './fakes.ts';
import { MOONS, realTools, trialOf } from './trialSupport.ts';

/** The losses of the Train page's session on the real engine. */
async function pageLosses(config: ExperimentConfig): Promise<number[]> {
  const bench = new Bench({
    tools: {
      loadDataset: async () => ({ dataset: generate('moons', config), notes: [] }),
      startEngine: async (asked) => ({ engine: await startCpuEngine(), asked, got: 'cpu', why: 'asked' }),
    },
  });
  await bench.run(config);
  return bench.column('loss');
}

const DIGITS: ExperimentConfig = {
  ...MOONS,
  ...{ dataset: 'digits', size: 40, noise: 0, batchSize: 16, activation: 'relu' },
};
const long = { ...MOONS, epochs: 1000, hidden: [64, 64] };

describe('a trial', () => {
  test.each([
    { batchSize: 32 },
    { batchSize: 7, remainder: 'drop' },
    { batchSize: 1000, optimizer: 'adam', epochs: 20 },
    { batchSize: 150, optimizer: 'momentum', epochs: 3 },
  ] satisfies Partial<ExperimentConfig>[])('has the losses of the Train page with %j', async (change) => {
    const config = { ...MOONS, ...change };
    const page = await pageLosses(config);
    const tools = realTools();
    for (const noise of [false, false, true]) {
      // Whether the worker trained something before, and whether the noise is measured, changes nothing.
      const { status, series } = await runTrial(trialOf(config, page.length, { noise }), tools);
      expect([status, series.length]).toEqual(['finished', page.length]);
      expect([...series.columns.loss]).toEqual(page);
      await runTrial(trialOf({ ...config, seed: 9, batchSize: 10 }, 30), tools);
    }
  });

  test('looks at equal examples at every batch size, and at the end at all of them', async () => {
    const tools = realTools();
    const config = { ...MOONS, size: 4000, validationShare: 0.3, epochs: 3 };
    for (const batchSize of [16, 500]) {
      const updates = 3 * Math.ceil(4000 / batchSize);
      const { series } = await runTrial(trialOf({ ...config, batchSize }, updates), tools);
      const looks = series.evaluations;
      const validation = looks.filter(({ split }) => split === 'validation');
      expect(validation[0]).toMatchObject({ update: 0, count: 500 });
      expect(validation.at(-1)).toMatchObject({ update: updates, examples: 12_000, count: 1200 });
      expect(validation.slice(0, -1).every(({ count }) => count === 500)).toBe(true);
      const training = looks.filter(({ split }) => split === 'training').map((e) => [e.epoch, e.count]);
      expect(training).toEqual([
        [1, 500],
        [2, 500],
        [3, 1200],
      ]);
      const gaps = validation.slice(1).map((e, i) => e.examples / Math.max(100, validation[i].examples));
      expect(Math.max(...gaps.filter((_, i) => validation[i].examples >= 10 * batchSize))).toBeLessThan(1.35);
    }
  });

  test('stops at its number of updates, in the middle of an epoch', async () => {
    const { series } = await runTrial(trialOf({ ...MOONS, batchSize: 100 }, 13), realTools());
    expect(series.columns.update[series.length - 1]).toBe(13);
    expect(series.evaluations.at(-1)).toMatchObject({ update: 13, split: 'training', count: 200 });
  });

  test('long runs have at most 2,000 points, which hold every loss', async () => {
    const config = { ...MOONS, batchSize: 1, epochs: 5 };
    const { series } = await runTrial(trialOf(config, 5000), realTools());
    expect(series.length).toBe(1667);
    expect(series.columns.update[series.length - 1]).toBe(5000);
  });

  test('ends at the first look that reaches its target', async () => {
    const until = { metric: 'accuracy', value: 0.85 } as const;
    const { series, status } = await runTrial(
      trialOf({ ...MOONS, batchSize: 10, epochs: 50 }, 5000, { until }),
      realTools(),
    );
    const looks = series.evaluations.filter(({ split }) => split === 'validation');
    const reached = looks.findIndex(({ accuracy }) => (accuracy ?? 0) >= 0.85);
    expect(status).toBe('finished');
    expect(reached).toBeGreaterThan(0);
    expect(looks.slice(reached).every(({ update }) => update === looks[reached].update)).toBe(true);
    expect(series.columns.update[series.length - 1]).toBe(looks[reached].update);
    expect(looks[reached].update).toBeLessThan(5000);
  });

  test('a run that diverges is a result with its curve', async () => {
    const { status, error, series } = await runTrial(
      trialOf({ ...MOONS, activation: 'relu', learningRate: 1e30, epochs: 9 }, 90),
      realTools(),
    );
    expect([status, error?.code]).toEqual(['failed', 'diverged']);
    expect(error?.message).toContain('1e+30');
    expect(series.length).toBeGreaterThan(0);
    expect(series.length).toBeLessThan(90);
    expect(series.evaluations.length).toBeGreaterThan(0);
    expect(series.evaluations.every(({ loss }) => Number.isFinite(loss))).toBe(true);
    // The next one on the same memory is sound.
  });

  test('after one that diverged the next is as it should be', async () => {
    const tools = realTools();
    const fresh = await runTrial(trialOf(MOONS, 20), realTools());
    await runTrial(trialOf({ ...MOONS, learningRate: 1e30 }, 20), tools);
    const after = await runTrial(trialOf(MOONS, 20), tools);
    expect(after.series.columns.loss).toEqual(fresh.series.columns.loss);
  });

  test('tuning trains on other examples than it is scored on, and on none of the validation examples', async () => {
    const config = { ...MOONS, batchSize: 50 };
    const own = holdOut(generate('moons', config), config.dataSeed);
    const run = await runTrial(trialOf(config, 16, { role: 'tuning' }), realTools());
    expect([run.trainingCount, run.validationCount]).toEqual([800, 200]);
    const engine = await startCpuEngine();
    const model = modelOf(config);
    const twin = engine.createRun({
      model,
      optimizer: optimizerOf(config),
      data: own,
      weights: initialWeights(model, 1),
    });
    twin.update(epochOrder(1, 0, 800), 50, config.learningRate);
    expect([...run.series.columns.loss]).toEqual([...(await twin.losses())]);
    expect(run.series.evaluations).toEqual([
      expect.objectContaining({ split: 'validation', ...(await twin.evaluate('validation', 200)) }),
    ]);
  });

  test('a batch of more than tuning has examples is all of them', async () => {
    const config = { ...MOONS, batchSize: 1000 };
    const run = await runTrial(trialOf(config, 2, { role: 'tuning' }), realTools());
    expect(run.series.columns.examples).toEqual(Float64Array.of(800, 1600));
    await expect(runTrial(trialOf({ ...config, batchSize: 1001 }, 2), realTools())).rejects.toThrow(
      'batch size 1001',
    );
  });

  test('accumulated micro-batches give the same training', async () => {
    const config = { ...MOONS, batchSize: 100 };
    const whole = await runTrial(trialOf(config, 20), realTools());
    const parts = await runTrial(trialOf({ ...config, microBatch: 32 }, 20), realTools());
    const loss = (run: typeof whole): number => run.series.columns.loss[19];
    expect(parts.series.columns.loss).not.toEqual(whole.series.columns.loss);
    expect(loss(parts)).toBeCloseTo(loss(whole), 5);
    expect(parts.notes).toEqual([]);
  });

  test('with batch normalisation accumulation is marked as a different computation', async () => {
    const config: ExperimentConfig = { ...DIGITS, model: 'cnn-bn' };
    const notesOf = async (microBatch: number, change = {}): Promise<readonly string[]> =>
      (await runTrial(trialOf({ ...config, ...change, microBatch }, 1), realTools())).notes;
    expect(await notesOf(8)).toEqual([expect.stringMatching(/different computation.*each micro-batch/)]);
    for (const whole of [0, 16, 20]) expect(await notesOf(whole)).toEqual([]);
    expect(await notesOf(8, { model: 'cnn' })).toEqual([]);
  });

  test('an abort ends it within a tenth of a second', async () => {
    const control = new AbortController();
    const tools = realTools();
    await tools.prepare(long, control.signal);
    const run = runTrial(trialOf({ ...long, batchSize: 1 }, 1e6), tools, { signal: control.signal });
    setTimeout(() => control.abort(), 300);
    const at = new Promise<number>((resolve) =>
      control.signal.addEventListener('abort', () => resolve(performance.now())),
    );
    await expect(run).rejects.toThrow(/abort/i);
    expect(performance.now() - (await at)).toBeLessThan(150);
  });

  test('rests while held, and tells its progress with every look, at most ten times a second', async () => {
    let rest: Promise<void> | undefined;
    const told: (TrialProgress & { at: number })[] = [];
    const control = new AbortController();
    const tools = realTools();
    const run = runTrial(trialOf({ ...long, batchSize: 4 }, 250_000), tools, {
      signal: control.signal,
      hold() {
        if (rest) held();
        return rest;
      },
      on: (progress) => told.push({ ...progress, at: performance.now() }),
    }).catch((reason: unknown) => reason);
    let held = (): void => undefined;
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const beyond = (count: number): Promise<void> =>
      vi.waitFor(() => expect(told.length).toBeGreaterThan(count), { timeout: 20_000 });
    await beyond(1);
    let go = (): void => undefined;
    let resting = (): void => undefined;
    const rests = new Promise<void>((resolve) => (resting = resolve));
    held = () => resting();
    rest = new Promise((resolve) => (go = resolve));
    await rests;
    const { length } = told;
    await wait(400);
    expect(told.length).toBe(length);
    rest = undefined;
    go();
    await beyond(length);
    control.abort();
    await run;
    expect(told[0]).toMatchObject({ share: 0, looks: { evaluations: [{ update: 0 }] } });
    expect(told.every(({ at }, i) => i === 0 || at - told[i - 1].at >= 99)).toBe(true);
    const looks = told.flatMap(({ looks }) => looks.evaluations.map(({ update }) => update));
    expect(looks).toEqual([...looks].sort((a, b) => a - b));
    expect(new Set(told.map(({ share }) => share)).size).toBe(told.length);
  });

  test('tells of the noise on the way, each sample once', async () => {
    const told: Looks[] = [];
    const trial = { ...trialOf(MOONS, 40), noise: true };
    const run = await runTrial(trial, realTools(), { on: ({ looks }) => void told.push(looks) });
    expect(run.noise.length).toBeGreaterThan(2);
    expect(told[0].gradients.length + told[0].noise.length).toBeGreaterThan(0);
    expect(told.flatMap(({ noise }) => noise)).toEqual(run.noise);
    expect(told.flatMap(({ gradients }) => gradients)).toEqual(run.gradients);
    expect(told.flatMap(({ evaluations }) => evaluations)).toEqual(run.series.evaluations);
  });

  test('engine and data are kept from trial to trial', async () => {
    let loads = 0;
    let starts = 0;
    const tools = realTools({
      async loadDataset(settings) {
        loads++;
        return { dataset: generate('moons', settings), notes: ['a note'] };
      },
      async startEngine(asked) {
        starts++;
        return { engine: await startCpuEngine(), asked, got: 'cpu', why: 'asked' };
      },
    });
    const auto = { ...MOONS, engine: 'auto' } as const;
    const run = await runTrial(trialOf(auto, 3), tools);
    expect(run.notes).toEqual(['a note']);
    expect(run.engine).toMatchObject({
      asked: 'auto',
      got: 'cpu',
      why: expect.stringContaining('each core'),
    });
    await runTrial(trialOf({ ...auto, batchSize: 7, seed: 4 }, 3, { role: 'tuning' }), tools);
    await runTrial(trialOf({ ...auto, dataSeed: 2 }, 3), tools);
    await runTrial(trialOf(auto, 3), tools);
    expect([loads, starts]).toEqual([2, 1]);
  });

  test('times updates with a coarse clock, also when the warm-up was held up', async () => {
    let held = 0;
    let shift = 0;
    const now = (): number => {
      if (held-- > 0) shift += 20;
      return Math.round(10 * (performance.now() + shift)) / 10;
    };
    const tools = realTools({ now });
    const config = { ...MOONS, batchSize: 1 };
    await tools.seat({ config, role: 'run' }, new AbortController().signal);
    held = 2;
    const { updateMs } = await measureSpeed({ arm: 0, config }, tools);
    expect(Math.min(...updateMs)).toBeGreaterThan(0);
    expect(updateMs.length).toBeGreaterThanOrEqual(5);
    expect(new Set(updateMs).size).toBeGreaterThan(1);
  });

  test('times updates without a change of the run that follows', async () => {
    const tools = realTools();
    const sample = await measureSpeed({ arm: 1, config: { ...MOONS, batchSize: 64 } }, tools);
    expect(sample).toMatchObject({ arm: 1, engine: 'cpu', batchSize: 64, peakBytes: expect.any(Number) });
    expect(sample.updateMs.length).toBeGreaterThanOrEqual(5);
    const after = await runTrial(trialOf(MOONS, 20), tools);
    const fresh = await runTrial(trialOf(MOONS, 20), realTools());
    expect(after.series.columns.loss).toEqual(fresh.series.columns.loss);
  });
});
