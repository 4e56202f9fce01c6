import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportResults, parseResults } from '../../src/experiment/results.ts';
import {
  exportSweep,
  importSweep,
  importSweepText,
  sweepCsv,
  type SweepFile,
} from '../../src/experiment/sweepResults.ts';
import { FILE_LIMIT, tooLarge } from '../../src/experiment/fileLimit.ts';
import { SPEED_CSV_COLUMNS } from '../../src/experiment/speedCsv.ts';
import { SWEEP_CSV_COLUMNS } from '../../src/experiment/sweepCsv.ts';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { resultInput } from './support.ts';
import { configOf } from './support.ts';
import { anySweep, sweepOf, trialColumns, trialRun } from './sweepSupport.ts';

const about = { exportedAt: new Date(Date.UTC(2030, 0, 31, 13)), build: '0.1.0+abc' };
const environment = { userAgent: 'Test 1.0', cores: 8 };

const spec = sweepOf(
  {
    batchSizes: '8, 64',
    seeds: '2',
    noise: true,
    untilMetric: 'loss',
    untilValue: '0.1',
  },
  configOf({ microBatch: '16' }),
);
const diverged = { code: 'diverged', message: 'The loss became NaN.', advice: 'Try less.' } as const;
const data: SweepData = {
  id: 'sweep-1',
  spec,
  preset: 'race',
  createdAt: Date.UTC(2030, 0, 31),
  speeds: [
    { arm: 0, engine: 'cpu', batchSize: 8, updateMs: [0.1, 1 / 3, 0.2], peakBytes: 1000 },
    { arm: 0, engine: 'cpu', batchSize: 64, updateMs: [1], peakBytes: undefined },
  ],
  runs: [
    trialRun(spec, { batchSize: 8, seed: 1 }),
    trialRun(spec, { batchSize: 64, seed: 2 }, { status: 'failed', error: diverged }),
  ],
};
const file = exportSweep(data, environment, about);
const json = JSON.stringify(file);
const parsed = (text = json): unknown => JSON.parse(text) as unknown;

/** `data` as it comes back: with where it was made, only the recorded part of the columns, NaN for what was infinite. */
const kept = (from: SweepData): SweepData => ({
  ...from,
  speeds: from.speeds.map((sample) => ({ ...sample, environment })),
  runs: from.runs.map((run) => {
    const cut = <T extends Uint32Array | Float32Array | Float64Array>(column: T): T =>
      column.slice(0, run.series.length).map((x) => (Number.isFinite(x) ? x : NaN)) as T;
    const { update, examples, epoch, seconds, loss, lossMin, lossMax } = run.series.columns;
    const columns = {
      update: cut(update),
      examples: cut(examples),
      ...{ epoch: cut(epoch), seconds: cut(seconds) },
      ...{ loss: cut(loss), lossMin: cut(lossMin), lossMax: cut(lossMax) },
    };
    return { ...run, environment, series: { ...run.series, columns } };
  }),
});

