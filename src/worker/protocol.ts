/**
 * Messages between page and trainer worker. Types only. Every message carries `runId` or `requestId`; one that carries
 * an id which is not the receiver's current one is ignored.
 */
import type { EngineName, ExperimentConfig } from '../experiment/config.ts';
import type { DataSettings } from '../experiment/data.ts';
import type { DeviceFacts } from '../experiment/devices.ts';
import type {
  EngineReport,
  Evaluation,
  MemorySample,
  MetricColumns,
  Position,
  Retune,
  RunError,
  RunId,
} from '../experiment/run.ts';

/** The engine that a run began on, and why. */
export interface EarlierEngine {
  got: EngineName;
  why: string;
}

/** Everything a fresh worker needs to go on with a run. */
export interface Checkpoint {
  position: Position;
  /** Whole epochs done, and training examples already visited in the current one. */
  epochsDone: number;
  visited: number;
  tensors: Float32Array<ArrayBuffer>[];
  slots: Float32Array<ArrayBuffer>[];
  /** Of batch normalisation's running statistics; see EngineState. */
  startShare: number;
  batchSize: number;
  learningRate: number;
  /** What `auto` stays with, whatever it would measure now. */
  engine: EarlierEngine;
}

/** What one update at a batch size came to. */
export type Probed =
  | {
      fits: true;
      engine: EngineReport;
      /** Most bytes in use inside the update, and in use after it; the dataset left out. */
      peakBytes: number;
      restBytes: number;
    }
  /** `engine` is undefined where none started. `lost`: the device is gone with it, and so is this worker. */
  | { fits: false; engine: EngineReport | undefined; error: RunError; lost: boolean };

/** How far a newly started run goes before it pauses by itself. */
export type Until = 'end' | 'update' | 'epoch';

export type Command =
  /** `site`: address of the folder that the page is in; datasets are looked for beside it. */
  | {
      type: 'start';
      runId: RunId;
      config: ExperimentConfig;
      until: Until;
      resumeFrom?: Checkpoint;
      site: string;
    }
  | { type: 'pause'; runId: RunId }
  /** Goes on: to the end, for one update, or to the end of the current epoch; then pauses again. */
  | { type: 'resume'; runId: RunId; until: Until }
  | { type: 'stop'; runId: RunId }
  | { type: 'retune'; runId: RunId; batchSize?: number; learningRate?: number }
  /** Frees one `metrics` frame: at most one is ever unacknowledged. */
  | { type: 'ack'; runId: RunId }
  | { type: 'preview'; requestId: number; settings: DataSettings; site: string }
  | { type: 'cancel'; requestId: number }
  /** A run with these data is likely to be started: what can be drawn quickly is drawn ahead. */
  | { type: 'foresee'; requestId: number; settings: DataSettings }
  /** Makes one update at the configuration's batch size, on blank examples, and says what it held; nothing is trained. */
  | { type: 'probe'; requestId: number; config: ExperimentConfig; predictedBytes: number }
  /** What the browser reveals of the device. */
  | { type: 'describe'; requestId: number }
  /** Answered by `pong` as soon as the worker is free: a worker that was killed says nothing of it. */
  | { type: 'ping'; requestId: number };

/** What the worker is busy with; each has its own expectation of when it must show a result. */
export type Phase =
  | { name: 'loading-data'; receivedBytes: number; totalBytes: number | undefined; detail: string }
  | { name: 'starting-engine' }
  | { name: 'measuring' }
  | { name: 'training' }
  | { name: 'evaluating' }
  | { name: 'paused' };

/** A few examples of the dataset, to be drawn. */
export type Preview =
  | {
      kind: 'pictures';
      height: number;
      width: number;
      channels: number;
      /** [count, height, width, channels], 0 to 255. */
      pixels: Uint8Array<ArrayBuffer>;
      labels: Uint8Array<ArrayBuffer>;
      count: number;
    }
  | {
      kind: 'points';
      /** [count, 2]; of the linear task x · w* and y. */
      points: Float32Array<ArrayBuffer>;
      labels: Uint8Array<ArrayBuffer>;
      count: number;
      /** Smallest square that holds every point, with a margin: [min, max] for both axes. */
      extent: [number, number];
    };

/** What the network says of a few examples now. */
export type Insight =
  | {
      kind: 'pictures';
      preview: Preview & { kind: 'pictures' };
      predicted: Uint8Array<ArrayBuffer>;
      /** Probability of the predicted class. */
      confidence: Float32Array<ArrayBuffer>;
    }
  | {
      kind: 'regions';
      preview: Preview & { kind: 'points' };
      /** [cells, cells], row 0 at the top (largest second coordinate). */
      predicted: Uint8Array<ArrayBuffer>;
      confidence: Float32Array<ArrayBuffer>;
      cells: number;
    }
  | {
      kind: 'answers';
      /** The network's answer and the target of validation examples, where the answers are numbers. */
      preview: Preview & { kind: 'points' };
    };

export type Event =
  | {
      type: 'ready';
      runId: RunId;
      engine: EngineReport;
      trainingCount: number;
      validationCount: number;
      notes: string[];
    }
  /** `expectedMs`: how long until the next message at the latest by honest prediction; the watchdog waits for 10 times that, at least 5 s. */
  | { type: 'phase'; runId: RunId; phase: Phase; expectedMs: number; position: Position | undefined }
  /** Time of one update as predicted, or `measured` on this machine; sent before the first, and when it is known better. */
  | { type: 'pace'; runId: RunId; updateMs: number; batchSize: number; measured: boolean }
  | {
      type: 'metrics';
      runId: RunId;
      columns: MetricColumns;
      /** Scores and samples since the frame before; their updates are in `columns` or were sent earlier. */
      evaluations: Evaluation[];
      memory: MemorySample[];
      updateMs: number;
      examplesPerSecond: number;
      position: Position;
    }
  | { type: 'insight'; runId: RunId; insight: Insight }
  | { type: 'retuned'; runId: RunId; retune: Retune }
  | { type: 'checkpoint'; runId: RunId; checkpoint: Checkpoint }
  | { type: 'paused'; runId: RunId; position: Position }
  | { type: 'finished'; runId: RunId; position: Position }
  | { type: 'stopped'; runId: RunId; position: Position }
  | { type: 'failed'; runId: RunId; error: RunError; position: Position | undefined }
  | { type: 'preview'; requestId: number; preview: Preview | undefined; notes: string[] }
  | { type: 'preview-failed'; requestId: number; message: string }
  | { type: 'probed'; requestId: number; probed: Probed }
  | { type: 'described'; requestId: number; device: DeviceFacts }
  | { type: 'pong'; requestId: number }
  /** The worker's first message, where Web Locks exist: it holds this lock for as long as it lives. `requestId` is 0. */
  | { type: 'alive'; requestId: number; lock: string };
