/** What every engine must do, told once for Node and for the browser. */
import { expect, it } from 'vitest';
import type { Engine, EngineRun, EngineState } from '../../src/engine/engine.ts';
import { parameterTensors, type ModelSpec } from '../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../src/experiment/optimizer.ts';
import { referencePass } from '../reference/network.ts';
import { referenceStart, referenceUpdate } from '../reference/optimizer.ts';
import { CASES, OPTIMIZERS, pick, randomData, stirredWeights, type Case } from './cases.ts';

type Arrays = readonly ArrayLike<number>[];

const SGD: OptimizerSpec = { id: 'sgd', weightDecay: 0 };
const firstN = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);
const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((max, v) => Math.max(max, Math.abs(v)), 0);

/** Biases that batch normalisation follows: their exact gradient is 0, so that what is computed is all rounding. */
export const cancelled = ({ layers }: ModelSpec): Set<string> =>
  new Set(layers.flatMap(({ name }, i) => (layers[i + 1]?.kind === 'batchNorm' ? [`${name}.bias`] : [])));

/**
 * Every value of `actual` within `tolerance` of `expected`, relative to the largest value of its tensor; that of a
 * tensor in `zero`, which should be 0 throughout, relative to the largest value of all.
 */
export function expectClose(
  actual: Arrays,
  expected: Arrays,
  tolerance: number,
  labels: readonly string[],
  zero: ReadonlySet<string> = new Set(),
): void {
  expect(actual.length).toBe(expected.length);
  const overall = Math.max(...expected.map(largest));
  expected.forEach((tensor, k) => {
    expect(actual[k].length, labels[k]).toBe(tensor.length);
    const scale = zero.has(labels[k]) ? overall : largest(tensor);
    const errors = Array.from(tensor, (v, i) => Math.abs(v - actual[k][i]));
    const worst = errors.some(Number.isNaN) ? Infinity : largest(errors);
    expect(worst / scale, `${labels[k]}, relative error`).toBeLessThan(tolerance);
  });
}

export const names = (model: ModelSpec): string[] => parameterTensors(model).map((spec) => spec.name);

/** Gradient of every trainable tensor, as the velocity of a first momentum update; running statistics beside. */
async function gradientsOf(
  engine: Engine,
  { model, batch }: Case,
): Promise<{ state: EngineState; loss: number }> {
  const data = randomData(model, batch);
  const optimizer: OptimizerSpec = { id: 'momentum', momentum: 0.5, weightDecay: 0 };
  const run = engine.createRun({ model, optimizer, data, weights: stirredWeights(model) });
  run.update(firstN(batch), batch, 0);
  const [loss] = await run.losses();
  const state = await run.state();
  run.dispose();
  return { state, loss };
}

/** Change of every tensor in one SGD update from the shared start. */
export async function changeOf(engine: Engine, { model, batch }: Case): Promise<number[][]> {
  const weights = stirredWeights(model);
  const run = engine.createRun({ model, optimizer: SGD, data: randomData(model, batch), weights });
  run.update(firstN(batch), batch, 1);
  const { tensors } = await run.state();
  run.dispose();
  return tensors.map((t, k) => Array.from(t, (v, i) => v - weights[k][i]));
}

/** Losses and state after a few epochs of ragged batches. */
export async function shortRun(
  engine: Engine,
  optimizer: OptimizerSpec,
): Promise<EngineState & { losses: number[] }> {
  const { model } = CASES.find(({ name }) => name === 'cnn-bn')!;
  const run = engine.createRun({
    model,
    optimizer,
    data: randomData(model, 11),
    weights: stirredWeights(model),
  });
  for (let epoch = 0; epoch < 3; epoch++) run.update(firstN(11), 4, 0.05);
  const losses = Array.from(await run.losses());
  const state = await run.state();
  run.dispose();
  return { ...state, losses };
}

