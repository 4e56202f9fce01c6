/** Recordings from sweeps that were run: where all analysis is done, so that a page that shows one needs none. */
import { environmentShape, versionShape } from '../experiment/resultsShape.ts';
import type { Environment } from '../experiment/results.ts';
import { instant, object, read, text } from '../experiment/shape.ts';
import type { SweepData } from '../experiment/sweep.ts';
import { importSweep } from '../experiment/sweepResults.ts';
import { encodeSweepLink } from '../experiment/sweepUrl.ts';
import { armNames, settingsLine } from '../sweep/analyse/settingsWords.ts';
import { verdict } from '../sweep/analyse/verdict.ts';
import { plural } from '../sweep/analyse/words.ts';
import { PRESETS } from '../sweep/presets.ts';
import { figureOf } from './figure.ts';
import { RECORDING_FORMAT, RECORDING_VERSION, type Recording } from './recording.ts';

export type About = Pick<Recording, 'recordedAt' | 'build' | 'environment'>;

/** More than a picture shows: numbers in it are rounded once more, and come out as in the sentence. */
const DIGITS = 7;

/** The same with few digits in every number that is not whole. */
export function rounded<T>(value: T): T;
export function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS));
  if (Array.isArray(value)) return value.map((one: unknown) => rounded(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rounded(one)]));
}

/** @throws Error where the sweep is of no preset: a recording answers a question. */
export function recordingOf(data: SweepData, about: About): Recording {
  const preset = PRESETS.find(({ id }) => id === data.preset);
  if (!preset) throw new Error(`“${data.preset ?? ''}” is the name of no preset.`);
  const { spec } = data;
  return {
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    ...{ preset: preset.id, question: preset.question, explain: preset.explain },
    link: encodeSweepLink(spec, preset.id),
    sentence: verdict(data),
    settings: settingsLine(data),
    ...about,
    batchSizes: [...spec.batchSizes],
    arms: armNames(spec),
    figure: rounded(figureOf(data)),
  };
}

/** "Node 20 on linux x64, 2 cores". */
export function environmentWords({ userAgent, cores }: Environment): string {
  const [, major, system] = /^Node v(\d+)[^ ]* \((\w+ \w+)\)/.exec(userAgent) ?? [];
  const name = major === undefined ? userAgent : `Node ${major} on ${system}`;
  return cores === undefined ? name : `${name}, ${plural(cores, 'core')}`;
}

const headShape = object({
  version: versionShape,
  exportedAt: instant,
  build: text,
  environment: environmentShape,
});

/** A results file, parsed, of a sweep of a preset. @throws Error with the reason. */
export function recordingFrom(json: unknown): { data: SweepData; recording: Recording } {
  const sweep = importSweep(json);
  if ('error' in sweep) throw new Error(sweep.error);
  const head = read(headShape, json);
  if ('error' in head) throw new Error(head.error);
  const { exportedAt: recordedAt, build, environment } = head.value;
  const { userAgent, cores } = environment;
  const about = {
    recordedAt,
    build,
    environment: environmentWords({ userAgent, cores: cores ?? undefined }),
  };
  return { data: sweep.data, recording: recordingOf(sweep.data, about) };
}
