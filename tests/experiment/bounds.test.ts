/** What a results file may say in numbers: what could be, and what hangs together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf } from '../cases.ts';
import { packSweep, UNPACKABLE } from '../../src/experiment/packed/packedSweep.ts';
import { exportResults, parseResults } from '../../src/experiment/results.ts';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { exportSweep, importSweep } from '../../src/experiment/sweepResults.ts';
import { resultInput } from './support.ts';
import { sweepOf, trialRun } from './sweepSupport.ts';

const environment = { userAgent: 'Test 1.0', cores: 8 };
const spec = sweepOf({ batchSizes: '8, 64', seeds: '2', noise: true });
const data: SweepData = {
  ...{ id: 'sweep-1', spec, preset: undefined, createdAt: 0 },
  speeds: [{ arm: 0, engine: 'cpu', batchSize: 8, updateMs: [0.1, 0.2], peakBytes: 1000, environment }],
  runs: [8, 64].map((batchSize) => trialRun(spec, { batchSize, seed: 1 })),
};
const sweepFile = exportSweep(data, environment);
const trainFile = exportResults([resultInput()], environment);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const copy = (file: object): Json => JSON.parse(JSON.stringify(file)) as Json;

/** The file with another value at `path`, such as "runs.0.trainingCount". */
function changed(file: object, path: string, value: Json): Json {
  const whole = copy(file);
  const keys = path.split('.');
  const last = keys.pop()!;
  let at = whole as Record<string, Json>;
  for (const key of keys) at = at[key] as Record<string, Json>;
  expect(Object.hasOwn(at, last), path).toBe(true);
  at[last] = value;
  return whole;
}

const both: [string, number, string][] = [
  [
    'runs.0.trainingCount',
    1,
    'runs[0].trainingCount should be 10000, as the settings make it, or 0, but is 1.',
  ],
  ['runs.0.validationCount', 1, 'runs[0].validationCount should be 2000'],
  [
    'runs.0.evaluations.0.seconds',
    -5,
    'runs[0].evaluations[0].seconds should be a number of at least 0, but is -5.',
  ],
  ['runs.0.evaluations.0.seconds', 1e10, 'runs[0].evaluations[0].seconds should be at most 1000000000'],
  [
    'runs.0.evaluations.0.loss',
    -3,
    'runs[0].evaluations[0].loss should be a number of at least 0, but is -3.',
  ],
  ['runs.0.evaluations.0.loss', 1e308, 'runs[0].evaluations[0].loss should be at most 3.4'],
  [
    'runs.0.evaluations.0.count',
    0,
    'runs[0].evaluations[0].count should be from 1 to the 2000 validation examples',
  ],
  ['runs.0.evaluations.0.count', 2001, 'runs[0].evaluations[0].count should be from 1 to the 2000'],
  [
    'runs.0.evaluations.0.accuracy',
    1.5,
    'runs[0].evaluations[0].accuracy should be from 0 to 1, but is 1.5.',
  ],
  ['runs.0.memory.0.atRestBytes', -1, 'runs[0].memory[0].atRestBytes should be a number of at least 0'],
  ['runs.0.memory.0.epoch', 3, 'runs[0].memory[0].epoch should be 0.0'],
  ['runs.0.metrics.seconds.0', -1, 'runs[0].metrics.seconds[0] should be a number of at least 0, but is -1.'],
  ['runs.0.metrics.loss.0', -1, 'runs[0].metrics.loss[0] should be a number of at least 0, but is -1.'],
  ['runs.0.metrics.epoch.1', 7, 'runs[0].metrics.epoch[1] should be 0.0'],
  ['runs.0.metrics.examples.1', 7, 'runs[0].metrics.examples[1] should be '],
];

describe.each([
  ['of Train', trainFile, (json: Json) => parseResults(json)],
  ['of Compare', sweepFile, (json: Json) => importSweep(json)],
] as const)('a file %s', (_, file, read) => {
  it('is taken as it was written', () => expect(read(copy(file))).not.toHaveProperty('error'));

  it.each(both)('with %s = %d is refused', (path, value, words) => {
    expect(read(changed(file, path, value))).toEqual({ error: expect.stringContaining(words) as string });
  });
});

it.each([
  ['sweep.speeds.0.updateMs.0', 5e-324, 'sweep.speeds[0].updateMs[0] should be at least 1e-9'],
  ['sweep.speeds.0.updateMs.0', 1e308, 'sweep.speeds[0].updateMs[0] should be at most 1000000000'],
  [
    'sweep.speeds.0.peakBytes',
    Number.MAX_SAFE_INTEGER,
    'sweep.speeds[0].peakBytes should be a whole number up to',
  ],
  [
    'runs.0.evaluations.1.epoch',
    1e9,
    'runs[0].evaluations[1].epoch should be 0.08, as after 100 updates of 8',
  ],
  [
    'runs.0.evaluations.1.examples',
    801,
    'runs[0].evaluations[1].examples should be 800, as after 100 updates of 8',
  ],
  ['runs.0.config.epochs', 1e12, 'runs[0].config.epochs should be a whole number up to'],
  ['runs.0.noise.0.update', 1001, 'runs[0].noise[0].update should be at most 1000'],
  ['runs.0.gradients.0.seconds', -1, 'runs[0].gradients[0].seconds should be a number of at least 0'],
])('a sweep with %s = %d is refused', (path, value, words) => {
  expect(importSweep(changed(sweepFile, path, value))).toEqual({
    error: expect.stringContaining(words) as string,
  });
});

it('a run whose batch size changed is held to its examples', () => {
  const retuned = { ...(copy(trainFile) as { runs: Json[] }) };
  retuned.runs[0] = { ...(retuned.runs[0] as Record<string, Json>), retuned: true };
  expect(parseResults(retuned)).not.toHaveProperty('error');
  expect(parseResults(changed(retuned, 'runs.0.evaluations.0.epoch', 1e9))).toEqual({
    error: 'runs[0].evaluations[0].epoch should be 1, as after 10000 of 10000 examples, but is 1000000000.',
  });
});

/** Where numbers are in a file. */
function numberPaths(value: Json, path: string): string[] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    numberPaths(one, path === '' ? key : `${path}.${key}`),
  );
}

it('what is taken, whatever its numbers, can be shared as a link with results', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.constantFrom(...numberPaths(copy(sweepFile), '')),
          fc.oneof(
            fc.constantFrom(1e308, -1e308, 1e9, -5, 0, 1, Number.MAX_SAFE_INTEGER, 4_294_967_295, 5e-324),
            fc.double(),
            fc.integer(),
          ),
        ),
        { minLength: 1, maxLength: 2 },
      ),
      async (changes) => {
        let file = copy(sweepFile);
        for (const [path, value] of changes) file = changed(file as object, path, value);
        const found = importSweep(file);
        if ('error' in found) return;
        const packed = await packSweep(found.data);
        if ('error' in packed) expect(packed.error).not.toContain(UNPACKABLE);
      },
    ),
    { numRuns: casesOf(2000) },
  ));

it('what cannot be packed is an error in words', async () => {
  const [speed] = data.speeds;
  const broken = { ...data, speeds: [{ ...speed, peakBytes: Infinity }] };
  expect(await packSweep(broken)).toEqual({ error: expect.stringContaining(UNPACKABLE) as string });
});

it('whose words end with a stop already gets no second one', async () => {
  const broken = {
    ...data,
    get runs(): never {
      throw new Error('Something is amiss.');
    },
  };
  expect(await packSweep(broken)).toEqual({ error: `${UNPACKABLE} Something is amiss.` });
});
