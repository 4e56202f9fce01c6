/** The dataset on the device: uploaded once, when first needed. */
import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { Dataset, Split } from '../../datasets/dataset.ts';
import { sizeOf } from '../../experiment/model.ts';

export interface DeviceSplit {
  /** [count, inputs]. */
  inputs: Tensor;
  /** One-hot labels [count, classes], or numbers [count, 1]; only training needs them on the device. */
  targets: Tensor | undefined;
  /** 0 … count - 1, for reading the split in order. */
  order: Tensor;
}

export interface DeviceData {
  training(): DeviceSplit;
  validation(): DeviceSplit;
  /** These are the training examples from now on. */
  replaceTraining(split: Split): void;
  bytes(): number;
  dispose(): void;
}

function upload(split: Split, inputs: number, classes: number | undefined): DeviceSplit {
  let targets: Tensor | undefined;
  if (classes !== undefined && split.targets) targets = tensor(split.targets, [split.count, 1]);
  else if (classes !== undefined) {
    const oneHot = new Float32Array(split.count * classes);
    for (let i = 0; i < split.count; i++) oneHot[i * classes + split.labels[i]] = 1;
    targets = tensor(oneHot, [split.count, classes]);
  }
  return {
    inputs: tensor(split.inputs, [split.count, inputs]),
    targets,
    order: tensor(
      Int32Array.from({ length: split.count }, (_, i) => i),
      [split.count],
      'int32',
    ),
  };
}

export function createDeviceData(data: Dataset): DeviceData {
  const inputs = sizeOf(data.inputShape);
  let training: DeviceSplit | undefined;
  let validation: DeviceSplit | undefined;
  let source = data.training;
  const tensorsOf = (split: DeviceSplit | undefined): Tensor[] =>
    split ? [split.inputs, split.order, ...(split.targets ? [split.targets] : [])] : [];
  const tensors = (): Tensor[] => [training, validation].flatMap(tensorsOf);
  return {
    training: () => (training ??= upload(source, inputs, data.classes)),
    validation: () => (validation ??= upload(data.validation, inputs, undefined)),
    replaceTraining(split) {
      if (split.count !== source.count)
        throw new RangeError(`${split.count} training examples do not take the place of ${source.count}`);
      for (const t of tensorsOf(training)) t.dispose();
      training = undefined;
      source = split;
    },
    bytes: () => tensors().reduce((sum, t) => sum + 4 * t.size, 0),
    dispose: () => {
      for (const t of tensors()) t.dispose();
      training = validation = undefined;
    },
  };
}
