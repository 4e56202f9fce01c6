/** A sweep from the bytes that writeSweep makes; anything else is refused in words. */
import { ruledRate } from '../../science/lrRule.ts';
import { armConfig, trialId } from '../arms.ts';
import { MOST_BYTES, MOST_UPDATE_MS, setsOf } from '../bounds.ts';
import type { ExperimentConfig } from '../config.ts';
import type { SpeedSample, SweepData, SweepSpec } from '../sweep.ts';
import { decodeSweepLink } from '../sweepUrl.ts';
import { ByteReader, PackedError, times } from './bytes.ts';
import {
  ELSEWHERE,
  ENDS,
  ENGINES,
  groupCount,
  LEFT_OUT,
  LONGEST_TEXT,
  MOST_COUNT,
  MOST_REPETITIONS,
  MOST_SPEEDS,
  type RunHead,
} from './format.ts';
import { updatesEach } from './places.ts';
import { LOSS_STEPS, ofDecimal, timeCode, timeOf } from './quantise.ts';
import { readCurves } from './readCurves.ts';

export interface ReadSweep {
  data: Omit<SweepData, 'id'>;
  build: string;
  leftOut: { evaluations: number; off: number; tuning: boolean; noise: boolean };
  /** Of the logarithm of a loss. */
  step: number;
}

/** @throws PackedError */
export function readSweep(bytes: Uint8Array): ReadSweep {
  const reader = new ByteReader(bytes);
  const { spec, preset, notes } = decodeSweepLink(reader.text(LONGEST_TEXT, 'the set-up'));
  if (notes.length > 0) throw new PackedError(`its set-up cannot be read (${notes[0]})`);
  const createdAt = reader.count(8.64e15, 'the date');
  const build = reader.text(100, 'the version');
  const evaluations = reader.count(MOST_COUNT, 'the number of evaluations left out');
  const off = reader.count(100, 'how far curves are off');
  const flags = reader.count(3, 'what is left out');
  const step = LOSS_STEPS[reader.count(LOSS_STEPS.length - 1, 'the precision')];
  const speeds = readSpeeds(reader, spec);
  const heads = readHeads(reader, spec);
  const runs = readCurves(reader, spec, heads, { step, createdAt, speeds });
  if (reader.left > 0) throw new PackedError('something follows its end');
  const leftOut = {
    evaluations,
    off,
    tuning: flags % (2 * LEFT_OUT.tuning) >= LEFT_OUT.tuning,
    noise: flags >= LEFT_OUT.noise,
  };
  return { data: { spec, preset, createdAt, speeds, runs }, build, leftOut, step };
}

/** The engine's number, 4 more where it is emulated. */
function engineOf(code: number): RunHead['engine'] {
  const got = ENGINES[code % 4];
  if (!got) throw new PackedError('it names an engine that is not known here');
  return { got, software: code % 8 >= 4 };
}

function readSpeeds(reader: ByteReader, spec: SweepSpec): SpeedSample[] {
  const count = reader.count(MOST_SPEEDS, 'the number of update times');
  const groups = times(count, () => reader.count(groupCount(spec) - 1, 'the batch size of an update time'));
  const codes = times(count, () => reader.count(15, 'the engine of an update time'));
  const peaks = reader.running(count, MOST_BYTES + 1, 'the memory of an update');
  const lengths = times(count, () => reader.count(MOST_REPETITIONS, 'the number of repetitions'));
  return groups.map((group, i) => {
    const { got, software } = engineOf(codes[i]);
    return {
      arm: Math.floor(group / spec.batchSizes.length),
      engine: got,
      batchSize: spec.batchSizes[group % spec.batchSizes.length],
      updateMs: reader.running(lengths[i], timeCode(MOST_UPDATE_MS), 'an update time').map(timeOf),
      peakBytes: peaks[i] === 0 ? undefined : peaks[i] - 1,
      ...(software && { software: true }),
      ...(codes[i] >= 8 && { failed: 'It could not be measured where the link was made.' }),
      environment: ELSEWHERE,
    };
  });
}

function readHeads(reader: ByteReader, spec: SweepSpec): RunHead[] {
  const most = spec.kind === 'speed' ? 0 : groupCount(spec) * spec.seeds;
  const count = reader.count(most, 'the number of runs');
  const groups = times(count, () => reader.count(groupCount(spec) - 1, 'the batch size of a run'));
  const seeds = times(count, () => reader.count(spec.seeds - 1, 'the seed of a run'));
  if (new Set(groups.map((group, i) => group * spec.seeds + seeds[i])).size < count)
    throw new PackedError('it has a run twice');
  const rates = spec.lrRule === 'tuned' ? readRates(reader, count) : undefined;
  const ends = reader.running(count, ENDS.length - 1, 'the end of a run');
  const engines = reader.running(count, 7, 'the engine of a run').map(engineOf);
  const updates = reader.running(count, MOST_COUNT, 'the updates of a run');
  const training = reader.running(count, MOST_COUNT, 'the number of training examples');
  const validation = reader.running(count, MOST_COUNT, 'the number of validation examples');
  const configs = spec.arms.map((arm) => armConfig(spec.base, arm));
  return groups.map((group, i) => {
    const arm = Math.floor(group / spec.batchSizes.length);
    const batchSize = spec.batchSizes[group % spec.batchSizes.length];

    const rule = spec.lrRule;
    const learningRate = rule === 'tuned' ? rates?.[i] : ruledRate(rule, spec.base, batchSize);
    if (learningRate === undefined) throw new PackedError('a learning rate is missing');
    const own = { batchSize, learningRate, seed: spec.base.seed + seeds[i] };
    const config: ExperimentConfig = { ...configs[arm], ...own };
    const known = setsOf(config);
    if (updates[i] < 1 || training[i] !== known.trainingCount || validation[i] !== known.validationCount)
      throw new PackedError('a run is not of its set-up');
    const each = updatesEach({ trainingCount: training[i], batchSize, remainder: config.remainder });
    return {
      trial: {
        id: trialId(spec.arms[arm], 'run', own),
        arm,
        role: 'run',
        config: { ...config, epochs: Math.ceil(updates[i] / each) },
        updates: updates[i],
        until: spec.budget.until,
        noise: spec.noise,
      },
      group,
      end: ENDS[ends[i]],
      engine: engines[i],
      trainingCount: training[i],
      validationCount: validation[i],
    };
  });
}

function readRates(reader: ByteReader, count: number): number[] {
  const digits = reader.running(count, 1e15, 'a learning rate');
  let power = 0;
  return digits.map((one) => {
    power += reader.signed('a learning rate');
    const rate = ofDecimal(one, power);
    if (!(rate > 0 && rate < Infinity)) throw new PackedError('a learning rate is not above 0');
    return rate;
  });
}
