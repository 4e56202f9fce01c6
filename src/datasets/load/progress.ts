/** Adds up the bytes of several files for one progress bar. */
import type { Stage } from './download.ts';
import type { DataFile } from './files.ts';

/** Bytes over all files of the dataset, as they come through the network; kept files count with their size. */
export interface Progress {
  file: string;
  receivedBytes: number;
  /** Undefined as long as the size of any file is not known. */
  totalBytes: number | undefined;
  stage: Stage;
}

/** Reports to `listener` on every change; a total is never less than what has been received. */
export function createProgress(
  files: readonly DataFile[],
  listener: ((progress: Progress) => void) | undefined,
): {
  stage(file: DataFile, stage: Stage): void;
  bytes(file: DataFile, received: number, total: number | undefined): void;
  /** The file is here; `size` where it did not come through bytes(). */
  done(file: DataFile, size?: number): void;
} {
  const received = new Map(files.map((file) => [file.name, 0]));
  const totals = new Map(files.map((file) => [file.name, file.packedBytes]));
  let stage: Stage = 'stored';
  const report = (file: DataFile): void => {
    let receivedBytes = 0;
    let totalBytes: number | undefined = 0;
    for (const { name } of files) {
      const got = received.get(name) ?? 0;
      const total = totals.get(name);
      receivedBytes += got;
      totalBytes =
        totalBytes === undefined || total === undefined ? undefined : totalBytes + Math.max(total, got);
    }
    listener?.({ file: file.name, receivedBytes, totalBytes, stage });
  };
  return {
    stage(file, next) {
      stage = next;
      if (next === 'downloading') received.set(file.name, 0);
      report(file);
    },
    bytes(file, got, total) {
      received.set(file.name, got);
      totals.set(file.name, total ?? file.packedBytes);
      report(file);
    },
    done(file, size) {
      const all = size ?? received.get(file.name) ?? 0;
      received.set(file.name, all);
      totals.set(file.name, all);
      report(file);
    },
  };
}
