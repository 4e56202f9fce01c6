import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { difference, slim } from '../../scripts/record/slim.mjs';
import { exportSweep } from '../../src/experiment/sweepResults.ts';
import type { SweepData, TrialRun } from '../../src/experiment/sweep.ts';
import { decodeSweepLink } from '../../src/experiment/sweepUrl.ts';
import { figureOf } from '../../src/recordings/figure.ts';
import { environmentWords, recordingFrom, recordingOf, rounded } from '../../src/recordings/make.ts';
import { readRecording } from '../../src/recordings/read.ts';
import { CURVE_POINTS } from '../../src/recordings/recording.ts';
import { raceView } from '../../src/sweep/analyse/raceView.ts';
import { verdict } from '../../src/sweep/analyse/verdict.ts';
import { isDone } from '../../src/sweep/plan.ts';
import { PRESETS } from '../../src/sweep/presets.ts';
import { runTrial } from '../../src/worker/trial.ts';
import { realTools } from '../worker/trialSupport.ts';
import { IDS, recorded, textOf } from './support.ts';

const ABOUT = { recordedAt: '2030-01-31T12:00:00.000Z', build: 'test', environment: 'here' };
const again = (id: string): string => `npm run record -- ${id} makes it anew`;

it('there is one of every preset', () => {
  expect([...IDS].sort()).toEqual(PRESETS.map(({ id }) => id).sort());
});

describe.each(IDS)('%s', (id) => {
  const { data, recording } = recorded(id);

  it('is of today’s preset, and whole', () => {
    const preset = PRESETS.find((one) => one.id === id);
    expect(data.preset).toBe(id);
    expect(data.spec, again(id)).toEqual(preset?.spec);
    expect(isDone(data), again(id)).toBe(true);
    expect(data.runs.filter((run) => run.status === 'failed' && run.trial.role === 'run')).toEqual([]);
  });

  it('says what today’s analysis says, with its set-up, build, date and machine', () => {
    expect(recording.sentence).toBe(verdict(data));
    const { spec, preset, notes } = decodeSweepLink(recording.link);
    expect({ spec, preset, notes }).toEqual({ spec: data.spec, preset: id, notes: [] });
    expect(recording.build).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{7}$/);
    expect(recording.environment).toMatch(/^Node \d+ on \w+ \w+, \d+ cores?$/);
    expect(Date.parse(recording.recordedAt)).toBeGreaterThan(Date.parse('2026-01-01'));
  });

  it('is read back from its JSON as it was', () => {
    expect(readRecording(JSON.parse(JSON.stringify(recording)))).toEqual({ recording });
  });

  it('is small', () => {
    expect(textOf(id).length, again(id)).toBeLessThan(350_000);
    expect(gzipSync(textOf(id)).length, again(id)).toBeLessThan(40_000);
  });
});

describe('race, trained anew', { timeout: 60_000 }, () => {
  const { data } = recorded('race');
  let runs: TrialRun[];
  beforeAll(async () => {
    const tools = realTools();
    const { signal } = new AbortController();
    runs = [];
    for (const { trial } of data.runs)
      runs.push(await runTrial(trial, tools, { signal, on: () => undefined }));
  }, 60_000);

  const fileOf = (change: Partial<SweepData> = {}) =>
    exportSweep(
      { ...data, runs, ...change },
      { userAgent: 'Node v20.1.2 (linux x64), here', cores: 2 },
      { exportedAt: new Date(ABOUT.recordedAt), build: ABOUT.build },
    );

  it('gives the evaluations that are recorded, digit for digit', () => {
    // Files have nine digits; of sums over a split the last bit moves with what the thread did before.
    const short = (x = NaN): number => Number(x.toPrecision(9));
    const untimed = (all: readonly TrialRun[]) =>
      all.map(({ trial, series }) => ({
        trial,
        looks: series.evaluations.map(({ seconds: _, loss, epoch, accuracy, ...look }) => ({
          ...look,
          ...{ loss: short(loss), epoch: short(epoch), accuracy: short(accuracy) },
        })),
      }));
    expect(untimed(runs).flatMap(({ looks }) => looks).length).toBeGreaterThan(200);
    expect(untimed(runs), again('race')).toEqual(untimed(data.runs));
  });

  it('says the same whole and slim, and the slim file has no curves', () => {
    const whole = fileOf();
    const small = slim(JSON.parse(JSON.stringify(whole)));
    const [a, b] = [whole, small].map((file) => recordingFrom(file).recording);
    expect(difference(a, b)).toBeUndefined();
    expect(whole.runs[0].metrics.loss.length).toBeGreaterThan(20);
    expect(small.runs.map((run: { metrics: { loss: number[] } }) => run.metrics.loss)).toEqual(
      runs.map(() => []),
    );
    const lost = recordingFrom(fileOf({ runs: runs.slice(1) })).recording;
    expect(difference(a, lost)).toContain('/sentence');
  });
});

describe('recordingOf', () => {
  it('holds the race on every axis, each with its own sentence, in few points', () => {
    const { data, recording } = recorded('race');
    if (recording.figure.kind !== 'race') throw new Error(recording.figure.kind);
    for (const axis of ['epochs', 'updates', 'examples', 'seconds'] as const) {
      const { view } = recording.figure.axes[axis];
      expect(view.sentence).toBe(raceView(data, { axis, metric: 'accuracy', split: 'validation' }).sentence);
      for (const curve of view.curves) expect(curve.x.length).toBeLessThanOrEqual(CURVE_POINTS);
    }
    expect(new Set(Object.values(recording.figure.axes).map(({ view }) => view.sentence)).size).toBe(4);
  });

  it('thins a long curve', () => {
    const { data } = recorded('race');
    const runs = data.runs.map((run) => {
      const [first] = run.series.evaluations;
      const evaluations = Array.from({ length: 150 }, (_, i) => ({
        ...first,
        update: i,
        examples: i,
        epoch: i,
      }));
      return { ...run, series: { ...run.series, evaluations } };
    });
    const figure = figureOf({ ...data, runs });
    if (figure.kind !== 'race') throw new Error(figure.kind);
    expect(figure.axes.epochs.view.curves.map(({ x }) => x.length)).toEqual([60, 60, 60]);
  });

  it('is of a preset only', () => {
    const { data } = recorded('race');
    expect(() => recordingOf({ ...data, preset: 'mine' }, ABOUT)).toThrow('“mine” is the name of no preset');
  });

  it('rounds what is not whole, and leaves batch sizes alone', () => {
    expect(rounded({ a: [1 / 3, 1048577, 'x', undefined, null], b: { c: -0.000123456789 } })).toEqual({
      ...{ a: [0.3333333, 1048577, 'x', undefined, null], b: { c: -0.0001234568 } },
    });
  });

  it('names a machine in words', () => {
    const node = { userAgent: 'Node v20.1.2 (linux x64), Batchscope lab 1', cores: 1 };
    expect(environmentWords(node)).toBe('Node 20 on linux x64, 1 core');
    expect(environmentWords({ userAgent: 'A browser' })).toBe('A browser');
  });
});