describe('exportSweep', () => {
  it('writes a results file that says of every run which trial it is', () => {
    expect(file).toMatchObject({
      format: 'batchscope-results',
      version: 1,
      build: '0.1.0+abc',
      sweep: { id: 'sweep-1', preset: 'race', createdAt: '2030-01-31T00:00:00.000Z' },
    });
    expect(file.sweep.spec).toMatchObject({
      batchSizes: [8, 64],
      budget: { unit: 'epochs', amount: 5, until: { metric: 'loss', value: 0.1 } },
    });
    expect(file.sweep.speeds[1]).toEqual({
      arm: 0,
      engine: 'cpu',
      batchSize: 64,
      updateMs: [1],
      peakBytes: null,
      software: false,
      failed: null,
      environment: { userAgent: 'Test 1.0', cores: 8, memoryGB: null },
    });
    expect(file.runs[0]).toMatchObject({
      id: 'digits.mlp/b8/s1',
      trial: { id: 'digits.mlp/b8/s1', arm: 0, role: 'run', updates: 1000 },
      noise: [
        {
          smallSquare: 1 / 3,
          population: null,
          without: [{ smallSquare: 0.3 }, { smallSquare: 1 / 3, largeSquare: 1 / 9 }],
        },
      ],
      gradients: [{ cosines: [0.5, 1 / 3] }],
      metrics: { loss: [2.3, 1.1, null] },
    });
    expect(file.runs[1]).toMatchObject({
      status: 'failed',
      error: { code: 'diverged' },
      updatesPerEpoch: 157,
    });
  });

  it('can be read by what reads files of Train', () => {
    const short = trialRun(spec, { batchSize: 8, seed: 1 });
    short.trial.config.epochs = 5;
    const one = exportSweep({ ...data, runs: [short] }, environment, about);
    const found = parseResults(parsed(JSON.stringify(one)));
    expect('results' in found && found.results.runs[0].id).toBe('digits.mlp/b8/s1');
  });

  it('leaves out samples that are not finite', () => {
    const run = trialRun(spec, { batchSize: 8, seed: 1 });
    const broken = {
      ...run,
      noise: [
        ...run.noise,
        { ...run.noise[0], largeSquare: NaN },
        { ...run.noise[0], without: [{ smallSquare: Infinity, largeSquare: 1 }] },
      ],
      gradients: [{ ...run.gradients[0], lengths: [1, Infinity] }],
    };
    const [written] = exportSweep({ ...data, runs: [broken] }, environment, about).runs;
    expect(written.noise).toHaveLength(1);
    expect(written.gradients).toHaveLength(0);
  });
});

