/** Update times measured alone. Times of the runs themselves are never used: they may have shared the machine. */
import { median, medianError } from '../../science/stats.ts';
import type { Environment } from '../../experiment/results.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import { listed, plural } from './words.ts';
import { engineOf } from '../updateTime.ts';

export const secondsNote = (data: SweepData): string =>
  `Seconds are updates × the time of an update measured alone ${machineOf(data)}.`;

/** "on this machine", or which one it was by the file that brought the times. */
export function machineOf({ speeds }: SweepData): string {
  const machines = new Set(
    speeds.map(({ environment }) => (environment ? environmentWords(environment) : 'this machine')),
  );
  return `on ${listed(machines.size === 0 ? ['this machine'] : [...machines])}`;
}

const LONGEST_NAME = 60;

const environmentWords = ({ userAgent, cores }: Environment): string => {
  const name = userAgent.length > LONGEST_NAME ? `${userAgent.slice(0, LONGEST_NAME)}…` : userAgent;
  const about = [name, ...(cores === undefined ? [] : [plural(cores, 'core')])];
  return `another machine (${about.join(', ')})`;
};

/** Repetitions of equal measurements taken together; finite and above 0 only. */
export function updateTimes(
  data: SweepData,
  arm: number,
  engine: string | undefined,
  batchSize: number,
): number[] {
  return data.speeds
    .filter((s) => s.arm === arm && s.engine === engine && s.batchSize === batchSize)
    .flatMap((s) => s.updateMs)
    .filter((ms) => Number.isFinite(ms) && ms > 0);
}

export interface UpdateTime {
  /** Median. */
  seconds: number;
  /** Standard error of its logarithm; undefined for a single repetition. */
  error: number | undefined;
  repetitions: number;
}

/** On the engine of the runs; undefined where nothing was measured. */
export function updateTime(data: SweepData, arm: number, batchSize: number): UpdateTime | undefined {
  const times = updateTimes(data, arm, engineOf(data, arm), batchSize);
  if (times.length === 0) return undefined;
  return {
    seconds: median(times) / 1000,
    error: medianError(times.map(Math.log)),
    repetitions: times.length,
  };
}

export const secondsPerUpdate = (data: SweepData, arm: number, batchSize: number): number | undefined =>
  updateTime(data, arm, batchSize)?.seconds;

/** Most bytes held inside an update, by the engine of the runs; undefined where not known. */
export function peakBytes(data: SweepData, arm: number, batchSize: number): number | undefined {
  const engine = engineOf(data, arm);
  const known = data.speeds
    .filter((s) => s.arm === arm && s.engine === engine && s.batchSize === batchSize)
    .map((s) => s.peakBytes)
    .filter((bytes): bytes is number => bytes !== undefined && Number.isFinite(bytes) && bytes >= 1);
  return known.length === 0 ? undefined : Math.max(...known);
}
