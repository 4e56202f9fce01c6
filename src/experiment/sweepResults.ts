/** A sweep as a results file, the documented JSON of docs/results.md with the block `sweep`, and back. */
import { tooLarge } from './fileLimit.ts';
import { reasonOf } from './reason.ts';
import { environmentResult, exportResults, type Environment, type ResultsFile } from './results.ts';
import { versionShape } from './resultsShape.ts';
import { fail, instant, listUpTo, object, oneOf, orNull, own, read, type Shape, refuse } from './shape.ts';
import type { SweepData, Trial } from './sweep.ts';
import { runShape, type SweepRunResult } from './sweepRunShape.ts';
import {
  environmentOf,
  nameShape,
  specShape,
  speedsShape,
  type SweepResult,
  type TrialResult,
} from './sweepShape.ts';

export { sweepCsv } from './sweepCsv.ts';

/** Most rates that are tried for one batch size and seed, and the run itself. */
const TRIALS_EACH = 20;

export interface SweepFile extends ResultsFile {
  sweep: SweepResult;
  runs: SweepRunResult[];
}

const allFinite = (...values: readonly number[]): boolean => values.every((x) => Number.isFinite(x));

function trialResult({ id, arm, role, updates, until }: Trial): TrialResult {
  return {
    ...{ id, arm, role, updates },
    until: until ? { ...until } : null,
  };
}

function sweepResult(
  { id, preset, createdAt, spec, speeds }: SweepData,
  environment: Environment,
): SweepResult {
  const { unit, amount, until } = spec.budget;
  return {
    id,
    preset: preset ?? null,
    createdAt: new Date(createdAt).toISOString(),
    spec: {
      base: { ...spec.base, hidden: [...spec.base.hidden] },
      arms: spec.arms.map((arm) => ({ ...arm })),
      batchSizes: [...spec.batchSizes],
      seeds: spec.seeds,
      lrRule: spec.lrRule,
      budget: { unit, amount, until: until ? { ...until } : null },
      noise: spec.noise,
      kind: spec.kind,
    },
    speeds: speeds.map((s) => ({
      ...{ arm: s.arm, engine: s.engine, batchSize: s.batchSize },
      ...{ updateMs: [...s.updateMs], peakBytes: s.peakBytes ?? null },
      ...{ software: s.software ?? false, failed: s.failed ?? null },
      environment: environmentResult(s.environment ?? environment),
    })),
  };
}

/** Plain objects, fit for JSON.stringify. Samples that are not finite, as of a run that diverged, are left out. */
export function exportSweep(
  data: SweepData,
  environment: Environment,
  about?: { exportedAt: Date; build: string },
): SweepFile {
  const inputs = data.runs.map((run) => ({
    record: {
      ...run,
      id: run.trial.id,
      config: run.trial.config,
      retuned: false,
    },
    // The points of a link are smoothed already: no losses of batches.
    series: run.thinned ? { ...run.series, length: 0 } : run.series,
  }));
  const { runs, ...head } = exportResults(inputs, environment, about);
  return {
    ...head,
    sweep: sweepResult(data, environment),
    runs: runs.map((run, i) => {
      const { trial, noise, gradients } = data.runs[i];
      return {
        ...run,
        trial: trialResult(trial),
        noise: noise
          .filter(
            (s) =>
              allFinite(s.update, s.examples, s.epoch, s.seconds) &&
              [s, ...s.without].every((one) => allFinite(one.smallSquare, one.largeSquare)),
          )
          .map((s) => ({
            ...s,
            without: s.without.map((one) => ({ ...one })),
            population: s.population ?? null,
          })),
        gradients: gradients
          .filter((s) => allFinite(s.update, s.examples, s.epoch, s.seconds, ...s.cosines, ...s.lengths))
          .map((s) => ({ ...s, cosines: [...s.cosines], lengths: [...s.lengths] })),
      };
    }),
  };
}

const sweepFile: Shape<SweepData> = (value, path) => {
  object({ format: oneOf('batchscope-results'), version: versionShape })(value, path);
  const block = own(value, 'sweep');
  if (block === undefined)
    return refuse(
      'These are single runs from Train, which cannot be compared as a sweep. Compare reads what it exports itself as Results (JSON).',
    );
  const { id, preset, createdAt } = object<Pick<SweepResult, 'id' | 'preset' | 'createdAt'>>({
    id: nameShape,
    preset: orNull(nameShape),
    createdAt: instant,
  })(block, 'sweep');
  const spec = specShape(own(block, 'spec'), 'sweep.spec');
  const file = environmentOf(own(value, 'environment'), 'environment');
  const speeds = speedsShape(spec, file)(own(block, 'speeds'), 'sweep.speeds');
  const most =
    spec.kind === 'speed' ? 0 : spec.arms.length * spec.batchSizes.length * spec.seeds * TRIALS_EACH;
  const seen = new Set<string>();
  const runs = listUpTo(most, runShape(spec, file))(own(value, 'runs'), 'runs');
  for (const [i, { trial }] of runs.entries()) {
    if (seen.has(trial.id)) fail(`runs[${i}].trial.id`, 'of no other run', trial.id);
    seen.add(trial.id);
  }
  return { id, spec, preset: preset ?? undefined, createdAt: Date.parse(createdAt), speeds, runs };
};

/** Checks parsed JSON; never throws. The error names the place and the value. */
export function importSweep(json: unknown): { data: SweepData } | { error: string } {
  const found = read(sweepFile, json);
  return 'value' in found ? { data: found.value } : found;
}

const NOT_OURS =
  'This is no results file of Batchscope. What Compare exports as Results (JSON) can be read back; its CSV cannot.';

/** Reads a file's text; never throws. */
export function importSweepText(given: string): { data: SweepData } | { error: string } {
  // A character is a byte or more.
  const long = tooLarge(given.length);
  if (long !== undefined) return { error: long };
  if (/"__proto__"\s*:/.test(given))
    return { error: 'The file has a key "__proto__", which no Batchscope results file has.' };
  let json: unknown;
  try {
    json = JSON.parse(given.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (/^\s*[^{\s]/.test(given.replace(/^\uFEFF/, ''))) return { error: NOT_OURS };
    return { error: `The file is not whole or no JSON: ${reasonOf(error).slice(0, 200)}.` };
  }
  const foreign = typeof json === 'object' && json !== null && !Object.hasOwn(json, 'format');
  return foreign ? { error: NOT_OURS } : importSweep(json);
}
