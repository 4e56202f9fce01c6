import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OFFICIAL } from './official.ts';

const script = fileURLToPath(new URL('../../scripts/datasets.mjs', import.meta.url));
const FIRST = 'train-images-idx3-ubyte.gz';

describe('npm run datasets', { timeout: 120_000 }, () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'batchscope-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (from: string): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [script, '--from', from, '--to', join(folder, 'to')], { encoding: 'utf8' });
  const written = (): string[] =>
    readdirSync(join(folder, 'to'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);

  it.each([
    ['missing', undefined],
    ['wrong-hash', gzipSync('something else')],
    ['truncated', gzipSync('something else').subarray(0, 20)],
    ['not-idx', Buffer.from('<!doctype html>')],
  ])('refuses a file that is %s and leaves nothing behind', (reason, bytes) => {
    mkdirSync(join(folder, 'from/mnist'), { recursive: true });
    if (bytes) writeFileSync(join(folder, 'from/mnist', FIRST), bytes);
    const { status, stderr } = run(join(folder, 'from'));
    expect(status).toBe(1);
    expect(stderr).toContain(`mnist/${FIRST} could not be had`);
    expect(stderr).toContain(`${reason}: `);
    expect(written()).toEqual([]);
  });

  it.skipIf(!OFFICIAL)('fills the folder, and again leaves right files and mends a wrong one', () => {
    const official = OFFICIAL ?? '';
    expect(run(official).status).toBe(0);
    expect(written()).toHaveLength(8);
    writeFileSync(join(folder, 'to/mnist', FIRST), 'half');
    const { status, stdout } = run(official);
    expect(status).toBe(0);
    expect(stdout.match(/already there, verified/g)).toHaveLength(7);
    expect(stdout.match(/bytes from .*, verified/g)).toHaveLength(1);
  });

  it.skipIf(!OFFICIAL)('leaves no part of a file that cannot be put in its place', () => {
    mkdirSync(join(folder, 'to/mnist', FIRST), { recursive: true });
    expect(run(OFFICIAL ?? '').status).toBe(1);
    expect(written()).toEqual([]);
  });
});
