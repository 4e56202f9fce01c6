import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inRoot } from '../../scripts/run.mjs';

/** What `npm test` and `npm start` import before they have installed anything. */
const FIRST = [
  'run',
  'install',
  'browser',
  'stages',
  'tally',
  'build-engine',
  'port',
  'sources',
  'node-version',
];

it('npm test and npm start need no package before they have installed them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'batchscope-bare-'));
  try {
    for (const part of ['scripts', 'tests/others'])
      cpSync(inRoot(part), join(folder, part), { recursive: true });
    const code = FIRST.map((name) => `await import('./scripts/${name}.mjs');`).join('');
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
