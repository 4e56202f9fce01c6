/** The results file as it grows: written whole, to a file beside it that then takes its place. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Between two writings at least this many times what the last one took. */
const REST = 10;

export function createOutput(lab, { path, environment }) {
  /** JSON of each run by its trial's id, made once. */
  const texts = new Map();
  let restUntil = 0;

  const textOf = (data) => {
    const head = JSON.stringify({ ...lab.exportSweep({ ...data, runs: [] }, environment), runs: undefined });
    for (const run of data.runs)
      if (!texts.has(run.trial.id)) {
        const [one] = lab.exportSweep({ ...data, runs: [run] }, environment).runs;
        texts.set(run.trial.id, JSON.stringify(one));
      }
    const runs = data.runs.map(({ trial }) => texts.get(trial.id));
    return `${head.slice(0, -1)},"runs":[\n${runs.join(',\n')}\n]}\n`;
  };

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
