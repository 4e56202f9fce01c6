/** Counts of passed, failed and skipped tests from the reports of Vitest and Playwright, and what passed only when tried again. */

const mustRun = /webgl|webgpu/i;

/** `timed`: each test with the seconds that all its tries took. */
export const nothing = { passed: 0, failed: 0, skipped: 0, flaky: [], timed: [] };

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
  const timed = [];
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      const about = `${file.name} › ${test.fullName}`;
      timed.push({ about, seconds: (test.duration ?? 0) / 1000 });
      total = count(total, vitestOutcome(test), about);
    }
    const blamed = file.assertionResults.some(({ status }) => status === 'failed');
    if (file.status === 'failed' && !blamed) total = { ...total, failed: total.failed + 1 };
  }
  return { ...total, timed };
}

const playwrightOutcome = { expected: 'passed', flaky: 'flaky', unexpected: 'failed', skipped: 'skipped' };

/** The tests of Playwright's JSON report, each with its titles in a row. */
function testsIn(report) {
  const inSuite = (suite, path) => {
    const titles = [...path, suite.title];
    const own = (suite.specs ?? []).flatMap((spec) =>
      spec.tests.map((test) => ({ test, spec, about: [...titles, spec.title].filter(Boolean).join(' › ') })),
    );
    return [...own, ...(suite.suites ?? []).flatMap((child) => inSuite(child, titles))];
  };
  return (report.suites ?? []).flatMap((suite) => inSuite(suite, []));
}

/** Playwright's JSON report. An error outside of any test counts as one failed test. */
export function tallyPlaywright(report) {
  const tests = testsIn(report);
  const timed = tests.map(({ test, about }) => ({
    about,
    seconds: (test.results ?? []).reduce((sum, { duration }) => sum + duration, 0) / 1000,
  }));
  return tests.reduce(
    (total, { test, about }) => count(total, playwrightOutcome[test.status] ?? 'failed', about),
    { ...nothing, failed: report.errors?.length ?? 0, timed },
  );
}

const place = ({ spec: { file, line }, test: { projectName } }) => `${projectName} ${file}:${line}`;
const hasFailed = ({ test }) => playwrightOutcome[test.status] === 'failed';

/** Where each failed test of a Playwright report stands, as its command line takes it: file:line. */
export const failedPlaces = (report) => [
  ...new Set(
    testsIn(report)
      .filter(hasFailed)
      .map(({ spec: { file, line } }) => `${file}:${line}`),
  ),
];

/** The report once what failed in it was tried `again`: a test that passed then is flaky, with the time of all its tries. */
export function triedAgain(report, again) {
  const later = new Map(testsIn(again).map((found) => [place(found), found]));
  for (const found of testsIn(report).filter(hasFailed)) {
    const { test } = later.get(place(found)) ?? {};
    if (test === undefined) continue;
    found.test.results = [...(found.test.results ?? []), ...(test.results ?? [])];
    if (playwrightOutcome[test.status] !== 'failed') found.test.status = 'flaky';
  }
  return report;
}

/** Lines that say which `most` tests took longest, all their tries together. */
export function slowest({ timed }, most = 30) {
  const all = timed.reduce((sum, { seconds }) => sum + seconds, 0);
  const first = timed.toSorted((a, b) => b.seconds - a.seconds).slice(0, most);
  return [
    `${timed.length} tests took ${all.toFixed(0)} s; the slowest:`,
    ...first.map(({ about, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${about}`),
  ];
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
      timed: [...a.timed, ...b.timed],
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
