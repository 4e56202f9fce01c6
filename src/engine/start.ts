/** Starting one of several engines: the first that can be had, or the one that measures fastest. */
import type { EngineName } from '../experiment/config.ts';
import { formatDuration, formatNumber } from '../experiment/format.ts';
import type { Engine } from './engine.ts';
import { ENGINE_LABELS } from '../experiment/engineLabels.ts';
import { reasonOf } from '../experiment/reason.ts';
import type { Load, Loaded } from './load.ts';
import type { Trial, TrialTime } from './trial.ts';

export interface Started {
  engine: Engine;
  got: EngineName;
  why: string;
}

interface Candidate extends Loaded {
  name: EngineName;
  time: TrialTime;
}

const didNot = (what: 'start' | 'run', name: EngineName, error: unknown): string =>
  `${ENGINE_LABELS[name]} did not ${what} (${reasonOf(error)})`;

const running = (name: EngineName, reasons: readonly string[]): string =>
  `Running on ${ENGINE_LABELS[name]}: ${reasons.join('; ')}.`;

const withNote = (why: string, note: string | undefined): string =>
  note === undefined || why.includes(note) ? why : `${why.slice(0, -1)}; ${note}.`;

const noneStarted = (failed: readonly string[]): Error =>
  new Error(`No engine could be started: ${failed.join('; ')}.`);

/** The first engine of `order` that starts; `why` is why it should be the very first. */
export async function startFirst(order: readonly EngineName[], why: string, load: Load): Promise<Started> {
  const failed: string[] = [];
  for (const name of order) {
    try {
      const { engine, note } = await load(name);
      const reason = failed.length === 0 ? why : running(name, failed);
      return { engine, got: name, why: withNote(reason, note) };
    } catch (error) {
      failed.push(didNot('start', name, error));
    }
  }
  throw noneStarted(failed);
}

/**
 * Measures the first GPU of `order` that trains against cpu, its last, and keeps the faster; the other is disposed.
 * Where no GPU trains there is nothing to measure.
 */
export async function startFastest(order: readonly EngineName[], trial: Trial, load: Load): Promise<Started> {
  const candidates: Candidate[] = [];
  const failed: string[] = [];
  for (const name of order) {
    // One way to the GPU is enough: another would cost its code and its shaders.
    if (name !== 'cpu' && candidates.length > 0) continue;
    let loaded: Loaded;
    try {
      loaded = await load(name);
    } catch (error) {
      failed.push(didNot('start', name, error));
      continue;
    }
    const { engine, note } = loaded;
    if (name === 'cpu' && candidates.length === 0)
      return { engine, got: name, why: withNote(running(name, failed), note) };
    try {
      await trial.ready();
    } catch (error) {
      for (const { engine: one } of [...candidates, loaded]) discard(one);
      throw error;
    }
    try {
      candidates.push({ ...loaded, name, time: await trial.time(engine) });
    } catch (error) {
      failed.push(didNot('run', name, error));
      discard(engine);
    }
  }
  candidates.sort((a, b) => a.time.updateMs - b.time.updateMs);
  const [winner, ...others] = candidates;
  if (!winner) throw noneStarted(failed);
  for (const { engine } of others) discard(engine);
  const reasons = others.length > 0 ? [comparison(candidates, trial.batchSize), ...failed] : failed;
  return {
    engine: winner.engine,
    got: winner.name,
    why: withNote(running(winner.name, reasons), winner.note),
  };
}

/** "measured cpu 4.1 ms, WebGPU 1.9 ms an update at batch size 64" */
function comparison(candidates: readonly Candidate[], batchSize: number): string {
  const times = [...candidates]
    .sort((a, b) => Number(b.name === 'cpu') - Number(a.name === 'cpu'))
    .map(({ name, time: { updateMs, estimated } }) => {
      const about = estimated ? 'about ' : '';
      return `${ENGINE_LABELS[name]} ${about}${formatDuration(updateMs)}`;
    });
  return `measured ${times.join(', ')} an update at batch size ${formatNumber(batchSize)}`;
}

function discard(engine: Engine): void {
  try {
    engine.dispose();
  } catch {
    // A lost device cannot always be freed.
  }
}