/** Declares the tests of one engine; `get` gives it once it runs. */
export function checkEngine(get: () => Engine): void {
  it.each(CASES)('gradients, loss and running statistics match float64: $name', async (test) => {
    const { model, batch } = test;
    const { state, loss } = await gradientsOf(get(), test);
    const { inputs, labels } = pick(randomData(model, batch), firstN(batch));
    const expected = referencePass(
      model,
      stirredWeights(model).map((t) => Array.from(t)),
      inputs,
      labels,
    );
    expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(1e-4);
    const trainable = parameterTensors(model).map((spec) => spec.trainable);
    const only = names(model).filter((_, i) => trainable[i]);
    expectClose(
      state.slots,
      expected.gradients.filter((_, i) => trainable[i]),
      1e-3,
      only,
      cancelled(model),
    );
    expectClose(state.tensors, expected.tensors, 1e-5, names(model));
  });

  it.each(CASES)('one SGD update changes every parameter as float64 does: $name', async (test) => {
    const { model, batch } = test;
    const { inputs, labels } = pick(randomData(model, batch), firstN(batch));
    const start = referenceStart(model, SGD, stirredWeights(model));
    const after = referenceUpdate(model, SGD, start, inputs, labels, 1).state.tensors;
    const expected = after.map((t, k) => t.map((v, i) => v - start.tensors[k][i]));
    expectClose(await changeOf(get(), test), expected, 1e-4, names(model), cancelled(model));
  });

  it.each(OPTIMIZERS)('follows float64 over several ragged updates: %o', async (optimizer) => {
    const { model } = CASES.find(({ name }) => name === 'mlp tanh')!;
    const data = randomData(model, 11);
    const weights = stirredWeights(model);
    const run = get().createRun({ model, optimizer, data, weights });
    let expected = referenceStart(model, optimizer, weights);
    const losses: number[] = [];
    for (let epoch = 0; epoch < 3; epoch++) {
      run.update(firstN(11), 4, 0.02);
      for (const [from, to] of [
        [0, 4],
        [4, 8],
        [8, 11],
      ]) {
        const { inputs, labels } = pick(data, firstN(11).subarray(from, to));
        const next = referenceUpdate(model, optimizer, expected, inputs, labels, 0.02);
        expected = next.state;
        losses.push(next.loss);
      }
    }
    const seen = await run.losses();
    expectClose([seen], [losses], 1e-4, ['losses']);
    const { tensors, slots, updates } = await run.state();
    expect(updates).toBe(9);
    expectClose(tensors, expected.tensors, 1e-3, names(model));
    expectClose(
      slots,
      expected.slots.flat(),
      1e-3,
      slots.map((_, i) => `slot ${i}`),
    );
    run.dispose();
  });

  it('gives the ragged batch the mean over its own examples', async () => {
    const { model } = CASES.find(({ name }) => name === 'mlp relu')!;
    const data = randomData(model, 7);
    const setup = { model, optimizer: SGD, data, weights: stirredWeights(model) };
    const whole = get().createRun(setup);
    whole.update(firstN(7), 4, 0.3);
    const parts = get().createRun(setup);
    parts.update(Uint32Array.of(0, 1, 2, 3), 4, 0.3);
    parts.update(Uint32Array.of(4, 5, 6), 3, 0.3);
    expectClose((await whole.state()).tensors, (await parts.state()).tensors, 1e-6, names(model));
    expect(await whole.losses()).toEqual(await parts.losses());
    whole.dispose();
    parts.dispose();
  });

  it('scores and predicts in evaluation mode, as float64 does', async () => {
    for (const name of ['cnn-bn', 'mlp relu', 'squared error']) {
      const { model } = CASES.find((one) => one.name === name)!;
      const data = randomData(model, 12);
      const weights = stirredWeights(model);
      const run = get().createRun({ model, optimizer: SGD, data, weights });
      const { inputs, labels } = pick(data, firstN(12));
      const expected = referencePass(
        model,
        weights.map((t) => Array.from(t)),
        inputs,
        labels,
        { training: false },
      );
      const score = await run.evaluate('validation', 2000);
      expect(score.count).toBe(12);
      expect(Math.abs(score.loss / expected.loss - 1)).toBeLessThan(1e-4);
      const classes = data.classes;
      const best = labels.map((_, e) => {
        const row = expected.logits.slice(e * classes, (e + 1) * classes);
        return row.indexOf(Math.max(...row));
      });
      expect(score.accuracy).toBeCloseTo(best.filter((b, e) => b === labels[e]).length / 12, 10);
      const probabilities = await run.predict(data.validation.inputs, 5);
      expect(probabilities.length).toBe(5 * classes);
      for (let e = 0; e < 5; e++) {
        const row = Array.from(probabilities.subarray(e * classes, (e + 1) * classes));
        expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
        expect(row.indexOf(Math.max(...row))).toBe(best[e]);
      }
      run.dispose();
    }
  });

  it('scores and predicts numbers as they are, without an accuracy', async () => {
    for (const name of ['linear regression', 'a number from an mlp without bias']) {
      const { model } = CASES.find((one) => one.name === name)!;
      const data = randomData(model, 12);
      const weights = stirredWeights(model);
      const run = get().createRun({ model, optimizer: SGD, data, weights });
      const { inputs, labels } = pick(data, firstN(12));
      const tensors = weights.map((t) => Array.from(t));
      const expected = referencePass(model, tensors, inputs, labels, { training: false });
      const score = await run.evaluate('validation', 2000);
      expect([score.accuracy, score.count]).toEqual([undefined, 12]);
      expect(Math.abs(score.loss / expected.loss - 1)).toBeLessThan(1e-4);
      expectClose([await run.predict(data.validation.inputs, 12)], [expected.logits], 1e-4, ['answers']);
      run.dispose();
    }
  });

  it('trains on other examples once they have taken the place of the first, and on nothing else', async () => {
    for (const name of ['linear regression', 'mlp tanh']) {
      const { model } = CASES.find((one) => one.name === name)!;
      const weights = stirredWeights(model);
      const [first, second] = [randomData(model, 9), randomData(model, 9, 8)];
      const moved = get().createRun({ model, optimizer: SGD, data: first, weights });
      moved.update(firstN(9), 3, 0);
      await moved.evaluate('training', 9);
      moved.replaceTraining(second.training);
      const straight = get().createRun({ model, optimizer: SGD, data: second, weights });
      for (const run of [moved, straight]) run.update(firstN(9), 4, 0.1);
      expect((await moved.losses()).slice(3)).toEqual(await straight.losses());
      expect((await moved.state()).tensors).toEqual((await straight.state()).tensors);
      expect(await moved.evaluate('training', 9)).toEqual(await straight.evaluate('training', 9));
      expect(() => moved.replaceTraining(randomData(model, 8).training)).toThrow(RangeError);
      moved.dispose();
      straight.dispose();
    }
  });

  it('goes on from a saved state as if it had never stopped', async () => {
    const { model } = CASES.find(({ name }) => name === 'cnn-bn')!;
    const optimizer = OPTIMIZERS[3];
    const setup = { model, optimizer, data: randomData(model, 8), weights: stirredWeights(model) };
    const straight = get().createRun(setup);
    straight.update(firstN(8), 4, 0.01);
    const saved = await straight.state();
    const other = get().createRun({ ...setup, weights: stirredWeights(model, 99) });
    other.restore(saved);
    expect(await other.state()).toEqual(saved);
    straight.update(firstN(8), 4, 0.01);
    other.update(firstN(8), 4, 0.01);
    expect(await other.state()).toEqual(await straight.state());
    straight.dispose();
    other.dispose();
  });

  it('hands out copies: neither state nor the given weights share memory with the run', async () => {
    const { model } = CASES[0];
    const weights = stirredWeights(model);
    const run = get().createRun({ model, optimizer: SGD, data: randomData(model, 4), weights });
    weights[0].fill(99);
    const before = await run.state();
    const kept = Array.from(before.tensors[0]);
    expect(kept).not.toContain(99);
    before.tensors[0].fill(77);
    expect(Array.from((await run.state()).tensors[0])).toEqual(kept);
    run.dispose();
  });

  it('measures an update without changing a weight', async () => {
    const { model } = CASES.find(({ name }) => name === 'cnn-bn')!;
    const run = get().createRun({
      model,
      optimizer: OPTIMIZERS[3],
      data: randomData(model, 8),
      weights: stirredWeights(model),
    });
    const before = await run.state();
    expect(await run.measure(8)).toBeGreaterThan(0);
    expect(await run.state()).toEqual(before);
    expect((await run.losses()).length).toBe(0);
    run.dispose();
  });
}

