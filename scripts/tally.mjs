/** Counts of passed, failed and skipped tests from the reports of Vitest and Playwright, and what passed only when tried again. */

const mustRun = /webgl|webgpu/i;

export const nothing = { passed: 0, failed: 0, skipped: 0, flaky: [] };

/** Counts one test: a skipped one that concerns WebGL or WebGPU counts as failed, one that passed when tried again as passed. */
function count(total, outcome, about) {
  if (outcome === 'flaky') return { ...total, passed: total.passed + 1, flaky: [...total.flaky, about] };
  if (outcome === 'skipped' && mustRun.test(about)) {
    console.log(`Skipped, so it counts as failed: ${about}`);
    return { ...total, failed: total.failed + 1 };
  }
  return { ...total, [outcome]: total[outcome] + 1 };
}

/** Of a test that passed, messages are left from the tries before. */
const vitestOutcome = ({ status, failureMessages = [] }) => {
  if (status === 'passed') return failureMessages.length > 0 ? 'flaky' : 'passed';
  return status === 'failed' ? 'failed' : 'skipped';
};

/** Vitest's JSON report. A file that could not be collected counts as one failed test. */
export function tallyVitest(report) {
  let total = nothing;
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      total = count(total, vitestOutcome(test), `${file.name} › ${test.fullName}`);
    }
    const blamed = file.assertionResults.some(({ status }) => status === 'failed');
    if (file.status === 'failed' && !blamed) total = { ...total, failed: total.failed + 1 };
  }
  return total;
}

const playwrightOutcome = { expected: 'passed', flaky: 'flaky', unexpected: 'failed', skipped: 'skipped' };

/** Playwright's JSON report. An error outside of any test counts as one failed test. */
export function tallyPlaywright(report) {
  let total = { ...nothing, failed: report.errors?.length ?? 0 };
  const visit = (suite, path) => {
    const title = [...path, suite.title];
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const about = [...title, spec.title, test.projectName].filter(Boolean).join(' › ');
        total = count(total, playwrightOutcome[test.status] ?? 'failed', about);
      }
    }
    for (const child of suite.suites ?? []) visit(child, title);
  };
  for (const suite of report.suites ?? []) visit(suite, []);
  return total;
}

/** Nothing ran, or the runner failed though no test did: one more failure. */
export function withExitCode(total, code) {
  const blind = code !== 0 && total.failed === 0;
  const empty = total.passed + total.failed === 0;
  return blind || empty ? { ...total, failed: total.failed + 1 } : total;
}

export const sum = (totals) =>
  totals.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      skipped: a.skipped + b.skipped,
      flaky: [...a.flaky, ...b.flaky],
    }),
    nothing,
  );

/** Lines: a row for each stage, then the tests that passed only when tried again. */
export function tableOf(results) {
  const rows = results.map(({ name, total: { passed, failed, skipped, flaky }, seconds }) =>
    [passed, failed, skipped, flaky.length, seconds.toFixed(1)]
      .map((value) => String(value).padStart(9))
      .reduce((line, cell) => line + cell, name.padEnd(9)),
  );
  const { flaky } = sum(results.map(({ total }) => total));
  return [
    'stage       passed   failed  skipped    flaky  seconds',
    ...rows,
    ...(flaky.length > 0 ? ['', `${flaky.length} passed only when tried again:`] : []),
    ...flaky.map((about) => `  ${about}`),
  ];
}
