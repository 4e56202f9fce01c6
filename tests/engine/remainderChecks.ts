/** What every engine must do with a smaller batch that is weighted, and with what running statistics begin at. */
import { expect, it } from 'vitest';
import type { Engine, EngineRun, RunSetup } from '../../src/engine/engine.ts';
import { parameterTensors, type ModelSpec } from '../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../src/experiment/optimizer.ts';
import { referencePass } from '../reference/network.ts';
import { referenceStart, referenceUpdate, type ReferenceState } from '../reference/optimizer.ts';
import { CASES, OPTIMIZERS, pick, randomData, stirredWeights } from './cases.ts';
import { cancelled, expectClose, names } from './checks.ts';

const EXAMPLES = 11;
const BATCH = 4;
const order = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);
const named = (name: string): ModelSpec => CASES.find((one) => one.name === name)!.model;
const setupOf = (model: ModelSpec, optimizer: OptimizerSpec, more: Partial<RunSetup> = {}): RunSetup => ({
  ...{ model, optimizer, data: randomData(model, EXAMPLES), weights: stirredWeights(model) },
  ...more,
});

/** The float64 run over the same epochs, its last update of three examples out of four weighted. */
function followed(
  setup: RunSetup,
  rate: number,
  epochs: number,
): { state: ReferenceState; losses: number[] } {
  const { model, optimizer, data, weights, microBatch } = setup;
  let state = referenceStart(model, optimizer, weights);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++)
    for (let from = 0; from < EXAMPLES; from += BATCH) {
      const { inputs, labels } = pick(data, order(EXAMPLES).subarray(from, from + BATCH));
      const options = { batchSize: BATCH, ...(microBatch !== undefined && { microBatch }) };
      const next = referenceUpdate(model, optimizer, state, inputs, labels, rate, options);
      state = next.state;
      losses.push(next.loss);
    }
  return { state, losses };
}

const train = (run: EngineRun, rate: number, epochs: number): void => {
  for (let epoch = 0; epoch < epochs; epoch++) run.update(order(EXAMPLES), BATCH, rate);
};

const TRAININGS = ['mlp tanh', 'batchNorm after dense'].flatMap((name) =>
  OPTIMIZERS.flatMap((optimizer) =>
    [undefined, 2, 3].map((microBatch) => ({ name, id: optimizer.id, microBatch, optimizer })),
  ),
);

