/**
 * npm run record [-- id …]: runs presets of Compare for real, by the lab, and keeps their results in src/recordings, which
 * the site shows before anything is trained (docs/recordings.md). Without ids: all of them.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleLab } from './lab/bundle.mjs';
import { difference, slim, textOf } from './record/slim.mjs';
import { inRoot } from './run.mjs';

const lab = await import((await bundleLab()).entry.href);
const known = lab.PRESETS.map(({ id }) => id);
const asked = process.argv.slice(2);
const strange = asked.find((id) => !known.includes(id));

function record(id, folder) {
  console.log(`\n${id}`);
  const out = join(folder, `${id}.json`);
  const options = ['--preset', id, '--out', out];
  const { status } = spawnSync(process.execPath, [inRoot('scripts/lab.mjs'), ...options], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${id} was not recorded: the lab ended with ${status}.`);
  const whole = JSON.parse(readFileSync(out, 'utf8'));
  const text = textOf(slim(whole));
  const lost = difference(lab.recordingFrom(whole).recording, lab.recordingFrom(JSON.parse(text)).recording);
  if (lost !== undefined) throw new Error(`${id} was not recorded: too much was left out. ${lost}`);
  writeFileSync(inRoot('src/recordings', `${id}.json`), text);
  console.log(
    `${id}: ${Math.round(text.length / 1000)} kB of ${Math.round(JSON.stringify(whole).length / 1000)}`,
  );
}

if (strange !== undefined) {
  console.error(`“${strange}” is no preset; choose of ${known.join(', ')}.`);
  process.exitCode = 2;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'batchscope-record-'));
  mkdirSync(inRoot('src/recordings'), { recursive: true });
  try {
    for (const id of asked.length > 0 ? asked : known) record(id, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
