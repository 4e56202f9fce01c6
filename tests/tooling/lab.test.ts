import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIELD_ORDER } from '../../src/experiment/fields.ts';
import { importSweepText } from '../../src/experiment/sweepResults.ts';
import { encodeSweepLink, SWEEP_KEYS } from '../../src/experiment/sweepUrl.ts';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { isDone } from '../../src/sweep/plan.ts';
import { sweepOf } from '../experiment/sweepSupport.ts';
import { configOf } from '../experiment/support.ts';

const script = fileURLToPath(new URL('../../scripts/lab.mjs', import.meta.url));
const small = ['--size', '200', '--hidden', '8', '--batch-sizes', '10,100', '--seeds', '2', '--epochs', '2'];

describe('npm run lab', { timeout: 180_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'batchscope-lab-'));
    // The first call bundles.
    expect(lab('--help').status).toBe(0);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const lab = (...args: string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  const at = (name: string): string => join(folder, name);
  const load = (name: string): SweepData => {
    const found = importSweepText(readFileSync(at(name), 'utf8'));
    if ('error' in found) throw new Error(found.error);
    return found.data;
  };
  /** What of each run does not depend on the machine, by its id. */
  const digest = ({ runs }: SweepData) =>
    Object.fromEntries(
      runs.map(({ trial, status, series, noise }) => [
        trial.id,
        {
          ...{ trial, status, noise: noise.map(({ seconds: _, ...sample }) => sample) },
          // Sums over a split are cut where the thread's earlier runs left room, which moves their last bit.
          evaluations: series.evaluations.map(({ seconds: _, ...look }) => ({
            ...look,
            loss: Number(look.loss.toPrecision(12)),
          })),
          losses: [...series.columns.loss],
        },
      ]),
    );

  it('runs a sweep to a file that Compare reads, the same on one thread and on two', () => {
    const one = lab(...small, '--workers', '1', '--out', at('one.json'));
    expect(one).toMatchObject({ status: 0, stdout: '' });
    expect(one.stderr).toContain('4 runs and 2 update times on 1 thread; 0 done before.');
    expect(one.stderr).toContain('[6/6');
    const data = load('one.json');
    expect(data.spec).toEqual(
      sweepOf(
        { batchSizes: '10, 100', seeds: '2', budgetAmount: '2' },
        configOf({ size: '200', hidden: '8', epochs: '2' }),
      ),
    );
    expect(isDone(data)).toBe(true);
    expect(data.runs.map(({ trial }) => trial.id).sort()).toEqual(
      ['b10/s1', 'b10/s2', 'b100/s1', 'b100/s2'].map((id) => `digits.mlp/${id}`),
    );
    expect(lab(...small, '--workers', '2', '--quiet', '--out', at('two.json'))).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(digest(load('two.json'))).toEqual(digest(data));
    expect(readdirSync(folder).sort()).toEqual(['one.json', 'two.json']);
  });

  it('writes to stdout without --out', () => {
    const { status, stdout } = lab(...small, '--kind', 'speed', '--batch-sizes', '50', '--quiet');
    expect(status).toBe(0);
    const found = importSweepText(stdout);
    expect('data' in found && found.data.speeds.map(({ batchSize }) => batchSize)).toEqual([50]);
  });

  it('goes on with what is partly done, and only with the same sweep', () => {
    lab(...small, '--quiet', '--out', at('part.json'));
    const whole = JSON.parse(readFileSync(at('part.json'), 'utf8')) as {
      runs: { id: string; startedAt: string }[];
    };
    const kept = whole.runs.slice(0, 2).map((run) => ({ ...run, startedAt: '2001-01-01T00:00:00.000Z' }));
    writeFileSync(at('part.json'), JSON.stringify({ ...whole, runs: kept }));
    const other = lab(...small, '--seeds', '3', '--resume', '--out', at('part.json'));
    expect(other.status).toBe(2);
    expect(other.stderr).toContain('holds another sweep');
    const { status, stderr } = lab('--resume', '--out', at('part.json'));
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('2 done before') as string,
    });
    const runs = load('part.json').runs;
    expect(new Set(runs.map(({ trial }) => trial.id)).size).toBe(4);
    expect(runs.filter(({ startedAt }) => startedAt === Date.UTC(2001, 0, 1))).toHaveLength(2);
    expect(digest(load('part.json'))).toEqual(digest(load('one.json')));
  });

  it('leaves what is done when interrupted', async () => {
    const long = ['--size', '200', '--hidden', '8', '--batch-sizes', '1', '--seeds', '10', '--epochs', '300'];
    const child = spawn(process.execPath, [script, ...long, '--workers', '1', '--out', at('cut.json')]);
    const runsIn = (): number => (existsSync(at('cut.json')) ? load('cut.json').runs.length : 0);
    await expect.poll(runsIn, { timeout: 120_000, interval: 200 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(130);
    expect(runsIn()).toBeGreaterThan(0);
    expect(isDone(load('cut.json'))).toBe(false);
  });

  it('takes a link, a preset and a target, options changing them', () => {
    const spec = sweepOf(
      { batchSizes: '20', seeds: '1', untilMetric: 'loss', untilValue: '50' },
      configOf({ dataset: 'moons', hidden: '4' }),
    );
    const link = `https://example.org/?${encodeSweepLink(spec)}#x`;
    expect(
      lab('--link', link, '--budget', 'updates:30', '--noise-scale', '--quiet', '--out', at('link.json'))
        .status,
    ).toBe(0);
    const { spec: asked, runs } = load('link.json');
    expect(asked).toEqual({ ...spec, budget: { ...spec.budget, unit: 'updates', amount: 30 }, noise: true });
    expect(runs[0].series.evaluations.at(-1)?.update).toBe(0);
    const preset = lab(
      '--preset',
      'race',
      '--size',
      '200',
      '--batch-sizes',
      '100',
      '--seeds',
      '1',
      '--quiet',
      '--out',
      at('preset.json'),
    );
    expect(preset.status).toBe(0);
    expect(load('preset.json')).toMatchObject({
      preset: 'race',
      spec: { base: { size: 200, engine: 'cpu' } },
    });
  });

  const wild = ['--dataset', 'linear', '--size', '200', '--batch-sizes', '10,20', '--seeds', '1'];
  it('exits 1 for a run that diverged, with all runs in the file', () => {
    const { status, stderr } = lab(...wild, '--learning-rate', '1000', '--quiet', '--out', at('wild.json'));
    expect(status).toBe(1);
    expect(stderr).toContain('linear.linear/b10/s1 failed: ');
    expect(load('wild.json').runs).toHaveLength(2);
  });

  it('exits 1 where the data are not there, and says what fetches them', () => {
    mkdirSync(at('empty'));
    const { status, stderr } = lab('--dataset', 'mnist', '--data', at('empty'), '--out', at('none.json'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/MNIST: .* could not be loaded/);
    expect(stderr).toContain('`npm run datasets` fetches the data');
  });

  it.each<[string[], string]>([
    [['--batch-sizes', '8,8'], '--batch-sizes: Batch size 8 is there twice'],
    [['--batch-sizes', ''], '--batch-sizes: Batch sizes are empty'],
    [
      ['--batch-sizes', '99999'],
      '--batch-sizes: Batch size 99,999 is more than the 10,000 training examples',
    ],
    [['--seeds', '11'], '--seeds: Seeds “11” must be'],
    [['--learning-rate', 'fast'], '--learning-rate: Learning rate “fast” must be'],
    [['--dataset', 'cifar'], '--dataset: Dataset “cifar” is not on offer'],
    [['--budget', 'hours:3'], '--budget-unit: Budget “hours” is not on offer'],
    [['--budget', 'updates:3', '--budget-unit', 'epochs'], 'names a unit, and so does --budget-unit'],
    [['--until', 'soon'], 'should be loss or accuracy and a value'],
    [['--preset', 'rase'], '--preset “rase” is none; choose race, '],
    [['--link', '?batchSizes=0'], '--link: Batch size “0”'],
    [['--engine', 'webgl'], '--engine webgl needs a browser'],
    [['--workers', '0'], '--workers “0” must be'],
    [['--resume'], '--resume needs --out'],
    [['--resume', '--out', 'nowhere.json'], 'nowhere.json is not there'],
    [['--out', 'package.json/x.json'], '--out: '],
    [['--banana'], "Unknown option '--banana'"],
    [['results.json'], 'Unexpected argument'],
  ])('refuses %j with exit code 2', (args, message) => {
    const { status, stdout, stderr } = lab(...args);
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it('lists every setting of a link in --help', () => {
    const { stdout } = lab('--help');
    for (const key of [...FIELD_ORDER, ...SWEEP_KEYS].filter((one) => one !== 'view'))
      expect(stdout).toContain(`\n  --${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
    for (const code of ['0', '1', '2', '130']) expect(stdout).toMatch(new RegExp(`\\n {2}${code} +\\w`));
  });
});
