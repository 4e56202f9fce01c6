/** The stages of `npm test`, in order. Each resolves with its counts of passed, failed and skipped. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { bin, inRoot, runNode } from './run.mjs';
import { nothing, slowest, sum, tallyPlaywright, tallyVitest, withExitCode } from './tally.mjs';

const limitMs = 45 * 60_000;

/** One check: passed or failed. */
const check = (args) => async () => {
  const code = await runNode(args, { limitMs });
  return { ...nothing, [code === 0 ? 'passed' : 'failed']: 1 };
};

/** A test runner that writes a JSON report. */
const runner = (name, args, env, tally) => async () => {
  const report = inRoot('.cache', 'reports', `${name}.json`);
  rmSync(report, { force: true });
  const code = await runNode(args(report), { limitMs, env: env(report) });
  if (!existsSync(report)) {
    console.log(`The ${name} tests ended with exit code ${code} and left no report.`);
    return { ...nothing, failed: 1 };
  }
  return withExitCode(tally(JSON.parse(readFileSync(report, 'utf8'))), code);
};

const vitest = (name, projects) =>
  runner(
    name,
    (report) => [
      bin.vitest,
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    () => ({}),
    tallyVitest,
  );

const playwright = (project, workers) =>
  runner(
    `e2e-${project}`,
    () => [
      ...[bin.playwright, 'test', '--reporter=list,json'],
      ...[`--project=${project}`, `--workers=${workers}`],
    ],
    (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    (json) => {
      for (const line of slowest(json)) console.log(line);
      return tallyPlaywright(json);
    },
  );

/** What can share the machine, then what needs it alone; the second whatever comes of the first. */
const endToEnd = async () => sum([await playwright('together', 2)(), await playwright('alone', 1)()]);

export const stages = [
  { name: 'format', run: check([bin.prettier, '--check', '.']) },
  { name: 'lint', run: check([bin.eslint, '.']) },
  { name: 'rooms', run: check(['scripts/rooms-check.mjs']) },
  { name: 'types', run: check([bin.tsc, '--build']) },
  { name: 'unit', run: vitest('unit', ['unit', 'ui']) },
  { name: 'browser', run: vitest('browser', ['browser']), needsBrowser: true },
  { name: 'build', run: check([bin.vite, 'build']) },
  { name: 'budget', run: check(['scripts/budget.mjs']), needsBuild: true },
  { name: 'e2e', run: endToEnd, needsBrowser: true, needsBuild: true },
];

/** The stages asked for, all when none is; a stage that needs the built site brings the build along. */
export function chooseStages(asked) {
  const names = stages.map(({ name }) => name);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Error(`Unknown stage "${unknown}". The stages are: ${names.join(', ')}.`);
  if (asked.length === 0) return stages;
  const build = stages.some(({ name, needsBuild }) => needsBuild && asked.includes(name));
  return stages.filter(({ name }) => asked.includes(name) || (build && name === 'build'));
}
