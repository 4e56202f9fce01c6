import { beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../../src/datasets/generate.ts';
import { startCpuEngine } from '../../src/engine/cpu/engine.ts';
import { optimizerOf, type ExperimentConfig } from '../../src/experiment/config.ts';
import { initialConfig } from '../../src/experiment/draft.ts';
import { modelOf } from '../../src/experiment/derive.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { epochOrder } from '../../src/science/batch.ts';
import { createAnatomy, type Anatomy } from '../../src/worker/anatomy.ts';
import type { Dissection } from '../../src/worker/anatomyProtocol.ts';

const CONFIG: ExperimentConfig = {
  ...initialConfig(),
  ...{ dataset: 'moons', size: 60, noise: 0.25, model: 'softmax', learningRate: 0.5, engine: 'cpu' },
};
const LENGTH = 6;

let anatomy: Anatomy;
beforeEach(async () => {
  anatomy = await createAnatomy(CONFIG, await startCpuEngine());
});

/** Of softmax regression with two classes, in float64: (p - y) x for the weights, p - y for the biases. */
function gradientOf(weights: Float64Array, x: readonly number[], label: number): number[] {
  const logits = [0, 1].map((k) => weights[k] * x[0] + weights[2 + k] * x[1] + weights[4 + k]);
  const exps = logits.map((z) => Math.exp(z - Math.max(...logits)));
  const errors = exps.map((e, k) => e / (exps[0] + exps[1]) - (k === label ? 1 : 0));
  return [...errors.map((e) => e * x[0]), ...errors.map((e) => e * x[1]), ...errors];
}

const pointOf = (index: number): number[] => [
  anatomy.lesson.points[2 * index],
  anatomy.lesson.points[2 * index + 1],
];
const meanOf = (rows: readonly (readonly number[])[]): number[] =>
  rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);

function expectNear(found: ArrayLike<number>, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
}

describe('an update taken apart', () => {
  it('has the gradients that arithmetic gives, example by example, their mean, and that of all', async () => {
    for (const batchSize of [1, 7, 60]) {
      const { indices, examples, mean, full, before } = await anatomy.next(batchSize);
      const own = [...indices].map((index) =>
        gradientOf(before, pointOf(index), anatomy.lesson.labels[index]),
      );
      own.forEach((wanted, i) => expectNear(examples.subarray(i * LENGTH, (i + 1) * LENGTH), wanted));
      expectNear(mean, meanOf(own));
      const all = Array.from({ length: CONFIG.size }, (_, index) =>
        gradientOf(before, pointOf(index), anatomy.lesson.labels[index]),
      );
      expectNear(full, meanOf(all));
    }
  });

  it('moves the weights by the learning rate along the mean', async () => {
    const { mean, before, after } = await anatomy.next(8);
    expectNear(
      after,
      [...before].map((weight, i) => weight - CONFIG.learningRate * mean[i]),
    );
    expect(after).not.toEqual(before);
  });

  it('trains as a run at which nobody looks', async () => {
    const model = modelOf(CONFIG);
    const data = generate('moons', CONFIG);
    const run = (await startCpuEngine()).createRun({
      ...{ model, data, optimizer: optimizerOf(CONFIG), weights: initialWeights(model, CONFIG.seed) },
    });
    const order = epochOrder(CONFIG.seed, 0, CONFIG.size);
    const losses: number[] = [];
    let last: Dissection | undefined;
    for (let i = 0; i < 6; i++) {
      last = await anatomy.next(10);
      losses.push(last.loss);
      if (i === 2) await anatomy.spread([4], 20);
    }
    run.update(order, 10, CONFIG.learningRate);
    expect([...(await run.losses())]).toEqual(losses);
    const { tensors } = await run.state();
    expect([...(last?.after ?? [])]).toEqual(tensors.flatMap((tensor) => [...tensor]));
  });
});

describe('the epoch', () => {
  it('visits every example once, in the order told before, and then has another order', async () => {
    const seen: number[] = [];
    const places: number[][] = [];
    for (let i = 0; i < 9; i++) {
      const { indices, order, epoch, visited } = await anatomy.next(7);
      expect([...order]).toEqual([...anatomy.lesson.order]);
      seen.push(...indices);
      places.push([epoch, visited, indices.length]);
    }
    expect(seen).toEqual([...anatomy.lesson.order]);
    expect(places.at(-1)).toEqual([0, 56, 4]);
    const next = await anatomy.next(7);
    expect([next.epoch, next.visited, next.update]).toEqual([1, 0, 10]);
    expect([...next.order]).toEqual([...epochOrder(CONFIG.seed, 1, CONFIG.size)]);
  });

  it('takes a new batch size from the next update on', async () => {
    await anatomy.next(7);
    const { indices, visited } = await anatomy.next(20);
    expect([...indices]).toEqual([...anatomy.lesson.order.subarray(7, 27)]);
    expect(visited).toBe(7);
  });
});

describe('random batches', () => {
  it('scatter as draws without replacement do: by 1/B, less what they share, and not at all at N', async () => {
    const N = CONFIG.size;
    const sizes = [1, 4, 16, N];
    const spreads = await anatomy.spread(sizes, 4000);
    const weights = anatomy.lesson.weights;
    const all = Array.from({ length: N }, (_, index) =>
      gradientOf(weights, pointOf(index), anatomy.lesson.labels[index]),
    );
    const full = meanOf(all);
    const variance =
      all.reduce((sum, row) => sum + row.reduce((s, value, i) => s + (value - full[i]) ** 2, 0), 0) / N;
    for (const { batchSize, draws, meanSquare } of spreads) {
      expect(draws).toBe(4000);
      const wanted = (variance / batchSize) * ((N - batchSize) / (N - 1));
      if (batchSize === N) expect(meanSquare).toBeLessThan(1e-12);
      else expect(meanSquare / wanted).toBeCloseTo(1, 1);
    }
  });
});

it('takes nothing apart that cannot be drawn', async () => {
  const engine = await startCpuEngine();
  for (const change of [{ optimizer: 'adam' }, { weightDecay: 0.1 }, { dataset: 'mnist' }] as const)
    await expect(createAnatomy({ ...CONFIG, ...change }, engine)).rejects.toThrow('plain SGD');
});
