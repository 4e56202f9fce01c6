/** What went wrong, in words for the reader, and what to do. */
import { DatasetError, type DatasetErrorCode } from '../datasets/dataset.ts';
import type { EngineFailure } from '../engine/engine.ts';
import { EngineFailureError } from '../engine/failure.ts';
import { nameOfPart } from '../engine/partNames.ts';
import { DATASETS } from '../experiment/catalog.ts';
import type { EngineName } from '../experiment/config.ts';
import type { DatasetId } from '../experiment/data.ts';
import { formatBytes, formatNumber } from '../experiment/format.ts';
import { reasonOf } from '../experiment/reason.ts';
import type { Position, RunError } from '../experiment/run.ts';

/** Loss or weights left the range of numbers. */
export class Diverged extends Error {
  override name = 'Diverged';
  constructor(
    readonly what: string,
    readonly value: number,
    readonly position: Position,
    readonly batchSize: number,
    readonly learningRate: number,
  ) {
    super('diverged');
  }
}

/** An error that already knows its words. */
export class Fault extends Error {
  override name = 'Fault';
  constructor(readonly error: RunError) {
    super(error.message);
  }
}

/** The training examples would not fit in one piece of the device's memory. */
export function tooLarge(dataset: DatasetId, engine: EngineName, bytes: number, limit: number): Fault {
  const { name, controls } = DATASETS[dataset];
  const fewer = controls.limit ? 'a number for “Only the first …”' : 'fewer training examples';
  return new Fault({
    code: 'out-of-memory',
    message:
      `The training examples of ${name} need ${formatBytes(bytes)} in one piece, and engine ${engine} ` +
      `takes at most ${formatBytes(limit)} on this device.`,
    advice: `Choose ${fewer}, or engine CPU.`,
  });
}

/**
 * What `reason` is to somebody who trains at `batchSize`: an error of memory advises the largest batch size that fits, or
 * one that needs about half as much. A Fault says itself what to do.
 */
export const runErrorAt = (reason: unknown, batchSize: number): RunError =>
  reason instanceof Fault ? reason.error : withBatchSize(runError(reason), batchSize);

function withBatchSize(error: RunError, batchSize: number): RunError {
  if (error.code !== 'out-of-memory' || batchSize < 2) return error;
  if (error.fits !== undefined)
    return {
      ...error,
      advice: `Choose batch size ${formatNumber(error.fits)} or a smaller one, or a smaller model.`,
    };
  const half = formatNumber(Math.floor(batchSize / 2));
  return {
    ...error,
    advice: `Choose a smaller batch size, such as ${half} instead of ${formatNumber(batchSize)}, or a smaller model.`,
  };
}

export function runError(reason: unknown): RunError {
  if (reason instanceof Fault) return reason.error;
  if (reason instanceof Diverged) return diverged(reason);
  if (reason instanceof EngineFailureError) return engineFault(reason.failure);
  if (reason instanceof DatasetError) return datasetFault(reason);
  const message = reason instanceof Error ? reason.message : String(reason);
  if (/dynamically imported module|importing a module script/i.test(message))
    return {
      code: 'internal',
      message: 'A part of this page could not be loaded; is this device offline?',
      advice: 'Connect this device first.',
    };
  const code = sniff(message);
  if (code) return engineFault({ code, message });
  return {
    code: 'internal',
    message: `Something unexpected happened: ${reasonOf(reason)}.`,
    advice: '',
  };
}

function diverged({ what, value, position, batchSize, learningRate }: Diverged): RunError {
  const became = Number.isNaN(value) ? 'was no longer a number' : 'grew beyond all numbers';
  const epoch = formatNumber(Math.floor(position.epoch) + (Number.isInteger(position.epoch) ? 0 : 1));
  return {
    code: 'diverged',
    message:
      `The ${what} ${became} at update ${formatNumber(position.update)} (epoch ${epoch}), with ` +
      `batch size ${formatNumber(batchSize)} and learning rate ${formatNumber(learningRate)}.`,
    advice: `The steps were too long. Try a tenth of the learning rate: ${formatNumber(learningRate / 10)}.`,
  };
}

function datasetFault(error: DatasetError): RunError {
  return {
    code: codeOf(error.code),
    message: error.message,
    advice: 'Retry, or use digits instead: they are drawn here and need no download.',
  };
}

function codeOf(code: DatasetErrorCode): RunError['code'] {
  return code === 'aborted' ? 'internal' : code;
}

function engineFault({ code, message, fits, lacking }: EngineFailure): RunError {
  const why = reasonOf(message);
  switch (code) {
    case 'context-lost':
      return {
        code,
        message: `The browser took the WebGL context away (${why}).`,
        advice: 'Engine CPU needs no graphics processor.',
      };
    case 'device-lost':
      return {
        code,
        message: `The graphics device was lost (${why}).`,
        advice: 'Engine CPU needs no graphics processor.',
      };
    case 'gpu-error':
      return {
        code,
        message: `The graphics processor reported an error (${why}).`,
        advice: 'If it happens again, choose engine CPU.',
      };
    case 'out-of-memory':
      return {
        code,
        message: `There is not enough memory for an update: ${why}.`,
        advice: 'Choose a smaller batch size or a smaller model.',
        ...(fits !== undefined && { fits }),
        ...(lacking && { lacking: { what: nameOfPart(lacking), bytes: lacking.bytes, left: lacking.left } }),
      };
    case 'trap':
      return {
        code,
        message: `The cpu engine stopped at a fault of its own (${why}).`,
        advice: '',
      };
    default:
      return code satisfies never;
  }
}

/** The nature of an engine's error that came as an exception. */
function sniff(message: string): EngineFailure['code'] | undefined {
  if (/context.{0,20}lost|lost.{0,20}context/i.test(message)) return 'context-lost';
  if (/device.{0,20}(lost|destroyed)/i.test(message)) return 'device-lost';
  if (/out of memory|allocation failed|array buffer allocation|invalid (typed )?array length/i.test(message))
    return 'out-of-memory';
  if (/webgl|webgpu|shader|\bgl\b|GPU/i.test(message)) return 'gpu-error';
  return undefined;
}
