/**
 * `npm run breakages`: puts each deliberate breakage in place, one after the other, and runs the tests that should catch it. Numbers or
 * parts of names choose some: `npm run breakages -- 5 lecture`. It changes sources while it runs, so it wants a clean tree.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { BREAKAGES } from './breakages/list.mjs';
import { ensureBrowser } from './browser.mjs';
import { checkBudget } from './budget.mjs';
import { buildEngine } from './build-engine.mjs';
import { ensureInstalled } from './install.mjs';
import { bin, endWithNpm, inRoot, root, runNode } from './run.mjs';

const LIMIT_MS = 600_000;

const asked = process.argv.slice(2);
const chosen = BREAKAGES.map((one, i) => ({ ...one, number: i + 1 })).filter(
  ({ number, name, file }) =>
    asked.length === 0 ||
    asked.some((word) => (/^\d+$/.test(word) ? Number(word) === number : `${name} ${file}`.includes(word))),
);

const report = inRoot('.cache', 'reports', 'breakage.json');
const node = (args, env = {}) =>
  runNode(args, { limitMs: LIMIT_MS, stdio: 'ignore', env: { CI: '', ...env } });
const build = async () => {
  if ((await node([bin.vite, 'build'])) !== 0) throw new Error('the broken source does not build');
};

/** How many tests of Vitest's report, or of Playwright's, came to an end, and how many failed; a skipped one did neither. */
function outcomes({ testResults, stats }) {
  if (stats) return { ran: stats.expected + stats.unexpected + stats.flaky, failed: stats.unexpected };
  const ended = testResults.flatMap((file) => file.assertionResults).map(({ status }) => status);
  const failed = ended.filter((status) => status === 'failed').length;
  return { ran: failed + ended.filter((status) => status === 'passed').length, failed };
}

/** Whether a test failed: a run that found no test, or never came to one, proves nothing. */
async function failing(run) {
  rmSync(report, { force: true });
  await run();
  const { ran, failed } = existsSync(report)
    ? outcomes(JSON.parse(readFileSync(report, 'utf8')))
    : { ran: 0 };
  if (ran === 0) throw new Error('no test was run');
  return failed > 0;
}

const vitest = (projects, { file, name }) =>
  failing(() =>
    node([
      ...[bin.vitest, 'run', '--bail=1', '--reporter=json', `--outputFile.json=${report}`],
      ...projects.flatMap((project) => ['--project', project]),
      ...[...(file ? [file] : []), ...(name ? ['-t', name] : [])],
    ]),
  );

/** By stage: whether its tests see what is broken. */
const sees = {
  unit: (tests) => vitest(['unit', 'ui', 'mocked'], tests),
  browser: (tests) => vitest(['browser', 'gpu'], tests),
  budget: async () => {
    await build();
    return checkBudget(inRoot('dist')).problems.length > 0;
  },
  e2e: async ({ file, name }) => {
    await build();
    const chosen = [
      '--max-failures=1',
      '--reporter=json',
      ...(file ? [file] : []),
      ...(name ? ['-g', name] : []),
    ];
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    return failing(() => node([bin.playwright, 'test', ...chosen], env));
  },
};

async function attempt({ file, find, replace, caughtBy }) {
  const path = inRoot(file);
  const before = readFileSync(path, 'utf8');
  if (before.split(find).length !== 2) throw new Error(`the text to break does not stand in ${file} once`);
  const restore = () => writeFileSync(path, before);
  process.once('exit', restore);
  writeFileSync(
    path,
    before.replace(find, () => replace),
  );
  try {
    if (path.includes('/assembly/')) await buildEngine();
    return await sees[caughtBy.stage](caughtBy);
  } finally {
    restore();
    process.removeListener('exit', restore);
    if (path.includes('/assembly/')) await buildEngine();
  }
}

endWithNpm();
await ensureInstalled();
await buildEngine();
process.env.CHROME_PATH = await ensureBrowser();
if (
  execFileSync('git', ['status', '--porcelain', 'src', 'vite.config.ts'], { cwd: root, encoding: 'utf8' }) !==
  ''
) {
  console.log('There are changes in src that are not committed; commit or stash them first.');
  process.exit(1);
}
const missed = [];
for (const one of chosen) {
  const { number, name, caughtBy } = one;
  const begin = performance.now();
  const tests = [caughtBy.stage, caughtBy.file, caughtBy.name].filter(Boolean).join(' ');
  let outcome;
  try {
    outcome = (await attempt(one)) ? 'caught' : 'MISSED';
  } catch (error) {
    outcome = `NOT TRIED (${error.message})`;
  }
  if (outcome !== 'caught') missed.push(number);
  console.log(
    `${String(number).padStart(3)}  ${outcome}  ${name}  [${tests}]  ${((performance.now() - begin) / 1000).toFixed(0)} s`,
  );
}
console.log(`${chosen.length - missed.length} of ${chosen.length} breakages made a test fail.`);
process.exitCode = missed.length > 0 ? 1 : 0;
