import { afterAll, describe, expect, test } from 'vitest';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
import { startCpu } from '../../src/engine/tfjs/cpu.ts';
import type { StartedEngine } from '../../src/worker/tools.ts';
import { Bench } from './fakes.ts';

const engine = await startCpu();
afterAll(() => engine.dispose());
const startEngine = (): Promise<StartedEngine> =>
  Promise.resolve({ engine, asked: 'cpu', got: 'cpu', why: 'Running on cpu, as asked.' });
const bench = (): Bench => new Bench({ tools: { startEngine, now: () => performance.now() } });

const CASES: Partial<ExperimentConfig>[] = [
  { optimizer: 'sgd' },
  { optimizer: 'momentum', learningRate: 0.02 },
  { optimizer: 'adam', learningRate: 0.01, batchSize: 64, remainder: 'drop' },
];

describe('the session on TensorFlow.js', () => {
  test.each(CASES)('resumes %j exactly from any pause', async (change) => {
    const config = { ...change, model: 'mlp', size: 400, epochs: 2 } as const;
    const whole = await bench().run(config);
    const losses = whole.column('loss');
    expect(losses.length).toBeGreaterThan(7);
    expect(losses.every((loss) => Number.isFinite(loss))).toBe(true);

    const stepped = bench();
    stepped.start(config, 'update');
    for (let i = 1; i <= 5; i++) {
      await stepped.until('paused', i);
      stepped.session.receive({ type: 'resume', runId: 'a', until: 'update' });
    }
    await stepped.until('paused', 6);
    expect(stepped.column('loss')).toEqual(losses.slice(0, 6));
    const checkpoint = stepped.of('checkpoint').at(-1)?.checkpoint;
    stepped.session.receive({ type: 'stop', runId: 'a' });
    await stepped.until('stopped');

    const resumed = bench();
    resumed.start(config, 'end', checkpoint);
    await resumed.until('finished');
    expect(resumed.column('loss')).toEqual(losses.slice(6));
    expect(resumed.evaluations.at(-1)?.loss).toBe(whole.evaluations.at(-1)?.loss);
  });

  test('a learning rate beyond all measure diverges, and the last checkpoint is sound', async () => {
    const run = bench();
    run.start({ learningRate: 1e30, weightDecay: 0.5, batchSize: 10, model: 'mlp' });
    expect((await run.until('failed')).error.code).toBe('diverged');
    expect(
      run.of('checkpoint').every((e) => e.checkpoint.tensors.every((t) => t.every(Number.isFinite))),
    ).toBe(true);
    expect(
      run
        .column('loss')
        .slice(0, -1)
        .every((loss) => Number.isFinite(loss)),
    ).toBe(true);
  });
});
