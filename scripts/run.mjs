/** Child processes: run to the end, within a limit, ended when this process is. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The script behind a locally installed command, to be run by this Node. */
export const bin = {
  eslint: 'node_modules/eslint/bin/eslint.js',
  playwright: 'node_modules/@playwright/test/cli.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  tsc: 'node_modules/typescript/bin/tsc',
  vite: 'node_modules/vite/bin/vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
};

const running = new Set();
let forwarding = false;

function forwardSignals() {
  if (forwarding) return;
  forwarding = true;
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.on(signal, () => {
      for (const child of running) child.kill(signal);
      if (running.size > 0) process.exitCode = code;
      setTimeout(() => process.exit(code), running.size > 0 ? 3000 : 0);
    });
  }
}

/**
 * Resolves with the exit code (1 for a signal, 124 past `limitMs`); rejects when it cannot start. What it says goes to `print` where that
 * is given.
 */
export function run(
  command,
  args,
  { env, limitMs, cwd = root, print, stdio = print ? ['ignore', 'pipe', 'pipe'] : 'inherit' } = {},
) {
  forwardSignals();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio, env: { ...process.env, ...env } });
    for (const stream of print ? [child.stdout, child.stderr] : [])
      stream.setEncoding('utf8').on('data', print);
    running.add(child);
    let late = false;
    let hardTimer;
    const timer =
      limitMs &&
      setTimeout(() => {
        late = true;
        child.kill('SIGTERM');
        hardTimer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      }, limitMs);
    const done = (settle) => (value) => {
      running.delete(child);
      clearTimeout(timer);
      clearTimeout(hardTimer);
      settle(value);
    };
    child.on('error', done(reject));
    child.on(print ? 'close' : 'exit', (code) => done(resolve)(late ? 124 : (code ?? 1)));
  });
}

export const runNode = (args, options) => run(process.execPath, args, options);

/** The npm that started this process, else the one on the path. */
export function runNpm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return runNode([cli, ...args], options);
  return process.platform === 'win32'
    ? run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : run('npm', args, options);
}

export const inRoot = (...parts) => join(root, ...parts);

/** A signal to npm ends npm and its shell, not this process: so it ends itself when its parent is gone. */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
