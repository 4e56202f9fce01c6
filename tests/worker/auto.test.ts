/** What a session does with `auto` where there is a real GPU: engines are measured for a model and a batch size. */
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { startEngine } from '../../src/engine/select.ts';
import type { EngineName } from '../../src/experiment/config.ts';
import { Bench, FakeEngine, type BenchOptions } from './fakes.ts';

/** Milliseconds of an update: a GPU is slow to begin and then quick. */
const MS: Record<EngineName, (batchSize: number) => number> = {
  cpu: (b) => 0.1 * b,
  webgpu: (b) => 5 + 0.001 * b,
  webgl: () => 100,
};

function autoBench(gpu: boolean, options: BenchOptions = {}): Bench {
  const absent = { device: undefined, software: false };
  const webgpu = gpu ? { device: 'a GPU', software: false } : absent;
  const bench: Bench = new Bench({
    ...options,
    tools: {
      startEngine: (asked, given) =>
        startEngine(asked, {
          ...given,
          probe: () => Promise.resolve({ webgpu, webgl: absent }),
          load(name) {
            const engine = new FakeEngine(bench.clock, { name, ...options, updateMs: MS[name] });
            bench.engines.push(engine);
            return Promise.resolve({ engine: engine as Engine });
          },
        }),
      ...options.tools,
    },
  });
  return bench;
}

const state = (bench: Bench): string[] =>
  bench.engines.map(({ info, disposed, measured }) =>
    [info.name, disposed ? 'gone' : 'there', ...measured].join(' '),
  );
const reasons = (bench: Bench): string[] => bench.of('ready').map(({ engine }) => engine.why);

async function run(bench: Bench, batchSize: number, runId: string, change = {}): Promise<void> {
  const before = bench.of('finished').length;
  bench.start({ engine: 'auto', batchSize, ...change }, 'end', undefined, runId);
  await bench.until('finished', before + 1);
}

describe('auto with a real GPU', () => {
  test('measures once for a batch size, and anew for another or for another model', async () => {
    const bench = autoBench(true);
    await run(bench, 10, 'a');
    expect(state(bench)).toEqual(['webgpu gone 10', 'cpu there 10']);
    await run(bench, 10, 'b', { seed: 2, epochs: 1 });
    expect(bench.engines).toHaveLength(2);
    await run(bench, 200, 'c');
    expect(state(bench)).toEqual(['webgpu gone 10', 'cpu gone 10', 'webgpu there 200', 'cpu gone 200']);
    await run(bench, 200, 'd', { model: 'mlp' });
    expect(state(bench).slice(2)).toEqual([
      'webgpu gone 200',
      'cpu gone 200',
      'webgpu there 200',
      'cpu gone 200',
    ]);
    expect(reasons(bench)).toEqual([
      'Running on cpu: measured cpu 1 ms, WebGPU 5 ms an update at batch size 10.',
      'Running on cpu: measured cpu 1 ms, WebGPU 5 ms an update at batch size 10.',
      'Running on WebGPU: measured cpu 20 ms, WebGPU 5.2 ms an update at batch size 200.',
      'Running on WebGPU: measured cpu 20 ms, WebGPU 5.2 ms an update at batch size 200.',
    ]);
    expect(bench.engines.every((engine) => engine.openRuns === 0)).toBe(true);
  });

  test('a resumed run stays on its engine, whatever would be measured at the batch size it has now', async () => {
    const first = autoBench(true);
    first.start({ engine: 'auto', batchSize: 10 }, 'update');
    await first.until('paused');
    const checkpoint = first.of('checkpoint').at(-1)!.checkpoint;
    const [why] = reasons(first);
    expect(checkpoint.engine).toEqual({ got: 'cpu', why });
    const fresh = autoBench(true);
    fresh.start({ engine: 'auto', batchSize: 10 }, 'end', { ...checkpoint, batchSize: 500 });
    await fresh.until('finished');
    expect(state(fresh)).toEqual(['cpu there']);
    expect(reasons(fresh)).toEqual([why]);
    await run(fresh, 50, 'next');
    expect(state(fresh)).toEqual(['cpu gone', 'webgpu gone 50', 'cpu there 50']);
  });

  test('a run stopped before its data came leaves the next one nothing broken', async () => {
    let loads = 0;
    const bench = autoBench(true, {
      tools: {
        loadDataset: (settings, _site, signal) =>
          ++loads === 1
            ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
            : import('./fakes.ts').then(({ fakeData }) => ({ dataset: fakeData(settings), notes: [] })),
      },
    });
    bench.start({ engine: 'auto', batchSize: 10 });
    while (loads === 0) await new Promise<void>((resolve) => setImmediate(resolve));
    bench.session.receive({ type: 'stop', runId: 'a' });
    await bench.until('stopped');
    await run(bench, 10, 'b');
    expect(bench.engines.filter(({ disposed }) => !disposed).map(({ info }) => info.name)).toEqual(['cpu']);
    expect(bench.of('failed')).toEqual([]);
  });
});

test('auto without a GPU measures nothing and keeps its engine for every model and batch size', async () => {
  const bench = autoBench(false);
  await run(bench, 10, 'a');
  await run(bench, 200, 'b', { model: 'mlp' });
  expect(state(bench)).toEqual(['cpu there']);
  expect(reasons(bench)[1]).toBe('Running on cpu: this browser offers no GPU adapter.');
});
