/**
 * What an update costs on a GPU beyond arithmetic: how often it is handed work. A dispatch is one draw call of WebGL, one
 * compute dispatch of WebGPU; both are counted where the browser is called.
 */
import { dispose, gather, layers, sequential, tensor, tidy, train, type LayersModel } from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { loadEngine } from '../../src/engine/load.ts';
import { modelOf } from '../../src/experiment/derive.ts';
import type { ModelSpec } from '../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../src/experiment/optimizer.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { NETWORKS } from '../../bench/networks.mjs';
import { CONFIG } from '../worker/fakes.ts';
import { randomData } from './cases.ts';

const B = 8;
const UPDATES = 2;
const SGD: OptimizerSpec = { id: 'sgd', weightDecay: 0 };

const MODELS: Record<'tiny' | 'mlp' | 'cnn', { ours: ModelSpec; theirs: () => LayersModel }> = {
  tiny: {
    ours: NETWORKS.tiny,
    theirs: () => mlp([2, 4, 2, 2], 'tanh'),
  },
  mlp: {
    ours: NETWORKS.mlp,
    theirs: () => mlp([784, 128, 10], 'relu'),
  },
  cnn: {
    ours: modelOf({ ...CONFIG, dataset: 'digits', model: 'cnn', activation: 'relu' }),
    theirs: () =>
      sequential({
        layers: [
          layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 5, activation: 'relu' }),
          layers.maxPooling2d({ poolSize: 2, strides: 2 }),
          layers.conv2d({ filters: 16, kernelSize: 5, activation: 'relu' }),
          layers.maxPooling2d({ poolSize: 2, strides: 2 }),
          layers.flatten(),
          layers.dense({ units: 10, activation: 'softmax' }),
        ],
      }),
  },
};

function mlp(widths: number[], activation: 'relu' | 'tanh'): LayersModel {
  const model = sequential();
  widths.slice(1).forEach((units, i) => {
    const first = i === 0 ? { inputShape: [widths[0]] } : {};
    model.add(
      layers.dense({ units, activation: i + 2 === widths.length ? 'softmax' : activation, ...first }),
    );
  });
  return model;
}

/** Counts what the browser is handed from now on. */
function counting(backend: 'webgl' | 'webgpu'): () => number {
  const { prototype: context } = WebGL2RenderingContext;
  const spies =
    backend === 'webgl'
      ? [vi.spyOn(context, 'drawElements'), vi.spyOn(context, 'drawArrays')]
      : [vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups')];
  return () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
}

/** Of one update, and once for a call, which uploads the order of its examples. */
async function ours(
  engine: Engine,
  model: ModelSpec,
  backend: 'webgl' | 'webgpu',
): Promise<[number, number]> {
  const data = randomData(model, B * UPDATES);
  const run = engine.createRun({ model, optimizer: SGD, data, weights: initialWeights(model, 1) });
  const order = Uint32Array.from({ length: B * UPDATES }, (_, i) => i);
  run.update(order, B, 0.1);
  await run.losses();
  const counted: number[] = [];
  for (const updates of [1, UPDATES]) {
    const count = counting(backend);
    run.update(order.subarray(0, B * updates), B, 0.1);
    counted.push(count());
    vi.restoreAllMocks();
    await run.losses();
  }
  run.dispose();
  const update = (counted[1] - counted[0]) / (UPDATES - 1);
  return [update, counted[0] - update];
}

async function theirs(model: LayersModel, spec: ModelSpec, backend: 'webgl' | 'webgpu'): Promise<number> {
  const data = randomData(spec, B * UPDATES);
  const [size] = [data.training.inputs.length / (B * UPDATES)];
  const inputs = tensor(data.training.inputs, [B * UPDATES, size]);
  const targets = tidy(() => {
    const values = new Float32Array(B * UPDATES * data.classes);
    data.training.labels.forEach((label, i) => void (values[i * data.classes + label] = 1));
    return tensor(values, [B * UPDATES, data.classes]);
  });
  model.compile({ optimizer: train.sgd(0.1), loss: 'categoricalCrossentropy' });
  const turn = async (): Promise<void> => {
    for (let k = 0; k < UPDATES; k++) {
      const [x, y] = tidy(() => {
        const rows = tensor(
          Int32Array.from({ length: B }, (_, i) => k * B + i),
          [B],
          'int32',
        );
        return [gather(inputs, rows).reshape([B, ...spec.inputShape]), gather(targets, rows)];
      });
      await model.trainOnBatch(x, y);
      dispose([x, y]);
    }
  };
  await turn();
  const count = counting(backend);
  await turn();
  const dispatches = count() / UPDATES;
  vi.restoreAllMocks();
  model.dispose();
  dispose([inputs, targets]);
  return dispatches;
}

/** As in docs/engine.md. */
const EXPECTED = {
  webgl: { once: 1, tiny: 33, mlp: 16, cnn: 61 },
  webgpu: { once: 0, tiny: 25, mlp: 16, cnn: 31 },
} as const;

describe.each(['webgl', 'webgpu'] as const)('dispatches of an update on %s', (backend) => {
  let engine: Engine;
  beforeAll(async () => {
    ({ engine } = await loadEngine(backend));
  });
  afterAll(() => engine.dispose());

  it.each(['tiny', 'mlp', 'cnn'] as const)('%s', async (name) => {
    const { once } = EXPECTED[backend];
    expect(await ours(engine, MODELS[name].ours, backend)).toEqual([EXPECTED[backend][name], once]);
  });

  it('are a fraction of those of trainOnBatch', async () => {
    const model = MODELS.mlp;
    expect(await theirs(model.theirs(), model.ours, backend)).toBeGreaterThan(3 * EXPECTED[backend].mlp);
  });
});
