/**
 * npm run lab: a sweep on all cores without a page, by the same code and to the same results file as Compare. --help says
 * what it takes. Exits 0 when all runs are there, 1 when one failed, 2 on bad usage, 130 when it was interrupted.
 */
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleLab } from './lab/bundle.mjs';
import { helpText } from './lab/help.mjs';
import { readArguments, readSweepOptions, readWorkers, Usage } from './lab/options.mjs';
import { createOutput } from './lab/output.mjs';
import { createProgress } from './lab/progress.mjs';
import { startThread } from './lab/threads.mjs';

const MISSING = ['offline', 'not-found'];

/** The sweep to run or to go on with. @throws Usage */
function sweepData(lab, own, settings) {
  if (own.resume && own.out === undefined) throw new Usage('--resume needs --out FILE.');
  const fresh = () => ({
    id: `lab-${Date.now().toString(36)}`,
    ...readSweepOptions(lab, own, settings),
    createdAt: Date.now(),
    speeds: [],
    runs: [],
  });
  if (!own.resume) return fresh();
  if (!existsSync(own.out)) {
    if (settings.size === 0 && own.link === undefined) throw new Usage(`--resume: ${own.out} is not there.`);
    return fresh();
  }
  const read = lab.importSweepText(readFileSync(own.out, 'utf8'));
  if ('error' in read) throw new Usage(`--resume: ${own.out}: ${read.error}`);
  if (settings.size === 0 && own.link === undefined) return read.data;
  const link = (spec) => lab.encodeSweepLink(spec);
  const asked = link(readSweepOptions(lab, own, settings).spec);
  if (asked !== link(read.data.spec))
    throw new Usage(
      `--resume: ${own.out} holds another sweep.\n  there: ${link(read.data.spec)}\n  asked: ${asked}`,
    );
  return read.data;
}

/** Threads that the memory has room for: each keeps the data, its engine's copy and the held-out part. */
function roomFor(lab, { base, arms }, workers) {
  const bytes = Math.max(
    ...arms.map((arm) => {
      const config = lab.armConfig(base, arm);
      return 4 * lab.trainingCount(config) * lab.sizeOf(lab.DATASETS[config.dataset].inputShape);
    }),
  );
  return Math.max(1, Math.min(workers, Math.floor((0.7 * os.totalmem()) / (4 * bytes + 2e8))));
}

async function main() {
  const { entry, worker, build } = await bundleLab();
  const lab = await import(entry.href);
  const { own, settings } = readArguments(lab, process.argv.slice(2));
  if (own.help) return void process.stdout.write(helpText(lab));
  const data = sweepData(lab, own, settings);
  const asked = readWorkers(own.workers, os.availableParallelism());
  const workers = own.workers === undefined ? roomFor(lab, data.spec, asked) : asked;
  const folder = own.data ?? fileURLToPath(new URL('../public/datasets', import.meta.url));
  const environment = {
    userAgent: `Node ${process.version} (${os.platform()} ${os.arch()}), Batchscope lab ${build}`,
    cores: os.availableParallelism(),
    memoryGB: Math.round(os.totalmem() / 1e9),
  };
  const path = own.out === undefined ? undefined : resolve(own.out);
  const progress = createProgress(lab, { stream: process.stderr, quiet: own.quiet });
  const output = createOutput(lab, { path, environment, complain: progress.complain });
  try {
    output.check();
  } catch (error) {
    throw new Usage(`--out: ${error.message}`);
  }
  const { runs, tuning, speeds } = lab.countOf(data.spec);
  progress.say(
    `${runs} runs${tuning > 0 ? `, ${tuning} or more to tune their rates` : ''} and ${speeds} update times on ${workers} ${workers === 1 ? 'thread' : 'threads'}; ${data.runs.length} done before.`,
  );
  process.exitCode = await carryOut(lab, {
    data,
    workers,
    folder: resolve(folder),
    worker,
    output,
    progress,
  });
}

/** Runs the sweep to its end; resolves with the exit code. */
function carryOut(lab, { data, workers, folder, worker, output, progress }) {
  return new Promise((resolveCode) => {
    let written = data.runs.length + data.speeds.length;
    let over = false;
    const end = (code) => {
      if (over) return;
      over = true;
      runner.cancel();
      output.write(runner.data, true);
      resolveCode(code);
    };
    const runner = lab.createSweepRunner({
      data,
      workers,
      now: () => performance.now(),
      startWorker: () => startThread({ address: worker, data: folder, JobFault: lab.JobFault }),
      onChange(now, state) {
        if (over) return;
        progress.show(state);
        const size = now.runs.length + now.speeds.length;
        if (size > written) output.write(now, false);
        written = size;
        if (state.status === 'done') end(summary(lab, now, progress, state.error));
        if (state.status === 'failed') {
          const { code, message, advice } = state.error ?? {};
          const fetchThem = MISSING.includes(code)
            ? '`npm run datasets` fetches the data; --data DIR takes them from elsewhere.'
            : advice;
          progress.complain(`${message ?? 'The sweep failed.'} ${fetchThem ?? ''}`);
          end(1);
        }
      },
    });
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, () => {
        progress.complain(`Interrupted; ${runner.data.runs.length} runs are done.`);
        end(130);
      });
    runner.start();
  });
}

/** Says what came of it; the exit code. */
function summary(lab, data, progress, error) {
  const failed = data.runs.filter(({ trial, status }) => trial.role === 'run' && status === 'failed');
  for (const run of failed) progress.complain(`${run.trial.id} failed: ${run.error?.message ?? ''}`);
  if (error) progress.complain(error.message);
  progress.say(lab.verdict(data));
  return failed.length > 0 || error ? 1 : 0;
}

try {
  await main();
} catch (error) {
  process.exitCode = error instanceof Usage ? 2 : 1;
  process.stderr.write(`${error instanceof Usage ? error.message : (error.stack ?? error)}\n`);
  if (error instanceof Usage) process.stderr.write('`npm run --silent lab -- --help` says what there is.\n');
}
