import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseStages } from '../../scripts/stages.mjs';
import {
  failedPlaces,
  nothing,
  slowest,
  sum,
  tableOf,
  tallyPlaywright,
  tallyVitest,
  triedAgain,
  withExitCode,
} from '../../scripts/tally.mjs';

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));

const vitest = (status: string, ...tests: [name: string, status: string, earlier?: string[]][]) => ({
  testResults: [
    {
      name: 'a.test.ts',
      status,
      assertionResults: tests.map(([fullName, status, failureMessages]) => ({
        ...{ fullName, status, failureMessages },
      })),
    },
  ],
});

const playwright = (...tests: [string, string][]) => ({
  errors: [],
  suites: [
    {
      title: 'a.spec.ts',
      suites: [
        {
          title: 'inner',
          specs: tests.map(([title, status], i) => ({
            ...{ title, file: 'a.spec.ts', line: i + 1 },
            tests: [{ status, projectName: '' }],
          })),
        },
      ],
    },
  ],
});

describe('Vitest', () => {
  it.each([
    ['counts outcomes', vitest('failed', ['a', 'passed'], ['b', 'failed'], ['c', 'pending']), [1, 1, 1]],
    ['fails a skipped WebGPU test', vitest('passed', ['a', 'passed'], ['on WebGPU', 'skipped']), [1, 1, 0]],
    ['fails a file that was not collected', vitest('failed'), [0, 1, 0]],
  ])('%s', (_, report, [passed, failed, skipped]) => {
    expect(tallyVitest(report)).toMatchObject({ passed, failed, skipped, flaky: [] });
  });
});

it('a Vitest test that passed when tried again is counted and named', () => {
  const report = vitest('passed', ['a', 'passed', []], ['b', 'passed', ['AssertionError: at first']]);
  expect(tallyVitest(report)).toMatchObject({ passed: 2, failed: 0, flaky: ['a.test.ts › b'] });
});

describe('Playwright', () => {
  it('counts what passed only with the machine to itself as passed and names it, and what failed again as failed', () => {
    const first = playwright(
      ['a', 'expected'],
      ['b', 'unexpected'],
      ['c', 'unexpected'],
      ['d', 'unexpected'],
    );
    expect(failedPlaces(first)).toEqual(['a.spec.ts:2', 'a.spec.ts:3', 'a.spec.ts:4']);
    const again = playwright(['', 'skipped'], ['b', 'expected'], ['c', 'unexpected']);
    expect(tallyPlaywright(triedAgain(first, again))).toMatchObject({
      ...{ passed: 2, failed: 2 },
      flaky: ['a.spec.ts › inner › b'],
    });
  });

  it.each([
    ['counts outcomes', playwright(['a', 'expected'], ['b', 'unexpected'], ['c', 'skipped']), [1, 1, 1]],
    ['fails a skipped WebGL test', playwright(['webgl context lost', 'skipped']), [0, 1, 0]],
    ['fails what is outside of tests', { suites: [], errors: [{}] }, [0, 1, 0]],
  ])('%s', (_, report, [passed, failed, skipped]) => {
    expect(tallyPlaywright(report)).toMatchObject({ passed, failed, skipped, flaky: [] });
  });

  it('counts and names a test that passed when tried again', () => {
    const flaky = ['a.spec.ts › inner › a'];
    expect(tallyPlaywright(playwright(['a', 'flaky']))).toMatchObject({ passed: 1, failed: 0, flaky });
  });
});

it('the slowest tests of all stages are named, with all their tries', () => {
  const took = (title: string, ...durations: number[]) => ({
    title,
    tests: [{ status: 'expected', results: durations.map((duration) => ({ duration })) }],
  });
  const inner = { title: 'inner', specs: [took('quick', 100), took('twice', 2000, 3500)] };
  const report = { suites: [{ title: 'a.spec.ts', specs: [took('slow', 4000)], suites: [inner] }] };
  const timed = { ...vitest('passed', ['a', 'passed']).testResults[0].assertionResults[0], duration: 4500 };
  const unit = { testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [timed] }] };
  expect(slowest(sum([tallyVitest(unit), tallyPlaywright(report)]), 2)).toEqual([
    '4 tests took 14 s; the slowest:',
    '    5.5 s  a.spec.ts › inner › twice',
    '    4.5 s  a.test.ts › a',
  ]);
});

describe('the total', () => {
  it.each([
    ['a crash after passed tests is a failure', { ...nothing, passed: 3 }, 1, 1],
    ['a failure is not counted twice', { ...nothing, passed: 3, failed: 2 }, 1, 2],
    ['nothing run is a failure', { ...nothing, skipped: 4 }, 0, 1],
    ['all well', { ...nothing, passed: 3, skipped: 1 }, 0, 0],
  ])('%s', (_, total, code, failed) => expect(withExitCode(total, code).failed).toBe(failed));

  it('adds up', () => {
    const one = { passed: 1, failed: 2, skipped: 3, flaky: ['a'], timed: [{ about: 'a', seconds: 1 }] };
    const two = { passed: 2, failed: 4, skipped: 6, flaky: ['a', 'a'], timed: [one.timed[0], one.timed[0]] };
    expect(sum([one, one])).toEqual(two);
  });

  it('is shown stage by stage, with the tests that passed only when tried again', () => {
    const unit = { name: 'unit', total: { ...nothing, passed: 5, skipped: 1 }, seconds: 2.04 };
    const e2e = { name: 'e2e', total: { ...nothing, passed: 3, flaky: ['x › y', 'z'] }, seconds: 61 };
    expect(tableOf([unit])).toHaveLength(2);
    expect(tableOf([unit, e2e])).toEqual([
      'stage       passed   failed  skipped    flaky  seconds',
      'unit             5        0        1        0      2.0',
      'e2e              3        0        0        2     61.0',
      '',
      '2 passed only when tried again:',
      '  x › y',
      '  z',
    ]);
  });
});

describe('chooseStages', () => {
  const names = (...asked: string[]) => chooseStages(asked).map(({ name }) => name);
  it('keeps the order and builds for what needs it', () => {
    expect(names('e2e', 'lint')).toEqual(['lint', 'build', 'e2e']);
  });
  it('leaves what takes long to those who ask for it, and quick to what needs no browser', () => {
    expect(names()).not.toContain('long');
    expect(names('long')).toEqual(['build', 'long']);
    expect(names('quick')).toEqual(['format', 'lint', 'rooms', 'types', 'unit']);
  });
  it('names an unknown stage', () => expect(() => names('lnit')).toThrow('Unknown stage "lnit"'));
});