describe('importSweep', () => {
  it('reads back what exportSweep wrote', () => {
    expect(importSweep(parsed())).toEqual({ data: kept(data) });
    expect(importSweepText(`\uFEFF${json}`)).toEqual({ data: kept(data) });
  });

  it('reads back a loss that was not finite as NaN', () => {
    const losses = [NaN, Infinity, -Infinity, 3.4028234663852886e38];
    const [run] = data.runs;
    const [first, second] = run.series.evaluations;
    const broken = {
      ...run,
      series: {
        ...run.series,
        length: losses.length,
        columns: trialColumns(losses, { ...run, batchSize: 8, remainder: 'keep' }),
        evaluations: [{ ...first, loss: Infinity }, second],
      },
    };
    const written = JSON.stringify(exportSweep({ ...data, runs: [broken] }, environment, about));
    expect(written).toContain('"loss":[null,null,null,3.4028234663852886e+38]');
    const back = importSweepText(written);
    if ('error' in back) throw new Error(back.error);
    const [{ series }] = back.data.runs;
    expect([...series.columns.loss]).toEqual([NaN, NaN, NaN, losses[3]]);
    expect(series.evaluations.map(({ loss }) => loss)).toEqual([NaN, second.loss]);
  });

  it('reads back any sweep', () => {
    const filled = anySweep.chain((any) =>
      fc
        .array(
          fc.record({
            arm: fc.nat(any.arms.length - 1),
            batchSize: fc.constantFrom(...any.batchSizes),
            seed: fc.nat(any.seeds - 1).map((k) => any.base.seed + k),
            role: fc.constantFrom('run' as const, ...(any.lrRule === 'tuned' ? ['tuning' as const] : [])),
            losses: fc.array(fc.float({ min: 0 }), { maxLength: 5 }),
            square: fc.double({ min: 0, max: 1e300, noNaN: true }),
          }),
          { maxLength: any.kind === 'speed' ? 0 : 6 },
        )
        .map((list): SweepData => {
          const runs = list.map(({ losses, square, ...at }) => {
            const run = trialRun(any, at);
            const { batchSize, remainder } = run.trial.config;
            const shape = { ...run, batchSize: Math.min(batchSize, run.trainingCount), remainder };
            const columns = trialColumns(losses, shape);
            return {
              ...run,
              series: { ...run.series, length: losses.length, columns },
              noise: [{ ...run.noise[0], smallSquare: square, population: 60_000, distance: 0.1 }],
            };
          });
          const once = runs.filter((r, i) => runs.findIndex((o) => o.trial.id === r.trial.id) === i);
          const speeds = any.batchSizes.map((batchSize) => ({ ...data.speeds[0], batchSize }));
          return { ...data, spec: any, preset: undefined, speeds, runs: once };
        }),
    );
    fc.assert(
      fc.property(filled, (any) => {
        const written = JSON.stringify(exportSweep(any, environment, about));
        const back = importSweepText(written);
        if ('error' in back) throw new Error(back.error);
        expect(back.data).toEqual(kept(any));
        expect(JSON.parse(JSON.stringify(exportSweep(back.data, environment, about)))).toEqual(
          JSON.parse(written),
        );
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it('leaves out what it does not know and does not pollute prototypes', () => {
    const polluted = json
      .replace('{', '{"__proto__":{"polluted":true},"extra":[1],')
      .replaceAll('"spec":{', '"spec":{"__proto__":{"polluted":true},"seed":"x",')
      .replaceAll('"trial":{', '"trial":{"__proto__":{"polluted":true},');
    expect(importSweepText(polluted)).toEqual({ error: expect.stringContaining('__proto__') as string });
    expect(importSweep(JSON.parse(polluted))).toEqual({ data: kept(data) });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(importSweepText('{"__proto__":' + json + '}')).toHaveProperty('error');
    expect(importSweep(Object.create(file))).toHaveProperty('error');
  });

  it('refuses a file that is cut short anywhere', () => {
    for (let at = 0; at < json.length; at += Math.ceil(json.length / 200)) {
      const found = importSweepText(json.slice(0, at));
      expect('error' in found && found.error).toMatch(/^The file is not whole or no JSON: /);
    }
  });

  it.each([
    ['a CSV of its own', `\uFEFF${SWEEP_CSV_COLUMNS.join(',')}\n`],
    ['a page', ' <!doctype html>'],
    ['JSON of others', '{"name":"left-pad","version":"1.0.0"}'],
    ['a list', '[1, 2]'],
  ])('says of %s that it is no results file, and what would be', (_, text) => {
    expect(importSweepText(text)).toEqual({
      error: expect.stringMatching(
        /^This is no results file of Batchscope\. .*JSON.*CSV cannot\.$/,
      ) as string,
    });
  });

  it('refuses a file that is too long unread', () => {
    expect(importSweepText(' '.repeat(FILE_LIMIT + 1))).toEqual({ error: tooLarge(FILE_LIMIT + 1) });
    expect(importSweepText(' '.repeat(FILE_LIMIT))).not.toEqual({ error: tooLarge(FILE_LIMIT + 1) });
  });

  it('says of a file of Train that it is one', () => {
    const train = exportResults([resultInput()], environment, about);
    expect(importSweepText(JSON.stringify(train))).toEqual({
      error:
        'These are single runs from Train, which cannot be compared as a sweep. Compare reads what it exports itself as Results (JSON).',
    });
  });

  const set = (at: object, key: string, value: unknown): void => void Object.assign(at, { [key]: value });
  const changed = (change: (copy: SweepFile) => void): unknown => {
    const copy = JSON.parse(json) as SweepFile;
    change(copy);
    return copy;
  };
  it.each<[string, unknown]>([
    ['The file should be an object, but is null.', null],
    ['format should be batchscope-results, but is “other”.', changed((f) => set(f, 'format', 'other'))],
    [
      'version should be 1, the newest this Batchscope reads, but is 2.',
      changed((f) => set(f, 'version', 2)),
    ],
    ['sweep should be an object, but is 7.', changed((f) => set(f, 'sweep', 7))],
    ['sweep.id should be a name of at most 100 plain letters', changed((f) => set(f.sweep, 'id', '<b>'))],
    ['sweep.createdAt should be a date', changed((f) => set(f.sweep, 'createdAt', 'now'))],
    ['sweep.spec.base.batchSize should be valid', changed((f) => set(f.sweep.spec.base, 'batchSize', -1))],
    [
      'sweep.spec.batchSizes should be valid (Batch size 20,000 is more than',
      changed((f) => set(f.sweep.spec, 'batchSizes', [8, 20_000])),
    ],
    [
      'sweep.spec.batchSizes[1] should be a number, but is “64”.',
      changed((f) => set(f.sweep.spec, 'batchSizes', [8, '64'])),
    ],
    [
      'sweep.spec.batchSizes should be a list of at most 32, but is 1000000.',
      changed((f) => set(f.sweep.spec, 'batchSizes', Array(1e6).fill(8))),
    ],
    [
      'sweep.spec.batchSizes should be valid (Batch size 8 is there twice',
      changed((f) => set(f.sweep.spec, 'batchSizes', [8, 8])),
    ],
    ['sweep.spec.seeds should be valid (Seeds “11”', changed((f) => set(f.sweep.spec, 'seeds', 11))],
    ['sweep.spec.lrRule should be fixed or linear', changed((f) => set(f.sweep.spec, 'lrRule', 'best'))],
    ['sweep.spec.arms should be a list of at least one task', changed((f) => set(f.sweep.spec, 'arms', []))],
    [
      'sweep.spec.arms[0] should be the base’s digits.mlp, but is “mnist.mlp”.',
      changed((f) => set(f.sweep.spec.arms[0], 'dataset', 'mnist')),
    ],
    ['sweep.spec.budget.amount should be a number', changed((f) => set(f.sweep.spec.budget, 'amount', null))],
    ['sweep.spec.budgetAmount should be valid', changed((f) => set(f.sweep.spec.budget, 'amount', 1e9))],
    [
      'sweep.speeds[0].updateMs[0] should be at least 1e-9',
      changed((f) => set(f.sweep.speeds[0].updateMs, '0', 0)),
    ],
    [
      'sweep.speeds[0].batchSize should be one of the sweep’s 8, 64, but is 9.',
      changed((f) => set(f.sweep.speeds[0], 'batchSize', 9)),
    ],
    [
      'sweep.speeds[0].arm should be the index of one of 1 tasks, but is 1.',
      changed((f) => set(f.sweep.speeds[0], 'arm', 1)),
    ],
    [
      'runs should be a list of at most 80, but is 1000000.',
      changed((f) => set(f, 'runs', Array(1e6).fill(f.runs[0]))),
    ],
    ['runs[1].trial.id should be of no other run', changed((f) => (f.runs[1] = f.runs[0]))],
    ['runs[0].trial is missing; it should be an object.', changed((f) => set(f.runs[0], 'trial', undefined))],
    [
      'runs[0].trial.id should be “digits.mlp/b8/s1”, but is “digits.mlp/b8/s2”.',
      changed((f) => set(f.runs[0].trial, 'id', 'digits.mlp/b8/s2')),
    ],
    [
      'runs[0].trial.role should be run, but is “tuning”.',
      changed((f) => set(f.runs[0].trial, 'role', 'tuning')),
    ],
    ['runs[0].trial.updates should be from 1 to', changed((f) => set(f.runs[0].trial, 'updates', 0))],
    ['runs[0].trial.until should be that of the sweep', changed((f) => set(f.runs[0].trial, 'until', null))],
    [
      'runs[0].config.seed should be one of the sweep’s 1, 2, but is 3.',
      changed((f) => set(f.runs[0].config, 'seed', 3)),
    ],
    [
      'runs[0].config.optimizer should be sgd, as in the sweep, but is “adam”.',
      changed((f) => set(f.runs[0].config, 'optimizer', 'adam')),
    ],
    [
      'runs[0].config.learningRate should be that of the rule fixed',
      changed((f) => set(f.runs[0].config, 'learningRate', 0.2)),
    ],
    ['runs[0].status should be finished or failed', changed((f) => set(f.runs[0], 'status', 'running'))],
    [
      'runs[0].error should be what went wrong, but is null.',
      changed((f) => set(f.runs[0], 'status', 'failed')),
    ],
    ['runs[1].error should be null', changed((f) => set(f.runs[1], 'status', 'finished'))],
    ['runs[0].engine should be an object, but is null.', changed((f) => set(f.runs[0], 'engine', null))],
    [
      'runs[0].metrics.loss should be as long as update (3), but is 2.',
      changed((f) => f.runs[0].metrics.loss.pop()),
    ],
    [
      'runs[0].metrics.loss[1] should be a number, but is “1.1”.',
      changed((f) => set(f.runs[0].metrics.loss, '1', '1.1')),
    ],
    [
      'runs[0].metrics.update[1] should be above 1 and at most 1000, but is 1.',
      changed((f) => set(f.runs[0].metrics.update, '1', 1)),
    ],
    [
      'runs[0].metrics.update[2] should be above 2 and at most 1000, but is 1001.',
      changed((f) => set(f.runs[0].metrics.update, '2', 1001)),
    ],
    [
      'runs[0].metrics.update should be a list of at most 1,000,000',
      changed((f) => set(f.runs[0].metrics, 'update', Array(1e6 + 1).fill(1))),
    ],
    [
      'runs[0].evaluations[1].update should be from 0 to 1000, but is 1001.',
      changed((f) => set(f.runs[0].evaluations[1], 'update', 1001)),
    ],
    [
      'runs[0].evaluations[1].accuracy should be from 0 to 1, but is 7.',
      changed((f) => set(f.runs[0].evaluations[1], 'accuracy', 7)),
    ],
    [
      'runs[0].noise[0].smallSquare should be a number of at least 0, but is -1.',
      changed((f) => set(f.runs[0].noise[0], 'smallSquare', -1)),
    ],
    [
      'runs[0].noise[0].without[1].largeSquare should be a number of at least 0, but is -1.',
      changed((f) => set(f.runs[0].noise[0].without[1], 'largeSquare', -1)),
    ],
    ['runs[0].noise[0].without should be a list', changed((f) => set(f.runs[0].noise[0], 'without', 5))],
    [
      'runs[0].gradients[0].lengths should be as long as cosines (2), but is 1.',
      changed((f) => f.runs[0].gradients[0].lengths.pop()),
    ],
    ['runs[0].startedAt should be a date', changed((f) => set(f.runs[0], 'startedAt', 5))],
    ['runs[0].notes[0] should be text, but is an object.', changed((f) => set(f.runs[0], 'notes', [{}]))],
  ])('refuses with "%s"', (message, given) => {
    const found = importSweep(given);
    expect('error' in found && found.error).toContain(message);
  });

  it('never throws, whatever it is given', () => {
    const keys = [...new Set(json.match(/"\w+"(?=:)/g))].map((key) => key.slice(1, -1));
    const nasty = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(1e308, -0, '', [], {}, null, '__proto__'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...keys), nasty, fc.nat(2), (key, value, nth) => {
        let seen = 0;
        const bent = JSON.parse(json, (k, v: unknown) =>
          k === key && seen++ === nth ? value : v,
        ) as unknown;
        const found = importSweep(bent);
        if ('error' in found) expect(found.error.length).toBeLessThan(600);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('sweepCsv', () => {
  const lines = sweepCsv(data).split('\r\n');
  it('has a row for each run and evaluation, with the time by update times measured alone', () => {
    expect(lines[0]).toBe(SWEEP_CSV_COLUMNS.join(','));
    expect(lines[1]).toBe(
      'digits.mlp/b8/s1,run,digits,10000,mlp,8,16,0.1,fixed,sgd,1,1,cpu,auto,It is.,finished,validation,0,0,0,0,0.9,0.1,2000',
    );
    expect(lines[2]).toContain(',validation,100,0.08,800,0.02,');
    expect(lines.slice(1)).toHaveLength(7);
    expect(lines[7]).toBe('');
  });

  it('of a sweep that only measures times has a row for each repetition, and for what could not be measured', () => {
    const timed = { arm: 0, batchSize: 8, peakBytes: 640 };
    const text = sweepCsv({
      ...{ ...data, runs: [], spec: { ...data.spec, kind: 'speed' } },
      speeds: [
        { ...timed, engine: 'cpu', updateMs: [0.5, 0.25] },
        { ...timed, engine: 'webgl', updateMs: [2], software: true, peakBytes: undefined },
        { ...timed, engine: 'webgpu', updateMs: [], peakBytes: undefined, failed: 'No memory, it says.' },
      ],
    });
    expect(text).toBe(
      [
        SPEED_CSV_COLUMNS.join(','),
        'digits,mlp,cpu,false,8,1,0.5,640,',
        'digits,mlp,cpu,false,8,2,0.25,640,',
        'digits,mlp,webgl,true,8,1,2,,',
        'digits,mlp,webgpu,false,8,,,,"No memory, it says."',
        '',
      ].join('\r\n'),
    );
  });

  it('leaves the time empty where none was measured', () => {
    const [, first] = sweepCsv({ ...data, speeds: [] }).split('\r\n');
    expect(first).toContain(',0,0,0,,0.9,0.1,2000');
  });
});
