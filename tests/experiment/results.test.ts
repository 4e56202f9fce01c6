import { describe, expect, it } from 'vitest';
import { exportResults, parseResults, type ResultsFile } from '../../src/experiment/results.ts';
import { columnsOf, configOf, evaluationAt, resultInput } from './support.ts';

const about = { exportedAt: new Date(Date.UTC(2030, 0, 31, 13)), build: '0.1.0+abc' };
const environment = { userAgent: 'Test 1.0', cores: 8 };
const place = { update: 2, epoch: 200 / 60_000, examples: 200, seconds: 0.002 };

const full = resultInput(
  {
    id: 'run-2',
    config: configOf({ dataset: 'mnist', hidden: '64-32', batchSize: '128', optimizer: 'adam' }),
    status: 'failed',
    error: { code: 'diverged', message: 'The loss became NaN at update 3.', advice: 'Try less.' },
    notes: ['A note.'],
    trainingCount: 60_000,
    validationCount: 10_000,
    retuned: true,
  },
  {
    columns: columnsOf([2.3, Infinity, NaN], 0, 60_000),
    evaluations: [evaluationAt(1, 0.5, { loss: NaN, epoch: 1 / 6 })],
    memory: [{ ...place, atRestBytes: 100, peakBytes: 200 }],
    retunes: [
      { ...place, batchSize: { from: 128, to: 64 } },
      { ...place, learningRate: { from: 0.001, to: 0.002 } },
    ],
  },
);
const file = exportResults([resultInput(), full], environment, about);

describe('exportResults', () => {
  it('says what it is, when and where it was made', () => {
    expect(file).toMatchObject({
      format: 'batchscope-results',
      version: 1,
      exportedAt: '2030-01-31T13:00:00.000Z',
      build: '0.1.0+abc',
      environment: { userAgent: 'Test 1.0', cores: 8, memoryGB: null },
    });
    expect(exportResults([], environment).build).toBe(__BUILD__);
  });

  it('holds every setting under its link key, and what follows from it', () => {
    const [, second] = file.runs;
    expect(second.config).toEqual(full.record.config);
    expect(second.config.hidden).toEqual([64, 32]);
    expect(second).toMatchObject({
      id: 'run-2',
      startedAt: '2030-01-31T12:00:00.000Z',
      environment: file.environment,
      engine: { asked: 'auto', got: 'cpu', why: 'There is no graphics adapter.', software: false },
      parameters: 784 * 64 + 64 + 64 * 32 + 32 + 32 * 10 + 10,
      updatesPerEpoch: 469,
      trainingCount: 60_000,
      validationCount: 10_000,
      status: 'failed',
      error: { code: 'diverged' },
      notes: ['A note.'],
      retuned: true,
    });
    expect(second.predictedMemory.optimizer).toBe(2 * 4 * second.parameters);
  });

  it('holds only the recorded points, float32 as short as it reads back', () => {
    const [first] = file.runs;
    expect(first.metrics).toEqual({
      update: [1, 2, 3],
      examples: [100, 200, 300],
      epoch: [0.01, 0.02, 0.03],
      seconds: [0.001, 0.002, 0.003],
      loss: [2.3, 1.1, 0.7],
      lossMin: [2.3, 1.1, 0.7],
      lossMax: [2.3, 1.1, 0.7],
    });
    const digits = columnsOf([0.12345, 0.1234567, 0.12345678]);
    const [short] = exportResults([resultInput({}, { columns: digits })], environment, about).runs;
    expect(short.metrics.loss).toEqual([0.12345, 0.1234567, 0.12345678]);
    const losses = Float32Array.from({ length: 2000 }, (_, i) => Math.exp(Math.sin(i) * 20));
    const input = resultInput({}, { length: 2000, columns: { ...columnsOf([...losses]), loss: losses } });
    const written = exportResults([input], environment, about).runs[0].metrics.loss;
    expect(Float32Array.from(written as number[])).toEqual(losses);
  });

  it('writes null for what is not finite or not known', () => {
    const [first, second] = file.runs;
    expect(second.metrics.loss).toEqual([2.3, null, null]);
    expect(second.evaluations[0]).toMatchObject({ loss: null, accuracy: 0.5, split: 'validation' });
    expect(first.memory[0].peakBytes).toBeNull();
    expect(second.retunes).toEqual([
      { ...place, batchSize: { from: 128, to: 64 }, learningRate: null },
      { ...place, batchSize: null, learningRate: { from: 0.001, to: 0.002 } },
    ]);
    const early = exportResults([resultInput({ engine: undefined })], environment, about).runs[0];
    expect(early).toMatchObject({ engine: null, error: null });
  });

  it('shares nothing with what it was made from', () => {
    const input = resultInput();
    const [run] = exportResults([input], environment, about).runs;
    run.config.hidden.push(1);
    run.notes.push('x');
    expect(input.record.config.hidden).toEqual([128]);
    expect(input.record.notes).toEqual([]);
  });
});

