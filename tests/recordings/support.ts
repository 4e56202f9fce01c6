/** The recordings of the site as they lie in src/recordings. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { recordingFrom } from '../../src/recordings/make.ts';
import type { Recording } from '../../src/recordings/recording.ts';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(root, 'src/recordings');

export const IDS = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace(/\.json$/, ''));

export const textOf = (id: string): string => readFileSync(join(folder, `${id}.json`), 'utf8');

export const recorded = (id: string): { data: SweepData; recording: Recording } =>
  recordingFrom(JSON.parse(textOf(id)));
