/** Three ways to compute the same updates, taking turns on one backend. */
import { dispose, gather, stack, tensor, tidy, type LayersModel, type Tensor } from '@tensorflow/tfjs';
import type { Engine, EngineRun } from '../../src/engine/engine.ts';
import { startCpu } from '../../src/engine/tfjs/cpu.ts';
import { startWebgl } from '../../src/engine/tfjs/webgl.ts';
import { startWebgpu } from '../../src/engine/tfjs/webgpu.ts';
import type { EngineName } from '../../src/experiment/config.ts';
import { sizeOf } from '../../src/experiment/model.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { NETWORKS } from '../networks.mjs';
import type { Result, Task } from './messages.ts';
import { benchData, LEARNING_RATE, layersModel } from './models.ts';

const EXAMPLES = 4096;

const START: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  webgpu: startWebgpu,
  webgl: startWebgl,
  cpu: startCpu,
};

/** Runs `count` updates and waits for the device. */
type Turn = (count: number) => Promise<void>;

/** Indices of `count` batches in a row, going round the examples. */
const indicesOf = (count: number, batchSize: number): Uint32Array =>
  Uint32Array.from({ length: count * batchSize }, (_, i) => i % EXAMPLES);

const ours = (run: EngineRun, batchSize: number): Turn => {
  return async (count) => {
    run.update(indicesOf(count, batchSize), batchSize, LEARNING_RATE);
    const losses = await run.losses();
    if (losses.length !== count || !losses.every(Number.isFinite)) throw new Error('losses are not right');
  };
};

interface Plain {
  model: LayersModel;
  inputs: Tensor;
  targets: Tensor;
}

/** Both get their data as the engine does: from tensors that are on the device, by index. */
const batch = ({ inputs, targets }: Plain, indices: Uint32Array): [Tensor, Tensor] =>
  tidy(() => {
    const rows = tensor(Int32Array.from(indices), [indices.length], 'int32');
    return [gather(inputs, rows), gather(targets, rows)];
  });

const trainOnBatch = (plain: Plain, batchSize: number): Turn => {
  return async (count) => {
    const all = indicesOf(count, batchSize);
    for (let k = 0; k < count; k++) {
      const [x, y] = batch(plain, all.subarray(k * batchSize, (k + 1) * batchSize));
      await plain.model.trainOnBatch(x, y);
      dispose([x, y]);
    }
  };
};

/** What trainOnBatch does inside, with the losses kept until the end of the turn. */
const withoutReading = (plain: Plain, batchSize: number): Turn => {
  const sequential = plain.model as unknown as {
    model: { makeTrainFunction(): (data: Tensor[]) => Tensor[] };
  };
  const step = sequential.model.makeTrainFunction();
  return async (count) => {
    const all = indicesOf(count, batchSize);
    const losses: Tensor[] = [];
    for (let k = 0; k < count; k++) {
      const [x, y] = batch(plain, all.subarray(k * batchSize, (k + 1) * batchSize));
      losses.push(...step([x, y]));
      dispose([x, y]);
    }
    const together = stack(losses);
    await together.data();
    dispose([together, ...losses]);
  };
};

async function timed(turn: Turn, count: number): Promise<number> {
  const start = performance.now();
  await turn(count);
  return (performance.now() - start) / count;
}

async function measure(task: Task): Promise<Result> {
  const engine = await START[task.backend]();
  const spec = NETWORKS[task.model];
  const data = benchData(spec, EXAMPLES);
  const run = engine.createRun({
    model: spec,
    optimizer: { id: 'sgd', weightDecay: 0 },
    data,
    weights: initialWeights(spec, 1),
  });
  const oneHot = new Float32Array(EXAMPLES * data.classes);
  data.training.labels.forEach((label, i) => void (oneHot[i * data.classes + label] = 1));
  const plain: Plain = {
    model: layersModel(spec),
    inputs: tensor(data.training.inputs, [EXAMPLES, sizeOf(data.inputShape)]),
    targets: tensor(oneHot, [EXAMPLES, data.classes]),
  };
  const turns = [
    ours(run, task.batchSize),
    trainOnBatch(plain, task.batchSize),
    withoutReading(plain, task.batchSize),
  ];
  for (const turn of turns) await turn(3);
  const slowest = Math.max(await timed(turns[0], 3), await timed(turns[1], 3));
  const updates = Math.min(200, Math.max(2, Math.round(task.turnMs / slowest)));
  for (const turn of turns) await turn(updates);
  const times: number[][] = [[], [], []];
  for (let round = 0; round < task.rounds; round++)
    for (let k = 0; k < turns.length; k++) {
      const which = (round + k) % turns.length;
      times[which].push(await timed(turns[which], updates));
    }
  plain.model.dispose();
  dispose([plain.inputs, plain.targets]);
  run.dispose();
  const { info } = engine;
  engine.dispose();
  return { info, updates, ours: times[0], trainOnBatch: times[1], withoutReading: times[2] };
}

self.onmessage = ({ data }: MessageEvent<Task>) => {
  measure(data).then(
    (result) => self.postMessage({ result }),
    (error: unknown) => self.postMessage({ error: error instanceof Error ? error.stack : String(error) }),
  );
};
