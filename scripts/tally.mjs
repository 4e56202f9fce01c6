/** Counts of passed, failed and skipped tests from the reports of Vitest and Playwright. */

const mustRun = /webgl|webgpu/i;

export const nothing = { passed: 0, failed: 0, skipped: 0 };

/** Counts one test: a skipped one that concerns WebGL or WebGPU counts as failed. */
function count(total, outcome, about) {
  if (outcome === 'skipped' && mustRun.test(about)) {
    console.log(`Skipped, so it counts as failed: ${about}`);
    return { ...total, failed: total.failed + 1 };
  }
  return { ...total, [outcome]: total[outcome] + 1 };
}

const vitestOutcome = { passed: 'passed', failed: 'failed' };

/** Vitest's JSON report. A file that could not be collected counts as one failed test. */
export function tallyVitest(report) {
  let total = nothing;
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      total = count(total, vitestOutcome[test.status] ?? 'skipped', `${file.name} ${test.fullName}`);
    }
    const blamed = file.assertionResults.some(({ status }) => status === 'failed');
    if (file.status === 'failed' && !blamed) total = { ...total, failed: total.failed + 1 };
  }
  return total;
}

const playwrightOutcome = { expected: 'passed', flaky: 'passed', unexpected: 'failed', skipped: 'skipped' };

/** Playwright's JSON report. An error outside of any test counts as one failed test. */
export function tallyPlaywright(report) {
  let total = { ...nothing, failed: report.errors?.length ?? 0 };
  const visit = (suite, path) => {
    const title = [...path, suite.title];
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const about = [...title, spec.title, test.projectName].join(' › ');
        if (test.status === 'flaky') console.log(`Passed only when tried again: ${about}`);
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
    }),
    nothing,
  );
