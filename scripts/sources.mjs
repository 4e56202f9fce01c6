/** What the built site is made from: its name, and one hash that changes when any source does. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Where the build keeps the hash of its sources, inside dist. */
export const stampFile = '.vite/sources.txt';

/** Version and commit, such as "0.1.0+717fe90". */
export function buildName(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return `${version}+${commit(root)}`;
}

function commit(root) {
  try {
    const git = (...args) =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    if (git('rev-parse', '--show-prefix') !== '') return 'unknown';
    return git('rev-parse', '--short=7', 'HEAD') || 'unknown';
  } catch {
    return 'unknown';
  }
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** Sources by content; files of public/, which may be large, by size and time. */
export function sourceHash(root) {
  const hash = createHash('sha256').update(buildName(root));
  const pages = readdirSync(root).filter((name) => name.endsWith('.html'));
  const settings = ['package-lock.json', 'vite.config.ts', 'tsconfig.base.json', 'scripts/sources.mjs'];
  const pictures = ['scripts/recordings.mjs', 'scripts/recordings'];
  for (const path of ['src', ...pages.sort(), ...settings, ...pictures].flatMap((name) =>
    filesUnder(join(root, name)),
  )) {
    hash.update(`\n${relative(root, path)}\n`).update(readFileSync(path));
  }
  for (const path of filesUnder(join(root, 'public'))) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`\n${relative(root, path)} ${size} ${mtimeMs}`);
  }
  return hash.digest('hex');
}

export function isBuilt(root) {
  const stamp = join(root, 'dist', stampFile);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash(root);
}
