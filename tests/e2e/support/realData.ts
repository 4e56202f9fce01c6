/**
 * MNIST for the tests: the official files where ../shared/datasets has them, else generated ones in the same format and of
 * the same size, with a build of the site whose table holds their hashes instead.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import type { DataFiles } from '../../../src/datasets/load/files.ts';
import { inRoot } from '../../../scripts/run.mjs';
import { withBoth } from '../../datasets/official.ts';
import { builtSite } from './builtSite.ts';

export interface RealData {
  /** The site that expects these files. */
  dist: string;
  /** Holds `mnist/<name>.gz`. */
  folder: string;
}

/** `npm run datasets -- --from` needs both. */
const OFFICIAL = withBoth([inRoot('../shared/datasets/')]);
const WORK = inRoot('.cache/e2e-datasets');
const SIDE = 28;

let made: Promise<RealData> | undefined;

/** Made once for all tests of a process. */
export function realData(): Promise<RealData> {
  const official = process.env.BATCHSCOPE_STAND_INS ? undefined : OFFICIAL;
  return (made ??= official ? fromOfficial(official) : fromStandIns());
}

async function fromOfficial(from: string): Promise<RealData> {
  const folder = join(WORK, 'official');
  const script = [inRoot('scripts/datasets.mjs'), '--from', from, '--to', folder];
  const { status, stderr } = spawnSync(process.execPath, script, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm run datasets failed: ${stderr}`);
  return { dist: builtSite, folder };
}

type Table = Record<string, DataFiles>;

async function fromStandIns(): Promise<RealData> {
  const folder = join(WORK, 'stand-ins');
  const table = JSON.parse(readFileSync(inRoot('src/datasets/load/files.json'), 'utf8')) as Table;
  const { files } = table.mnist;
  mkdirSync(join(folder, 'mnist'), { recursive: true });
  const write = (file: DataFiles['files'][keyof DataFiles['files']], bytes: Buffer): void => {
    const packed = gzipSync(bytes, { level: 1 });
    file.sha256 = createHash('sha256').update(bytes).digest('hex');
    file.packedBytes = packed.length;
    writeFileSync(join(folder, 'mnist', `${file.name}.gz`), packed);
  };
  write(files.trainingPictures, pictures(60_000, 1));
  write(files.trainingLabels, labels(60_000));
  write(files.testPictures, pictures(10_000, 2));
  write(files.testLabels, labels(10_000));
  const tableFile = join(folder, 'files.json');
  writeFileSync(tableFile, JSON.stringify(table));
  const dist = join(WORK, 'stand-in-site');
  await build({
    root: inRoot('.'),
    logLevel: 'warn',
    resolve: { alias: [{ find: /^\.\/files\.json$/, replacement: tableFile }] },
    build: { outDir: dist, emptyOutDir: true },
  });
  return { dist, folder };
}

/** A bright block in a place of its own for each class, its brightness from example to example another. */
function pictures(count: number, salt: number): Buffer {
  const size = SIDE * SIDE;
  const bytes = Buffer.alloc(16 + count * size);
  [0x0803, count, SIDE, SIDE].forEach((word, i) => bytes.writeUInt32BE(word, 4 * i));
  for (let i = 0; i < count; i++) {
    const label = i % 10;
    const ink = 128 + ((i * 37 + salt) % 128);
    for (let row = 0; row < 8; row++) {
      const from = 16 + i * size + (2 + 13 * (label % 2) + row) * SIDE + 5 * Math.floor(label / 2);
      bytes.fill(ink, from, from + 4);
    }
  }
  return bytes;
}

function labels(count: number): Buffer {
  const bytes = Buffer.alloc(8 + count);
  bytes.writeUInt32BE(0x0801, 0);
  bytes.writeUInt32BE(count, 4);
  for (let i = 0; i < count; i++) bytes[8 + i] = i % 10;
  return bytes;
}