/** A copy of `file` as JSON gives it, changed. */
function changed(change: (copy: ResultsFile & Record<string, unknown>) => void): unknown {
  const copy = JSON.parse(JSON.stringify(file)) as ResultsFile & Record<string, unknown>;
  change(copy);
  return copy;
}
const set = (at: object, key: string, value: unknown): void => void Object.assign(at, { [key]: value });

describe('parseResults', () => {
  it('reads back what exportResults wrote, through JSON', () => {
    expect(parseResults(JSON.parse(JSON.stringify(file)))).toEqual({ results: file });
  });

  it('leaves out what the format does not know', () => {
    const more = changed((f) => {
      set(f, 'extra', 1);
      set(f.runs[0], 'html', '<b>');
      set(f.runs[0].config, 'schedule', 'cosine');
    });
    expect(parseResults(more)).toEqual({ results: file });
    const polluted = JSON.parse(
      JSON.stringify(file).replace('{', '{"__proto__": {"polluted": true}, '),
    ) as unknown;
    expect(parseResults(polluted)).toEqual({ results: file });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(parseResults(Object.create(file))).toHaveProperty('error');
  });

  it.each(['dimension', 'distance', 'epsilon'] as const)(
    'reads files that are older than %s, with it at its default',
    (key) => {
      const old = JSON.parse(JSON.stringify(file)) as ResultsFile;
      for (const { config } of old.runs) delete (config as Partial<typeof config>)[key];
      expect(parseResults(old)).toEqual({ results: file });
    },
  );

  it.each<[string, unknown]>([
    ['The file should be an object, but is null.', null],
    ['The file should be an object, but is a list.', []],
    ['The file should be an object, but is “text”.', 'text'],
    ['format is missing; it should be batchscope-results.', {}],
    ['format should be batchscope-results, but is “other”.', changed((f) => set(f, 'format', 'other'))],
    [
      'version should be 1, the newest this Batchscope reads, but is 2.',
      changed((f) => set(f, 'version', 2)),
    ],
    ['version should be 1, but is “1”.', changed((f) => set(f, 'version', '1'))],
    [
      'exportedAt should be a date such as 2030-01-31T12:00:00.000Z, but is “now”.',
      changed((f) => set(f, 'exportedAt', 'now')),
    ],
    ['build should be text, but is 7.', changed((f) => set(f, 'build', 7))],
    ['runs should be a list, but is an object.', changed((f) => set(f, 'runs', {}))],
    ['environment.cores should be a number, but is “8”.', changed((f) => set(f.environment, 'cores', '8'))],
    [
      'runs[1].metrics.loss[2] should be a number, but is “NaN”.',
      changed((f) => set(f.runs[1].metrics.loss, '2', 'NaN')),
    ],
    [
      'runs[0].metrics.lossMax should be as long as update (3), but is 2.',
      changed((f) => f.runs[0].metrics.lossMax.pop()),
    ],
    [
      'runs[0].evaluations[0].split should be training or validation, but is “test”.',
      changed((f) => set(f.runs[0].evaluations[0], 'split', 'test')),
    ],
    [
      'runs[0].status should be preparing or running or paused or finished or stopped or failed, but is “done”.',
      changed((f) => set(f.runs[0], 'status', 'done')),
    ],
    [
      'runs[0].engine.got should be webgpu or webgl or cpu, but is “auto”.',
      changed((f) => set(f.runs[0].engine ?? {}, 'got', 'auto')),
    ],
    ['runs[0].retuned should be true or false, but is 0.', changed((f) => set(f.runs[0], 'retuned', 0))],
    [
      'runs[0].parameters should be a whole number of at least 0, but is 1.5.',
      changed((f) => set(f.runs[0], 'parameters', 1.5)),
    ],
    [
      'runs[0].config.batchSize should be valid (Batch size “0” must be a whole number from 1 to 10,000 (all training examples).), but is “0”.',
      changed((f) => set(f.runs[0].config, 'batchSize', 0)),
    ],
    [
      'runs[0].config.hidden should be a list, but is “64-32”.',
      changed((f) => set(f.runs[0].config, 'hidden', '64-32')),
    ],
    [
      'runs[0].config.seed is missing; it should be a number or text.',
      changed((f) => set(f.runs[0].config, 'seed', undefined)),
    ],
    ['runs[1].error.code should be diverged', changed((f) => set(f.runs[1].error ?? {}, 'code', 'bored'))],
  ])('refuses with "%s"', (message, json) => {
    const result = parseResults(json);
    expect('error' in result && result.error).toContain(message);
  });
});
