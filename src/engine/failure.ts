/** What happens to work in flight when a device fails: it is rejected, never left waiting. */
import type { EngineFailure } from './engine.ts';

/** Thrown by every call on an engine whose device has failed, and by the calls then pending. */
export class EngineFailureError extends Error {
  constructor(readonly failure: EngineFailure) {
    super(failure.message);
    this.name = 'EngineFailureError';
  }
}

/** It was the engine that refused, beforehand, for want of memory; its device is as it was. */
export const isRefusal = (reason: unknown): boolean =>
  reason instanceof EngineFailureError && reason.failure.lacking !== undefined;

export interface FailureWatch {
  /** Records the first failure, tells the listeners and rejects everything guarded. Later ones are ignored. */
  fail(failure: EngineFailure): void;
  onFailure(listener: (failure: EngineFailure) => void): void;
  /** @throws EngineFailureError when the device has failed. */
  check(): void;
  /**
   * The result of `work`, or an EngineFailureError as soon as the device fails. What fails once it is `abandoned`, since
   * its memory was freed, says nothing of the device.
   */
  guard<T>(work: Promise<T>, abandoned?: () => boolean): Promise<T>;
}

/** Milliseconds that an error of a read-back waits for the device to say what has happened to it. */
const GRACE_MS = 1000;

/** `explain`: the failure of the device that an error of a read-back means, where the device does not say it in time. */
export function createFailureWatch(
  explain: (error: unknown) => EngineFailure | undefined = () => undefined,
): FailureWatch {
  let failure: EngineFailure | undefined;
  const listeners: ((failure: EngineFailure) => void)[] = [];
  const pending = new Set<(reason: EngineFailureError) => void>();

  const fail = (seen: EngineFailure): void => {
    if (failure) return;
    failure = seen;
    for (const reject of pending) reject(new EngineFailureError(seen));
    pending.clear();
    for (const listener of listeners) listener(seen);
  };
  const check = (): void => {
    if (failure) throw new EngineFailureError(failure);
  };
  const guard = <T>(work: Promise<T>, abandoned = (): boolean => false): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (failure) {
        work.catch(() => undefined);
        reject(new EngineFailureError(failure));
        return;
      }
      pending.add(reject);
      work.then(
        (value) => {
          pending.delete(reject);
          resolve(value);
        },
        (error: unknown) => {
          setTimeout(() => {
            const meant = abandoned() ? undefined : explain(error);
            if (meant) fail(meant);
            pending.delete(reject);
            reject(error instanceof Error ? error : new Error(String(error)));
          }, GRACE_MS);
        },
      );
    });
  return {
    fail,
    check,
    guard,
    onFailure: (listener) => {
      listeners.push(listener);
      if (failure) listener(failure);
    },
  };
}
