/** One training run on a TensorFlow.js device. */
import { dispose, engine, keep, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { outputCount, parameterTensors, sizeOf, type ParameterTensor } from '../../experiment/model.ts';
import { slotCount } from '../../experiment/optimizer.ts';
import type { EngineRun, EngineState, RunSetup } from '../engine.ts';
import { scoreNumbers, scoreOutputs, softmaxRows } from '../score.ts';
import type { FailureWatch } from '../failure.ts';
import { dividedBy, hasRunning, shareAfter, takenOff, updateWeight } from '../startShare.ts';
import type { TfjsDevice } from './device.ts';
import { inferRows } from './infer.ts';
import { namedMemoryError } from './memoryErrors.ts';
import { createLossLog } from './losses.ts';
import { startMeter, stopMeter } from './meter.ts';
import { createNetwork } from './network.ts';

import { createStep, type StepResult } from './step.ts';
import { createDeviceData, type DeviceSplit } from './splits.ts';

/** On the device a bias of a dense layer is a row, so that its gradient needs no reshaping. */
const deviceShape = ({ role, shape }: ParameterTensor, weights: ParameterTensor | undefined): number[] =>
  role === 'bias' && weights?.shape.length === 2 ? [1, ...shape] : shape;

/** A measurement of short updates takes about this long, so that coarse clocks do and the read-back counts little. */
const MEASURE_MS = 20;
const MOST_MEASURED = 32;

export function createTfjsRun(device: TfjsDevice, setup: RunSetup): EngineRun {
  let disposed = false;
  const watch: FailureWatch = {
    ...device.watch,
    guard: (work) => device.watch.guard(work, () => disposed),
  };
  const { model, optimizer, data, limitBytes, microBatch = Infinity } = setup;
  const { weightedRemainder, correctStart } = setup;
  const specs = parameterTensors(model);
  const shapes = specs.map((spec, i) => deviceShape(spec, specs[i - 1]));
  const classes = outputCount(model);
  const inputs = sizeOf(model.inputShape);
  const network = createNetwork(model);
  const deviceData = createDeviceData(data);
  const losses = createLossLog(device.info.name !== 'cpu');
  const slotsEach = slotCount(optimizer.id);

  const upload = (values: Float32Array, i: number): Tensor => keep(tensor(values.slice(), shapes[i]));
  const emptySlots = (): Tensor[][] =>
    specs.map((spec, i) =>
      spec.trainable
        ? Array.from({ length: slotsEach }, () => upload(new Float32Array(sizeOf(spec.shape)), i))
        : [],
    );
  let weights = setup.weights.map(upload);
  let slots = emptySlots();
  let { training } = data;
  let updates = 0;
  let startShare = 1;
  const moves = hasRunning(model);
  const peaks = new Map<number, number>();
  let lastBatch: number | undefined;

  const takeStep = createStep(setup, network);
  /**
   * One update over `indices[start … start + count)` of a batch of `batchSize`, as new tensors; nothing of the run
   * changes.
   */
  const step = (indices: Tensor, start: number, count: number, batchSize: number, rate: number): StepResult =>
    takeStep({
      split: deviceData.training(),
      indices,
      start,
      count,
      divisor: dividedBy(count, batchSize, weightedRemainder),
      weights,
      slots,
      rate,
      update: updates + 1,
    });

  /** An update under the meter, which writes down its peak and keeps the limit. */
  const metered: typeof step = (indices, start, count, batchSize, rate) => {
    deviceData.training();
    const own = [...weights, ...slots.flat()].reduce((sum, t) => sum + 4 * t.size, 0);
    startMeter(engine().state.numBytes - own, limitBytes);
    try {
      const made = step(indices, start, count, batchSize, rate);
      peaks.set(count, stopMeter());
      return made;
    } finally {
      stopMeter();
    }
  };

  const commit = (next: StepResult): void => {
    weights.forEach((old, i) => {
      if (old !== next.weights[i]) old.dispose();
    });
    dispose(slots);
    weights = next.weights.map((t) => keep(t));
    slots = next.slots.map((own) => own.map((t) => keep(t)));
    updates++;
    losses.push(keep(next.losses));
  };

  /** Frees what a step has made but for its losses. */
  const forget = (made: StepResult): Tensor => {
    made.weights.forEach((t, i) => {
      if (t !== weights[i]) t.dispose();
    });
    dispose(made.slots);
    return made.losses;
  };

  const read = async (t: Tensor): Promise<Float32Array<ArrayBuffer>> => {
    const values = await watch.guard(t.data<'float32'>());
    return Float32Array.from(values);
  };

  const infer = (split: DeviceSplit, count: number): Promise<Float32Array<ArrayBuffer>> =>
    inferRows(
      { ...device, watch },
      network,
      split,
      weights,
      takenOff(startShare, correctStart),
      count,
      classes,
    );

  const run: EngineRun = {
    update(indices, batchSize, learningRate) {
      watch.check();
      const order = tensor(Int32Array.from(indices), [indices.length], 'int32');
      try {
        for (let start = 0; start < indices.length; start += batchSize) {
          const count = Math.min(batchSize, indices.length - start);
          commit(
            peaks.has(count)
              ? step(order, start, count, batchSize, learningRate)
              : metered(order, start, count, batchSize, learningRate),
          );
          const weight = updateWeight(count, batchSize, weightedRemainder);
          if (moves)
            startShare = shareAfter(startShare, weight, Math.ceil(count / Math.min(count, microBatch)));
        }
      } catch (error) {
        device.inspect();
        watch.check();
        throw namedMemoryError(error);
      } finally {
        order.dispose();
      }
      if (indices.length >= batchSize || !peaks.has(batchSize))
        lastBatch = Math.min(batchSize, indices.length);
    },

    async losses() {
      watch.check();
      const values = await watch.guard(losses.drain());
      device.inspect();
      watch.check();
      return values;
    },

    async measure(batchSize) {
      watch.check();
      const order = deviceData.training().order;
      /** Milliseconds of an update among `count`, whose losses are read together as in training. */
      const timed = async (count: number): Promise<number> => {
        await read(weights[0]);
        const start = performance.now();
        for (let k = 1; k < count; k++) forget(step(order, 0, batchSize, batchSize, 0)).dispose();
        const last = forget(step(order, 0, batchSize, batchSize, 0));
        try {
          await watch.guard(last.data());
        } finally {
          last.dispose();
        }
        return (performance.now() - start) / count;
      };
      await timed(1);
      const single = await timed(1);
      if (single > MEASURE_MS) return single;
      return timed(Math.ceil(MEASURE_MS / Math.max(single, MEASURE_MS / MOST_MEASURED)));
    },

    replaceTraining(split) {
      watch.check();
      deviceData.replaceTraining(split);
      training = split;
    },

    async evaluate(split, count) {
      watch.check();
      const own = split === 'training' ? training : data.validation;
      const seen = Math.min(count, own.count);
      const outputs = await infer(
        split === 'training' ? deviceData.training() : deviceData.validation(),
        seen,
      );
      if (own.targets) return scoreNumbers(outputs, own.targets.subarray(0, seen));
      return scoreOutputs(outputs, own.labels.subarray(0, seen), classes, model.loss);
    },

    async predict(values, count) {
      watch.check();
      const split = {
        inputs: tensor(values.slice(0, count * inputs), [count, inputs]),
        targets: undefined,
        order: tensor(
          Int32Array.from({ length: count }, (_, i) => i),
          [count],
          'int32',
        ),
      };
      try {
        const outputs = await infer(split, count);
        return training.targets ? outputs : softmaxRows(outputs, classes);
      } finally {
        dispose([split.inputs, split.order]);
      }
    },

    async state(): Promise<EngineState> {
      watch.check();
      const before = { updates, startShare };
      const arrays = await Promise.all([...weights, ...slots.flat()].map(read));
      return { tensors: arrays.slice(0, specs.length), slots: arrays.slice(specs.length), ...before };
    },

    restore(state) {
      watch.check();
      dispose(weights);
      dispose(slots);
      weights = state.tensors.map(upload);
      let next = 0;
      slots = specs.map((spec, i) =>
        spec.trainable ? Array.from({ length: slotsEach }, () => upload(state.slots[next++], i)) : [],
      );
      ({ updates, startShare } = state);
    },

    memory() {
      const datasetBytes = deviceData.bytes();
      const atRestBytes = engine().state.numBytes - datasetBytes;
      return {
        atRestBytes,
        inUseBytes: atRestBytes,
        peakBytes: lastBatch === undefined ? undefined : peaks.get(lastBatch),
        datasetBytes,
      };
    },

    parts: () => [],

    dispose() {
      disposed = true;
      dispose(weights);
      dispose(slots);
      losses.dispose();
      deviceData.dispose();
    },
  };
  return run;
}
