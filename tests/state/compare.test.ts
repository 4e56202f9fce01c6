import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportSweep } from '../../src/experiment/sweepResults.ts';
import type { TrialWorker } from '../../src/experiment/job.ts';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { encodeSweepLink } from '../../src/experiment/sweepUrl.ts';
import type { Compare } from '../../src/state/compareTypes.ts';
import { readCompareLink } from '../../src/state/compareLink.ts';
import { PRESETS } from '../../src/sweep/presets.ts';
import { speedView } from '../../src/sweep/analyse/speedView.ts';
import { verdict } from '../../src/sweep/analyse/verdict.ts';
import {
  base,
  compareOn,
  fakeShelf,
  fakeWorkers,
  settle,
  type FakeShelf,
  type FakeWorkers,
} from './compareSupport.ts';

interface ResultsText {
  environment: { userAgent: string };
  runs: { environment: object }[];
  sweep: { speeds: { environment: object }[] };
}

let shelf: FakeShelf;
let workers: FakeWorkers;
let compare: Compare;
const open: Compare[] = [];
const state = () => compare.store.getState();
const page = (...change: Parameters<typeof compareOn> extends [unknown, unknown, ...infer R] ? R : never) => {
  const made = compareOn(shelf, workers, ...change);
  open.push(made);
  return made;
};

/** Two runs: batch sizes 10 and 100, one seed. */
const SMALL = { batchSizes: '10, 100', seeds: '1' };

beforeEach(() => {
  shelf = fakeShelf();
  workers = fakeWorkers();
  compare = page();
});
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

async function startSmall(): Promise<void> {
  compare.build();
  compare.edit(SMALL);
  compare.start();
  await settle();
}

describe('a sweep', () => {
  it('goes from the builder to its end, run by run', async () => {
    await startSmall();
    expect(state().screen).toBe('sweep');
    await vi.waitFor(() => expect(state().progress).toMatchObject({ status: 'running', done: 2, total: 4 }));
    expect(workers.running()).toEqual(['digits.mlp/b10/s1']);
    await workers.finish();
    await workers.finish();
    expect(state().progress?.status).toBe('done');
    expect(compare.data()?.runs).toHaveLength(2);
  });
  it('starts from a preset, with its view and target', () => {
    compare.startPreset('target');
    expect(state()).toMatchObject({ view: 'target', target: { metric: 'accuracy', value: 0.9 } });
    expect(compare.data()?.spec).toEqual(PRESETS.find(({ id }) => id === 'target')?.spec);
  });
  it('does not start with a setting in error', () => {
    compare.build();
    compare.edit({ batchSizes: '10, 10' });
    compare.start();
    expect(state().screen).toBe('builder');
    expect(workers.begun).toEqual([]);
  });
  it('says before it starts that nothing else should compute', async () => {
    const onStart = vi.fn();
    compare = page({ onStart });
    await startSmall();
    expect(onStart).toHaveBeenCalledTimes(1);
  });
  it('pauses, goes on and is cancelled without losing what is done', async () => {
    await startSmall();
    await workers.finish();
    compare.pause();
    expect(state().progress?.status).toBe('paused');
    await compare.goOn();
    expect(state().progress?.status).toBe('running');
    compare.cancel();
    expect(state().progress).toBeUndefined();
    expect(workers.running()).toEqual([]);
    expect(compare.data()?.runs).toHaveLength(1);
    await compare.goOn();
    await settle();
    expect(workers.running()).toEqual(['digits.mlp/b100/s1']);
  });
  it('is forgotten when it is cancelled before its first run has ended', async () => {
    await startSmall();
    compare.cancel();
    await settle();
    expect(state().screen).toBe('questions');
    expect(shelf.sweeps.size).toBe(0);
  });
  it('that measures update times keeps those that are done when it is cancelled', async () => {
    let jobs = 0;
    const held: FakeWorkers = {
      ...workers,
      start: () => {
        const worker = workers.start();
        return {
          ...worker,
          run: (...job) => (++jobs > 2 ? new Promise(() => undefined) : worker.run(...job)),
        };
      },
    };
    compare = compareOn(shelf, held);
    open.push(compare);
    compare.build();
    compare.edit({ ...SMALL, kind: 'speed' });
    compare.start();
    await settle();
    compare.cancel();
    await settle();
    expect(state()).toMatchObject({ screen: 'sweep', progress: undefined });
    expect(shelf.sweeps.get('sweep-1')?.speeds).toMatchObject([{ batchSize: 10 }]);
  });
});

