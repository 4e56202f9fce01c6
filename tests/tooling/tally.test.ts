import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseStages } from '../../scripts/stages.mjs';
import { sum, tallyPlaywright, tallyVitest, withExitCode } from '../../scripts/tally.mjs';

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));

const vitest = (status: string, ...tests: [string, string][]) => ({
  testResults: [
    {
      name: 'a.test.ts',
      status,
      assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
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
          specs: tests.map(([title, status]) => ({ title, tests: [{ status, projectName: '' }] })),
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
    expect(tallyVitest(report)).toEqual({ passed, failed, skipped });
  });
});

describe('Playwright', () => {
  it.each([
    ['counts outcomes', playwright(['a', 'expected'], ['b', 'unexpected'], ['c', 'skipped']), [1, 1, 1]],
    ['fails a skipped WebGL test', playwright(['webgl context lost', 'skipped']), [0, 1, 0]],
    ['counts a second try that passed', playwright(['a', 'flaky']), [1, 0, 0]],
    ['fails what is outside of tests', { suites: [], errors: [{}] }, [0, 1, 0]],
  ])('%s', (_, report, [passed, failed, skipped]) => {
    expect(tallyPlaywright(report)).toEqual({ passed, failed, skipped });
  });
});

describe('the total', () => {
  it.each([
    ['a crash after passed tests is a failure', { passed: 3, failed: 0, skipped: 0 }, 1, 1],
    ['a failure is not counted twice', { passed: 3, failed: 2, skipped: 0 }, 1, 2],
    ['nothing run is a failure', { passed: 0, failed: 0, skipped: 4 }, 0, 1],
    ['all well', { passed: 3, failed: 0, skipped: 1 }, 0, 0],
  ])('%s', (_, total, code, failed) => expect(withExitCode(total, code).failed).toBe(failed));

  it('adds up', () => {
    const one = { passed: 1, failed: 2, skipped: 3 };
    expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});

describe('chooseStages', () => {
  const names = (...asked: string[]) => chooseStages(asked).map(({ name }) => name);
  it('keeps the order and builds for what needs it', () => {
    expect(names('e2e', 'lint')).toEqual(['lint', 'build', 'e2e']);
  });
  it('names an unknown stage', () => expect(() => names('lnit')).toThrow('Unknown stage "lnit"'));
});