/** Declares the check of an engine that makes a tensor for every result. */
export function checkTensorMemory(get: () => Engine): void {
  it('reports memory: more inside an update than between, more for a larger batch, the dataset apart', async () => {
    const { model } = CASES.find(({ name }) => name === 'cnn')!;
    const run = get().createRun({
      model,
      optimizer: OPTIMIZERS[2],
      data: randomData(model, 64),
      weights: stirredWeights(model),
    });
    const weightBytes =
      4 * parameterTensors(model).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b), 0);
    expect(run.memory().peakBytes).toBeUndefined();
    const peaks: number[] = [];
    for (const batch of [8, 32]) {
      run.update(firstN(batch), batch, 0.01);
      await run.losses();
      const { atRestBytes, peakBytes, datasetBytes } = run.memory();
      expect(atRestBytes).toBe(2 * weightBytes);
      expect(datasetBytes).toBe(4 * 64 * (100 + 10 + 1));
      peaks.push(peakBytes!);
    }
    expect(peaks[0]).toBeGreaterThan(2 * weightBytes + 4 * 8 * (100 + 8 * 8 * 3));
    expect(peaks[1] - peaks[0]).toBeGreaterThan(4 * 24 * (100 + 8 * 8 * 3));
    run.dispose();
  });
}

/**
 * One run of each optimiser in turn, `count` runs in all, everything used and disposed; every tenth has convolutions.
 */
export async function manyRuns(engine: Engine, count: number, between: (k: number) => void): Promise<void> {
  for (let k = 0; k < count; k++) {
    const wanted = k % 10 === 0 ? 'cnn-bn' : 'batchNorm after dense';
    const { model } = CASES.find(({ name }) => name === wanted)!;
    const data = randomData(model, 11);
    const optimizer = OPTIMIZERS[k % OPTIMIZERS.length];
    const run: EngineRun = engine.createRun({ model, optimizer, data, weights: stirredWeights(model) });
    run.update(firstN(11), 4, 0.01);
    if (k % 2 === 0) await run.losses();
    run.restore(await run.state());
    run.replaceTraining(randomData(model, 11, k).training);
    await run.evaluate('validation', 11);
    await run.predict(data.validation.inputs, 2);
    await run.measure(3);
    run.update(firstN(4), 4, 0.01);
    run.dispose();
    between(k);
  }
}
