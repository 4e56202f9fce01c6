/** What a dataset is, to everything that uses one: typed arrays of examples with a fixed split. */
import type { DatasetId } from '../experiment/data.ts';

export type { DatasetId, DatasetInfo, DataSettings } from '../experiment/data.ts';

/**
 * One split, row-major: `inputs` float32 [count, ...inputShape], `labels` class indices [count]. Where the answers are
 * numbers they are `targets`, float32 [count], and all labels are 0.
 */
export interface Split {
  inputs: Float32Array<ArrayBuffer>;
  labels: Uint8Array<ArrayBuffer>;
  targets?: Float32Array<ArrayBuffer>;
  count: number;
}

/** Training examples and what is shown as validation, already shuffled by `dataSeed`. */
export interface Dataset {
  id: DatasetId;
  /** [2] for points, [height, width, channels] for pictures, [d] for numbers. */
  inputShape: number[];
  /** 0 where the answers are numbers. */
  classes: number;
  training: Split;
  validation: Split;
  /**
   * Only of data without end: the examples that a run with `seed` trains on in its epoch `epoch`, from 0; as many as
   * `training` has, no two epochs or seeds the same, none in `training` or `validation`.
   */
  fresh?: (seed: number, epoch: number) => Split;
  /** Only of the linear task: the weights that the targets are made with, [d]. */
  truth?: Float64Array<ArrayBuffer>;
}

/** Why data could not be had; `code` is stable, `message` is for the reader. */
export type DatasetErrorCode = 'offline' | 'not-found' | 'truncated' | 'not-idx' | 'wrong-hash' | 'aborted';

export class DatasetError extends Error {
  constructor(
    readonly code: DatasetErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'DatasetError';
  }
}
