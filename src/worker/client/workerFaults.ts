/** What is said of a worker that was given up. */
import { formatDuration } from '../../experiment/format.ts';
import { reasonOf } from '../../experiment/reason.ts';
import type { RunError } from '../../experiment/run.ts';

export function workerFault(
  verdict: 'crashed' | 'hung',
  about: { message?: string; silentMs?: number } = {},
): RunError {
  const told = about.message === undefined ? '' : `: ${reasonOf(about.message)}`;
  switch (verdict) {
    case 'crashed':
      return {
        code: 'worker-crashed',
        message: told ? `The training worker crashed${told}.` : 'The training worker no longer answers.',
        advice: '',
      };
    case 'hung':
      return {
        code: 'worker-hung',
        message:
          about.silentMs === undefined
            ? 'The training worker gives no result.'
            : `The training worker gave no result for ${formatDuration(about.silentMs)}.`,
        advice: '',
      };
    default:
      return verdict satisfies never;
  }
}

/** Whether a failure leaves a worker in which nothing can be trusted. */
export function replacesWorker({ code, lacking }: Pick<RunError, 'code' | 'lacking'>): boolean {
  if (lacking) return false;
  switch (code) {
    case 'context-lost':
    case 'device-lost':
    case 'gpu-error':
    case 'out-of-memory':
    case 'trap':
    case 'worker-crashed':
    case 'worker-hung':
    case 'internal':
      return true;
    case 'diverged':
    case 'offline':
    case 'not-found':
    case 'truncated':
    case 'not-idx':
    case 'wrong-hash':
      return false;
    default:
      return code satisfies never;
  }
}
