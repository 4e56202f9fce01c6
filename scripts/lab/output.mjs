/** The results file as it grows: written whole, to a file beside it that then takes its place. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Between two writings at least this many times what the last one took. */
const REST = 10;

const LEFT_OUT = 'the losses of single updates are left out from here on, all evaluations stay.';

export function createOutput(lab, { path, environment, complain, limit = lab.FILE_LIMIT }) {
  /** JSON of each run by its trial's id, made once. */
  const texts = new Map();
  let restUntil = 0;

  /** Whether the losses of single updates stay out, since the file would be longer than what is read. */
  let lean = false;
  let unreadable = false;

  const bytesOf = (parts) => parts.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 10);

  function partsOf(data) {
    const head = JSON.stringify({ ...lab.exportSweep({ ...data, runs: [] }, environment), runs: undefined });
    for (const run of data.runs)
      if (!texts.has(run.trial.id)) {
        const written = lean ? lab.withoutLosses(run) : run;
        const [one] = lab.exportSweep({ ...data, runs: [written] }, environment).runs;
        texts.set(run.trial.id, JSON.stringify(one));
      }
    return [head.slice(0, -1), ...data.runs.map(({ trial }) => texts.get(trial.id))];
  }

  function textOf(data) {
    let parts = partsOf(data);
    if (!lean && bytesOf(parts) > limit) {
      lean = true;
      texts.clear();
      parts = partsOf(data);
      complain(
        `The file grew longer than ${lab.formatBytes(limit)}, and longer ones are not read: ${LEFT_OUT}`,
      );
    }
    const bytes = bytesOf(parts);
    if (bytes > limit && !unreadable) {
      unreadable = true;
      complain(
        `The file is ${lab.formatBytes(bytes)} long all the same: neither Compare nor --resume reads it.`,
      );
    }
    const [head, ...runs] = parts;
    return `${head},"runs":[\n${runs.join(',\n')}\n]}\n`;
  }

  return {
    /** Throws at once where the file cannot be. */
    check() {
      if (path === undefined) return;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.part`, '');
      rmSync(`${path}.part`);
    },
    /** Writes what there is; between runs not more often than is cheap. */
    write(data, last) {
      if (path === undefined) {
        if (last) writeFileSync(1, textOf(data));
        return;
      }
      const from = performance.now();
      if (!last && from < restUntil) return;
      writeFileSync(`${path}.part`, textOf(data));
      renameSync(`${path}.part`, path);
      restUntil = performance.now() + REST * (performance.now() - from);
    },
  };
}