/** Declares the tests of one engine; `get` gives it once it runs. */
export function checkRemainder(get: () => Engine): void {
  it.each(TRAININGS)(
    'follows float64 with a weighted remainder: $name, $id, micro-batches of $microBatch',
    async ({ name, optimizer, microBatch }) => {
      const model = named(name);
      const parts = microBatch === undefined ? {} : { microBatch };
      const setup = setupOf(model, optimizer, { weightedRemainder: true, ...parts });
      const run = get().createRun(setup);
      const rate = optimizer.id === 'adam' ? 0.005 : 0.05;
      train(run, rate, 2);
      const { state, losses } = followed(setup, rate, 2);
      expectClose([await run.losses()], [losses], 1e-4, ['losses']);
      const seen = await run.state();
      const change = (tensors: readonly ArrayLike<number>[]): number[][] =>
        tensors.map((t, k) => Array.from(t, (v, i) => v - setup.weights[k][i]));
      // Adam makes steps of full length of what is all rounding: biases that a normalisation cancels.
      const kept = names(model).map((label) => optimizer.id !== 'adam' || !cancelled(model).has(label));
      const own = <T>(list: readonly T[]): T[] => list.filter((_, k) => kept[k]);
      const [actual, expected] = [change(seen.tensors), change(state.tensors)];
      expectClose(own(actual), own(expected), 2e-3, own(names(model)), cancelled(model));
      expect(Math.abs(seen.startShare - state.startShare)).toBeLessThan(1e-12);
      run.dispose();
    },
  );

  it('takes of one example of B a B-th of its gradient, and of the decay', async () => {
    const model = named('softmax regression');
    const optimizer: OptimizerSpec = { id: 'sgd', weightDecay: 0.5 };
    const setup = setupOf(model, optimizer, { weightedRemainder: true });
    const [w, b] = setup.weights;
    const { inputs, labels } = pick(setup.data, [5]);
    const z = [0, 1, 2].map((c) => b[c] + inputs.reduce((sum, x, i) => sum + x * w[3 * i + c], 0));
    const total = z.reduce((sum, v) => sum + Math.exp(v), 0);
    const slope = z.map((v, c) => Math.exp(v) / total - (c === labels[0] ? 1 : 0));
    const run = get().createRun(setup);
    run.update(Uint32Array.of(5), 8, 2);
    const [loss] = await run.losses();
    expect(loss).toBeCloseTo(Math.log(total) - z[labels[0]], 5);
    const { tensors } = await run.state();
    inputs.forEach((x, i) =>
      slope.forEach((s, c) =>
        expect(tensors[0][3 * i + c]).toBeCloseTo(w[3 * i + c] - (2 * (x * s + 0.5 * w[3 * i + c])) / 8, 5),
      ),
    );
    slope.forEach((s, c) => expect(tensors[1][c]).toBeCloseTo(b[c] - (2 * s) / 8, 5));
    run.dispose();
  });

  it.each(OPTIMIZERS)(
    'whole batches are the same to the last digit, weighted or not: %o',
    async (optimizer) => {
      const setup = { ...setupOf(named('cnn-bn'), optimizer), data: randomData(named('cnn-bn'), 12) };
      const states = [];
      for (const weightedRemainder of [false, true]) {
        const run = get().createRun({ ...setup, weightedRemainder });
        for (let epoch = 0; epoch < 2; epoch++) run.update(order(12), BATCH, 0.05);
        states.push([await run.losses(), await run.state()]);
        run.dispose();
      }
      expect(states[1]).toEqual(states[0]);
    },
  );

  it('of equal examples, the remainder makes n/B of the step that it makes at full weight', async () => {
    const model = named('mlp tanh');
    const setup = setupOf(model, { id: 'momentum', momentum: 0.9, weightDecay: 0.01 });
    const changes = [];
    for (const weightedRemainder of [false, true]) {
      const run = get().createRun({ ...setup, weightedRemainder });
      run.update(order(2), 8, 1);
      const { tensors } = await run.state();
      changes.push(tensors.map((t, k) => Array.from(t, (v, i) => v - setup.weights[k][i])));
      run.dispose();
    }
    const [full, quarter] = changes;
    expectClose(
      quarter,
      full.map((t) => t.map((v) => v / 4)),
      1e-4,
      names(model),
    );
  });

  it.each([undefined, 3])(
    'evaluates without the start of running statistics, as float64 does: micro-batches of %s',
    async (microBatch) => {
      for (const name of ['batchNorm after dense', 'cnn-bn']) {
        const model = named(name);
        const parts = microBatch === undefined ? {} : { microBatch };
        const flags = { weightedRemainder: true, correctStart: true, ...parts };
        const setup = setupOf(model, OPTIMIZERS[0], flags);
        const [run, plain] = [flags, { ...flags, correctStart: false }].map((own) =>
          get().createRun({ ...setup, ...own }),
        );
        expect(await run.evaluate('validation', EXAMPLES)).toEqual(
          await plain.evaluate('validation', EXAMPLES),
        );
        for (let epoch = 1; epoch <= 2; epoch++) {
          for (const own of [run, plain]) train(own, 0.05, 1);
          const { tensors, startShare } = await run.state();
          expect((await plain.state()).tensors).toEqual(tensors);
          const { inputs, labels } = pick(setup.data, order(EXAMPLES));
          const expected = [startShare, 0].map((share) =>
            referencePass(
              model,
              tensors.map((t) => Array.from(t)),
              inputs,
              labels,
              {
                training: false,
                startShare: share,
              },
            ),
          );
          expect(startShare).toBeCloseTo(followed(setup, 0.05, epoch).state.startShare, 12);
          for (const [k, own] of [run, plain].entries()) {
            const { loss } = await own.evaluate('validation', EXAMPLES);
            expect(Math.abs(loss / expected[k].loss - 1)).toBeLessThan(1e-4);
          }
          expect(Math.abs(expected[0].loss / expected[1].loss - 1)).toBeGreaterThan(1e-3);
        }
        for (const own of [run, plain]) own.dispose();
      }
    },
  );

  it('has, before the start is forgotten, the statistics of data that are always the same', async () => {
    const model = named('batchNorm of the input');
    const setup = { ...setupOf(model, OPTIMIZERS[0], { correctStart: true }) };
    const run = get().createRun(setup);
    for (let k = 0; k < 3; k++) run.update(order(EXAMPLES), EXAMPLES, 0);
    const { tensors } = await run.state();
    const specs = parameterTensors(model);
    const weights = tensors.map((t, k) => (specs[k].trainable ? t : setup.weights[k]));
    const { inputs, labels } = pick(setup.data, order(EXAMPLES));
    // Statistics that never change are those of the batch itself, as training normalises it.
    const own = referencePass(
      model,
      weights.map((t) => Array.from(t)),
      inputs,
      labels,
    );
    const started = setup.weights.some((t, k) => !specs[k].trainable && t.some((v) => v !== 0 && v !== 1));
    expect(started).toBe(true);
    run.dispose();
    const zeroOne = setup.weights.map((t, k) =>
      specs[k].name.endsWith('Mean')
        ? t.map(() => 0)
        : specs[k].name.endsWith('Variance')
          ? t.map(() => 1)
          : t,
    );
    const fresh = get().createRun({ ...setup, weights: zeroOne });
    for (let k = 0; k < 3; k++) fresh.update(order(EXAMPLES), EXAMPLES, 0);
    const { loss } = await fresh.evaluate('training', EXAMPLES);
    expect(Math.abs(loss / own.loss - 1)).toBeLessThan(1e-4);
    fresh.dispose();
  });

  it('goes on from a saved state, its evaluations included, as if it had never stopped', async () => {
    const model = named('cnn-bn');
    const setup = setupOf(model, OPTIMIZERS[3], {
      ...{ weightedRemainder: true, correctStart: true, microBatch: 3 },
    });
    const straight = get().createRun(setup);
    train(straight, 0.01, 1);
    const saved = await straight.state();
    const other = get().createRun({ ...setup, weights: stirredWeights(model, 99) });
    other.restore(saved);
    expect(await other.evaluate('validation', EXAMPLES)).toEqual(
      await straight.evaluate('validation', EXAMPLES),
    );
    for (const run of [straight, other]) train(run, 0.01, 1);
    expect(await other.state()).toEqual(await straight.state());
    expect(await other.evaluate('validation', EXAMPLES)).toEqual(
      await straight.evaluate('validation', EXAMPLES),
    );
    const begun = await get().createRun(setup).state();
    expect([begun.startShare, saved.startShare < 1]).toEqual([1, true]);
    for (const run of [straight, other]) run.dispose();
  });
}