describe('the engines of a speed sweep', () => {
  const offers = [{ engine: 'webgl', device: 'SwiftShader', software: true } as const];
  it('are more where the reader asks for an emulated one, and what is there stays', async () => {
    workers = fakeWorkers(offers);
    compare = page();
    compare.build();
    compare.edit({ ...SMALL, kind: 'speed' });
    compare.start();
    await settle();
    expect(state().progress).toMatchObject({ status: 'done', done: 2, total: 2 });
    await compare.measureOn('webgl');
    await settle();
    expect(state().progress).toMatchObject({ status: 'done', done: 4, total: 4 });
    const measured = (speeds = compare.data()?.speeds) => speeds?.map((s) => [s.engine, s.batchSize]);
    const all = [
      ['cpu', 10],
      ['cpu', 100],
      ['webgl', 10],
      ['webgl', 100],
    ];
    expect(measured()).toEqual(all);
    expect(measured(shelf.sweeps.get('sweep-1')?.speeds)).toEqual(all);
    expect(shelf.sweeps.get('sweep-1')?.offers).toEqual([{ ...offers[0], timed: true }]);
    compare = page();
    await compare.open('sweep-1');
    expect(measured()).toEqual(all);
  });
});

describe('what React is told', () => {
  it('changes at most four times a second while runs are under way', async () => {
    vi.useFakeTimers();
    try {
      compare = page({ now: () => Date.now() });
      compare.build();
      compare.edit(SMALL);
      compare.start();
      await vi.advanceTimersByTimeAsync(300);
      let changes = 0;
      compare.store.subscribe(() => changes++);
      for (let i = 1; i <= 100; i++) {
        workers.tell({ share: i / 100 });
        await vi.advanceTimersByTimeAsync(10);
      }
      expect(changes).toBeGreaterThanOrEqual(3);
      expect(changes).toBeLessThanOrEqual(5);
    } finally {
      vi.useRealTimers();
    }
  });
  it('hears of the first curve at once, and before it once a second', async () => {
    vi.useFakeTimers();
    try {
      const speeds: (() => void)[] = [];
      const start = (): TrialWorker => {
        const inner = workers.start();
        return {
          ...inner,
          run: async (job, ...rest) => {
            if (job.kind === 'speed') await new Promise<void>((resolve) => speeds.push(resolve));
            return inner.run(job, ...rest);
          },
        };
      };
      compare = page({ now: () => Date.now(), startWorker: start });
      compare.build();
      compare.edit({ ...SMALL, batchSizes: '10, 100, 200' });
      compare.start();
      await vi.advanceTimersByTimeAsync(100);
      const revision = () => compare.store.getState().revision;
      const before = revision();
      speeds[0]();
      await vi.advanceTimersByTimeAsync(500);
      expect(revision()).toBe(before);
      speeds[1]();
      await vi.advanceTimersByTimeAsync(500);
      expect(revision()).toBe(before + 1);
      speeds[2]();
      await vi.advanceTimersByTimeAsync(1);
      const begun = revision();
      const evaluation = { split: 'validation', update: 1, epoch: 0, examples: 1, seconds: 0 } as const;
      workers.tell({
        share: 0,
        looks: {
          evaluations: [{ ...evaluation, loss: 1, accuracy: 0.5, count: 100 }],
          noise: [],
          gradients: [],
        },
      });
      expect(revision()).toBe(begun + 1);
    } finally {
      vi.useRealTimers();
    }
  });
  it('holds no curve', async () => {
    await startSmall();
    const evaluation = {
      ...{ update: 0, examples: 0, epoch: 0, seconds: 0, loss: 2, accuracy: 0.123456, count: 200 },
      split: 'validation' as const,
    };
    workers.tell({ share: 0.1, looks: { evaluations: [evaluation], noise: [], gradients: [] } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(JSON.stringify(state())).not.toContain('0.123456');
    expect(JSON.stringify(compare.liveData()?.runs)).toContain('0.123456');
    expect(compare.data()?.runs).toEqual([]);
  });
});

describe('the shelf', () => {
  it('gets every run as it ends', async () => {
    await startSmall();
    await workers.finish();
    expect(shelf.log).toEqual(['create sweep-1', 'run digits.mlp/b10/s1']);
    await workers.finish();
    expect(shelf.sweeps.get('sweep-1')?.runs).toHaveLength(2);
    expect(state().saved).toMatchObject([{ id: 'sweep-1', complete: true }]);
  });
  it('gives an unfinished sweep back, which goes on only when asked, and repeats nothing', async () => {
    await startSmall();
    await workers.finish();
    const query = compare.query() ?? '';
    compare.dispose();
    const spec = compare.data()?.spec;
    workers.begun.length = 0;
    compare = page({ link: { spec, preset: undefined, notes: [] } });
    await settle();
    expect(state()).toMatchObject({ screen: 'sweep', sweepId: 'sweep-1', progress: undefined });
    expect(compare.query()).toBe(query);
    expect(workers.begun).toEqual([]);
    await compare.goOn();
    await settle();
    expect(workers.begun).toEqual(['digits.mlp/b100/s1']);
    await workers.finish();
    expect(state().progress?.status).toBe('done');
    expect(shelf.sweeps.get('sweep-1')?.runs).toHaveLength(2);
  });
  it('opens the builder with a link that it has no sweep for, and starts nothing', async () => {
    compare.build();
    compare.edit({ batchSizes: '7, 70' });
    const spec = { ...base(), batchSize: 7 };
    const link = { spec: undefined, preset: undefined, notes: ['note'] };
    compare = page({ link: { ...link, spec: PRESETS[0].spec } });
    await settle();
    expect(spec.batchSize).toBe(7);
    expect(state()).toMatchObject({
      screen: 'builder',
      linkNotes: ['note'],
      draft: { batchSizes: '8, 64, 1024' },
    });
    expect(workers.begun).toEqual([]);
  });
  it('lets one tab at a time go on, and shows the other what is done', async () => {
    await startSmall();
    const first = compare;
    compare = page();
    await settle();
    await compare.open('sweep-1');
    await workers.finish();
    await compare.goOn();
    expect(state().notice?.text).toMatch(/another tab/i);
    expect(compare.data()?.runs).toHaveLength(1);
    await workers.finish();
    expect(first.store.getState().progress?.status).toBe('done');
    expect(workers.begun).toHaveLength(2);
  });
  it('puts no sweep that is opened over one that was started meanwhile', async () => {
    await startSmall();
    compare.questions();
    await settle();
    const opened = compare.open('sweep-1');
    await startSmall();
    await opened;
    expect(compare.data()?.id).toBe('sweep-2');
    expect(state()).toMatchObject({ sweepId: 'sweep-2', progress: { status: 'running' } });
  });
  it('shows the sweep that was opened last, and none once the reader has gone elsewhere', async () => {
    await startSmall();
    compare.questions();
    await startSmall();
    compare.questions();
    await Promise.all([compare.open('sweep-2'), compare.open('sweep-1')]);
    expect(state().sweepId).toBe('sweep-1');
    const opened = compare.open('sweep-2');
    compare.questions();
    await opened;
    expect(state()).toMatchObject({ screen: 'questions', sweepId: undefined });
  });
  it('pauses no run of the Train page for a sweep that was left before it went on', async () => {
    await startSmall();
    let starts = 0;
    compare = page({ onStart: () => starts++ });
    open[0].dispose();
    await settle();
    await compare.open('sweep-1');
    const going = compare.goOn();
    compare.questions();
    await going;
    expect(starts).toBe(0);
    expect(state()).toMatchObject({ screen: 'questions', notice: undefined });
  });
  it('goes on once where it is asked twice', async () => {
    await startSmall();
    compare.dispose();
    compare = page();
    await settle();
    await compare.open('sweep-1');
    await Promise.all([compare.goOn(), compare.goOn()]);
    await settle();
    expect(state()).toMatchObject({ notice: undefined, progress: { status: 'running' } });
    expect(workers.running()).toHaveLength(1);
  });
  it('repeats nothing that another tab has done since, and puts back what it has deleted', async () => {
    await startSmall();
    const first = compare;
    compare = page();
    await settle();
    await compare.open('sweep-1');
    await workers.finish();
    first.dispose();
    workers.begun.length = 0;
    await compare.goOn();
    await settle();
    expect(workers.begun).toEqual(['digits.mlp/b100/s1']);
    compare.cancel();
    shelf.sweeps.delete('sweep-1');
    await compare.goOn();
    await settle();
    await workers.finish();
    const runs = shelf.sweeps.get('sweep-1')?.runs.map(({ trial }) => trial.id);
    expect(runs).toEqual(['digits.mlp/b10/s1', 'digits.mlp/b100/s1']);
  });
  it('says when nothing is kept, and goes on', async () => {
    shelf.kept = false;
    shelf.why = 'This browser’s storage is closed.';
    await startSmall();
    expect(state().notKept).toBe('This browser’s storage is closed.');
    await workers.finish();
    await workers.finish();
    expect(state().progress?.status).toBe('done');
  });
  it('that loses a sweep is given it whole after every change', async () => {
    const given: SweepData[] = [];
    shelf.addRun = () => Promise.resolve();
    shelf.takeOver = (data) => void given.push(data);
    await startSmall();
    await workers.finish();
    await workers.finish();
    await settle();
    expect(given.at(-1)).toEqual(compare.data());
    expect(given.at(-1)?.runs).toHaveLength(2);
  });
  it('says that earlier sweeps could not be read, though all is kept', async () => {
    shelf.why = 'This browser’s storage could not be read.';
    compare = page();
    await settle();
    expect(state().notKept).toBe('This browser’s storage could not be read.');
  });
  it('forgets a run that is deleted, and only then makes it again', async () => {
    await startSmall();
    await workers.finish();
    await workers.finish();
    await compare.removeRun('digits.mlp/b10/s1');
    await settle();
    expect(shelf.sweeps.get('sweep-1')?.runs.map(({ trial }) => trial.id)).toEqual(['digits.mlp/b100/s1']);
    await compare.goOn();
    await settle();
    expect(workers.running()).toEqual(['digits.mlp/b10/s1']);
  });
});

describe('deleting', () => {
  /** A sweep of two runs: one done, one under way in another tab than `compare`. */
  async function inAnotherTab(): Promise<Compare> {
    await startSmall();
    const first = compare;
    await workers.finish();
    compare = page();
    await settle();
    return first;
  }
  it('leaves a sweep alone that another tab trains, and says so', async () => {
    const first = await inAnotherTab();
    await compare.remove('sweep-1');
    expect(state().notice?.text).toMatch(/another tab is at work.*not deleted/i);
    await compare.open('sweep-1');
    await compare.remove('sweep-1');
    expect(state()).toMatchObject({ screen: 'sweep', notice: { kind: 'info' } });
    await workers.finish();
    expect(first.store.getState().progress?.status).toBe('done');
    expect(shelf.sweeps.get('sweep-1')?.runs).toHaveLength(2);
    await compare.remove('sweep-1');
    expect(state()).toMatchObject({ screen: 'questions', notice: undefined, saved: [] });
    expect(shelf.sweeps.size).toBe(0);
  });
  it('leaves the runs of such a sweep alone, too', async () => {
    await inAnotherTab();
    await compare.open('sweep-1');
    await compare.removeRun('digits.mlp/b10/s1');
    expect(state().notice?.text).toMatch(/another tab is at work.*not deleted/i);
    expect(compare.data()?.runs).toHaveLength(1);
    expect(shelf.sweeps.get('sweep-1')?.runs).toHaveLength(1);
  });
  it('holds the sweep no longer than it takes', async () => {
    const first = await inAnotherTab();
    await workers.finish();
    await first.removeRun('digits.mlp/b10/s1');
    await compare.remove('sweep-1');
    expect(shelf.sweeps.size).toBe(0);
  });
  it('says when storage refuses', async () => {
    await startSmall();
    await workers.finish();
    shelf.remove = () => Promise.reject(new Error('it is closed.'));
    compare.cancel();
    await compare.remove('sweep-1');
    expect(state().notice).toEqual({
      kind: 'bad',
      text: 'The sweep could not be deleted from the browser’s storage: it is closed.',
    });
    expect(state().saved).toHaveLength(1);
  });
});

describe('the figure of a link', () => {
  const { spec } = PRESETS[0];
  const link = `${encodeSweepLink(spec, 'race')}&figure=memory&axis=updates`;

  it('comes up with its sweep, once, and is in the address', async () => {
    compare = page({ base: () => spec.base, link: readCompareLink(link) });
    await settle();
    compare.startPreset('target');
    expect(state()).toMatchObject({ view: 'target', axis: 'epochs' });
    compare.cancel();
    await settle();
    compare.startPreset('race');
    expect(state()).toMatchObject({ view: 'memory', axis: 'updates' });
    expect(compare.query()).toBe(link);
    compare.select({ view: 'race', axis: 'epochs' });
    expect(compare.query()).toBe(encodeSweepLink(spec, 'race'));
    compare.cancel();
    await settle();
    compare.startPreset('race');
    expect(state().view).toBe('race');
  });
  it('is refused with a word where there is none of that name', () => {
    expect(readCompareLink(`${encodeSweepLink(spec)}&figure=cake&axis=hours`)).toEqual({
      spec,
      preset: undefined,
      notes: [
        'figure=“cake” should be one of race, target, memory, noise, speed, generalisation, runs, and was left out.',
        'axis=“hours” should be one of epochs, updates, examples, seconds, and was left out.',
      ],
    });
  });
});

describe('a preset’s name', () => {
  it('comes from a link only with the preset’s own settings', () => {
    for (const { id, spec } of PRESETS)
      expect(readCompareLink(encodeSweepLink(spec, id))).toEqual({ spec, preset: id, notes: [] });
    const other = { ...PRESETS[0].spec, batchSizes: [16, 32] };
    expect(readCompareLink(encodeSweepLink(other, 'race'))).toEqual({
      spec: other,
      preset: undefined,
      notes: ['preset=race has other settings than this link, and was left out.'],
    });
  });
  it('is not kept where the task of the Train page is another', async () => {
    const { spec } = PRESETS[0];
    let config = spec.base;
    compare = page({ base: () => config, link: { spec, preset: 'race', notes: [] } });
    await settle();
    expect(compare.query()).toContain('preset=race');
    config = { ...config, learningRate: 0.01 };
    expect(compare.query()).not.toContain('preset');
    compare.start();
    expect(compare.data()?.preset).toBeUndefined();
  });
  it('is not taken from a file or the shelf with other settings', async () => {
    const spec = { ...PRESETS[0].spec, batchSizes: [16, 32] };
    const data = { id: 'old', spec, preset: 'race', createdAt: 0, speeds: [], runs: [] };
    const file = exportSweep(data, { userAgent: 'test' }, { exportedAt: new Date(0), build: 'test' });
    compare.importText(JSON.stringify(file));
    expect(compare.data()).toMatchObject({ spec, preset: undefined });
    shelf.sweeps.set('old', data);
    await compare.open('old');
    expect(compare.data()?.preset).toBeUndefined();
    compare.questions();
    await settle();
    expect(state().saved.map(({ preset }) => preset)).toEqual([undefined, undefined]);
  });
});

describe('files', () => {
  const environment = { userAgent: 'test' };
  const about = { exportedAt: new Date(0), build: 'test' };

  it('come back as they were: export, clear, import', async () => {
    await startSmall();
    await workers.finish([0.1, 0.6, 0.95]);
    await workers.finish([0.1, 0.2, 0.4]);
    const data = compare.data();
    if (!data) throw new Error('there is no sweep');
    const text = JSON.stringify(exportSweep(data, environment, about));
    const before = verdict(data);
    await compare.remove(data.id);
    expect(shelf.sweeps.size).toBe(0);
    compare.importText(text);
    await settle();
    const after = compare.data();
    expect(state()).toMatchObject({ screen: 'sweep', notice: undefined });
    expect(after && verdict(after)).toBe(before);
    expect(after?.runs.map(({ series }) => series.evaluations)).toEqual(
      data.runs.map(({ series }) => series.evaluations),
    );
    expect(shelf.sweeps.size).toBe(1);
  });
  it('keep where times and runs were made, say it, and have the times measured here when they go on', async () => {
    await startSmall();
    await workers.finish();
    const data = compare.data();
    if (!data) throw new Error('there is no sweep');
    const elsewhere = { userAgent: 'A far machine', cores: 3 };
    const text = JSON.stringify(exportSweep(data, elsewhere, about));
    compare.cancel();
    compare = page();
    compare.importText(text);
    await settle();
    const imported = compare.data();
    if (!imported) throw new Error('nothing was imported');
    expect(speedView(imported).notes.join(' ')).toMatch(/alone on another machine \(A far/);
    expect(compare.speeds.of(imported.spec)).toEqual([]);
    const again = JSON.parse(JSON.stringify(exportSweep(imported, environment, about))) as ResultsText;
    for (const one of [...again.runs, ...again.sweep.speeds])
      expect(one.environment).toEqual({ ...elsewhere, memoryGB: null });
    expect(again.environment.userAgent).toBe('test');
    await compare.goOn();
    await settle();
    expect(state().notice?.text).toMatch(/measured here anew/);
    await workers.finish();
    const after = compare.data();
    expect(after?.speeds.map((one) => one.environment)).toEqual([undefined, undefined]);
    expect(after && speedView(after).notes.join(' ')).toContain('alone on this machine');
    expect(shelf.sweeps.get(after?.id ?? '')?.speeds).toEqual(after?.speeds);
  });
  it('keep their times where runs were given their updates by them', async () => {
    await startSmall();
    await workers.finish();
    const data = compare.data();
    if (!data) throw new Error('there is no sweep');
    const budget = { unit: 'seconds', amount: 0.3, until: undefined } as const;
    const given = { ...data, spec: { ...data.spec, budget } };
    compare.cancel();
    compare = page();
    compare.importText(JSON.stringify(exportSweep(given, environment, about)));
    await compare.goOn();
    await settle();
    expect(state().notice?.text).toMatch(/stay those of the file/);
    expect(compare.data()?.speeds.every((one) => one.environment !== undefined)).toBe(true);
  });
  for (const [what, text] of [
    ['no JSON', '{"format":"batchscope-results","version":1,"runs":[{'],
    ['foreign', '{"hello":"world"}'],
    ['future', '{"format":"batchscope-results","version":99,"runs":[]}'],
    ['polluting', '{"__proto__":{"polluted":1},"format":"batchscope-results","version":1}'],
    ['nothing', ''],
  ])
    it(`refuses a file that is ${what}, says why and changes nothing`, async () => {
      await startSmall();
      await workers.finish();
      await workers.finish();
      const before = compare.data();
      compare.importText(text);
      expect(state().notice).toMatchObject({ kind: 'bad' });
      expect(state().notice?.text.length).toBeGreaterThan(10);
      expect(compare.data()).toBe(before);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    });
  it('are not taken in the middle of a sweep', async () => {
    await startSmall();
    compare.importText('{}');
    expect(state().notice?.text).toMatch(/pause or cancel/i);
  });
});

describe('the task', () => {
  it('is that of the Train page, whatever was first in the list', () => {
    let config = base();
    compare = page({ base: () => config });
    compare.build();
    compare.edit({ ...SMALL, arms: 'digits.mlp, moons.mlp' });
    config = { ...config, model: 'softmax' };
    compare.start();
    expect(compare.data()?.spec.arms).toEqual([
      { dataset: 'digits', model: 'softmax' },
      { dataset: 'moons', model: 'mlp' },
    ]);
  });
  it('of a sweep that is changed goes to the Train page', () => {
    const adopt = vi.fn();
    compare = page({ adopt });
    compare.build(PRESETS[0].spec);
    expect(adopt).toHaveBeenCalledWith(PRESETS[0].spec.base);
    expect(state().draft.batchSizes).toBe('8, 64, 1024');
  });
});
