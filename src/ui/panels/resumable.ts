/** Which runs can be gone on with: notices and run table offer the same. */
import type { RunErrorCode } from '../../experiment/run.ts';
import type { Explorer } from '../../state/explorer.ts';
import type { RunRecord } from '../../state/store.ts';

const DOWNLOAD_ERRORS: readonly RunErrorCode[] = [
  'offline',
  'not-found',
  'truncated',
  'not-idx',
  'wrong-hash',
];

export const isDownloadError = (code: RunErrorCode): boolean => DOWNLOAD_ERRORS.includes(code);

/** Whether the same settings would end the same way: only other ones help. */
export const failsAgain = (code: RunErrorCode): boolean => code === 'diverged' || code === 'out-of-memory';

/** How a failed run can be tried again as it is. */
export function wayOn(run: RunRecord, explorer: Explorer): 'resume' | 'retry' | undefined {
  if (resumable(run, explorer)) return 'resume';
  return run.error && !failsAgain(run.error.code) ? 'retry' : undefined;
}

/** Whether `run` has ended early, has a checkpoint, and would not fail there anew. */
export function resumable({ id, status, error }: RunRecord, explorer: Explorer): boolean {
  if (status !== 'failed' && status !== 'stopped') return false;
  if (error && (isDownloadError(error.code) || failsAgain(error.code))) return false;
  return explorer.canResume(id);
}
