/**
 * The stages of `npm test`. Each resolves with its counts of passed, failed and skipped tests; `print` takes what it says. Those that are
 * `beside` need neither a browser nor a quiet machine, and run while the unit tests do.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { bin, inRoot, runNode } from './run.mjs';
import {
  failedPlaces,
  nothing,
  sum,
  tallyPlaywright,
  tallyVitest,
  triedAgain,
  withExitCode,
} from './tally.mjs';

const limitMs = 30 * 60_000;

/** One check: passed or failed. */
const check = (args) => async (print) => {
  const code = await runNode(args, { limitMs, print });
  return { ...nothing, [code === 0 ? 'passed' : 'failed']: 1 };
};

/** Runs a test runner that writes a JSON report; undefined where it left none. */
async function reported(name, args, env, print) {
  const path = inRoot('.cache', 'reports', `${name}.json`);
  rmSync(path, { force: true });
  const code = await runNode(args(path), { limitMs, print, env: env(path) });
  if (existsSync(path)) return { code, report: JSON.parse(readFileSync(path, 'utf8')) };
  console.log(`The ${name} tests ended with exit code ${code} and left no report.`);
  return undefined;
}

/** Vitest would leave one core to a person at work; end-to-end tests wait for much of their time. */
const CORES = availableParallelism();
const ALL_CORES = { VITEST_MAX_WORKERS: String(CORES) };

const vitest =
  (name, projects, env = {}) =>
  async (print) => {
    const found = await reported(
      name,
      (path) => [
        bin.vitest,
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${path}`,
      ],
      () => ({ ...ALL_CORES, ...env }),
      print,
    );
    return found ? withExitCode(tallyVitest(found.report), found.code) : { ...nothing, failed: 1 };
  };

/** More failures than so many are no matter of a busy machine. */
const MOST_AGAIN = 8;

/** What failed beside others is tried once more with the machine to itself. */
const playwright = (name, projects, workers) => async (print) => {
  const args = (places, workers) => () => [
    ...[bin.playwright, 'test', ...places, '--reporter=list,json', `--workers=${workers}`],
    ...projects.map((project) => `--project=${project}`),
  ];
  const env = (path) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: path });
  const found = await reported(name, args([], workers), env, print);
  if (!found) return { ...nothing, failed: 1 };
  const places = failedPlaces(found.report);
  if (workers === 1 || places.length === 0 || places.length > MOST_AGAIN)
    return withExitCode(tallyPlaywright(found.report), found.code);
  const again = await reported(`${name}-again`, args(places, 1), env, print);
  return again
    ? withExitCode(tallyPlaywright(triedAgain(found.report, again.report)), again.code)
    : tallyPlaywright(found.report);
};

/** One after the other, the later ones whatever comes of the earlier. */
const inTurn =
  (...runs) =>
  async (print) => {
    const totals = [];
    for (const run of runs) totals.push(await run(print));
    return sum(totals);
  };

/** Side by side: what the second says is held until it ends. */
const sideBySide = (first, second) => async (print) => {
  const held = [];
  const both = await Promise.all([first(print), second((text) => held.push(text))]);
  process.stdout.write(held.join(''));
  return sum(both);
};

export const stages = [
  { name: 'format', run: check([bin.prettier, '--check', '.']), beside: true, quick: true },
  { name: 'lint', run: check([bin.eslint, '.']), beside: true, quick: true },
  { name: 'rooms', run: check(['scripts/rooms-check.mjs']), beside: true, quick: true },
  { name: 'types', run: check([bin.tsc, '--build']), beside: true, quick: true },
  { name: 'build', run: check([bin.vite, 'build']), beside: true },
  { name: 'budget', run: check(['scripts/budget.mjs']), beside: true, needsBuild: true },
  { name: 'unit', run: vitest('unit', ['unit', 'ui', 'mocked']), quick: true },
  {
    name: 'browser',
    run: sideBySide(vitest('browser-gpu', ['gpu']), vitest('browser', ['browser'])),
    needsBrowser: true,
  },
  {
    name: 'e2e',
    run: inTurn(
      playwright('e2e-together', ['together', 'gpu'], CORES + 1),
      playwright('e2e-alone', ['alone'], 1),
    ),
    needsBrowser: true,
    needsBuild: true,
  },
  // Its drivers come with the packages, which need not be installed yet when the stages are chosen.
  {
    name: 'others',
    run: async () => (await import('./others.mjs')).runOthers(),
    needsBrowser: true,
    needsBuild: true,
  },
  {
    name: 'long',
    run: inTurn(
      sideBySide(vitest('long', ['long'], { BATCHSCOPE_LONG: '1' }), vitest('long-gpu', ['long-gpu'])),
      playwright('e2e-long', ['long'], 1),
    ),
    needsBrowser: true,
    needsBuild: true,
    apart: true,
  },
];

/**
 * The stages asked for by their names, or by `quick`: those that take no browser and no build. All but those that are `apart` when none
 * is asked for; a stage that needs the built site brings the build along.
 */
export function chooseStages(asked) {
  const names = stages.map(({ name }) => name);
  const unknown = asked.find((name) => name !== 'quick' && !names.includes(name));
  if (unknown !== undefined)
    throw new Error(`Unknown stage "${unknown}". The stages are: ${names.join(', ')}; and quick.`);
  if (asked.length === 0) return stages.filter(({ apart }) => !apart);
  const wanted = ({ name, quick }) => asked.includes(name) || (quick && asked.includes('quick'));
  const build = stages.some((stage) => stage.needsBuild && wanted(stage));
  return stages.filter((stage) => wanted(stage) || (build && stage.name === 'build'));
}
