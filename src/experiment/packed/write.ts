/** A gathered sweep as bytes: numbers of one kind stand together, since like follows like there. */
import { hasClasses } from '../catalog.ts';
import type { Evaluation } from '../run.ts';
import type { SweepData, SweepSpec } from '../sweep.ts';
import { encodeSweepLink } from '../sweepUrl.ts';
import { ByteWriter } from './bytes.ts';
import { ENDS, ENGINES, LEFT_OUT, MOST_REPETITIONS, SPLITS } from './format.ts';
import type { Gathered, GatheredRun } from './gather.ts';
import { decimalOf, LOSS_STEPS, lossCode, shareCode, timeCode } from './quantise.ts';

export interface Choice {
  /** Of each group, the places that are kept. */
  places: ReadonlyMap<number, readonly number[]>;
  /** Index into LOSS_STEPS. */
  step: number;
  build: string;
  /** How far curves are off without the places that are left out, in hundredths of the picture's height. */
  off: number;
}

export function writeSweep(data: SweepData, gathered: Gathered, choice: Choice): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  const { spec } = data;
  const kept = gathered.runs.reduce((sum, run) => sum + keptOf(run, choice), 0);
  out.text(encodeSweepLink(spec, data.preset));
  out.count(Math.max(0, Math.round(data.createdAt)));
  out.text(choice.build);
  out.count(gathered.evaluations - kept);
  out.count(choice.off);
  const tuned = data.runs.some(({ trial }) => trial.role === 'tuning');
  const noise = data.runs.some((run) => run.noise.length + run.gradients.length > 0);
  out.count((tuned ? LEFT_OUT.tuning : 0) + (noise ? LEFT_OUT.noise : 0));
  out.count(choice.step);
  writeSpeeds(out, data);
  writeRuns(out, spec, gathered);
  writeCurves(out, spec, gathered, choice);
  return out.bytes();
}

const placesOf = ({ group }: GatheredRun, { places }: Choice): readonly number[] => places.get(group) ?? [];

const keptOf = (run: GatheredRun, choice: Choice): number =>
  run.looks.reduce((sum, looks) => sum + placesOf(run, choice).filter((place) => looks.has(place)).length, 0);

/** In order, evenly chosen where there are too many: median and quartiles stay. */
function repetitions(updateMs: readonly number[]): number[] {
  const sorted = updateMs.filter((ms) => Number.isFinite(ms) && ms > 0).sort((a, b) => a - b);
  if (sorted.length <= MOST_REPETITIONS) return sorted;
  const step = (sorted.length - 1) / (MOST_REPETITIONS - 1);
  return Array.from({ length: MOST_REPETITIONS }, (_, i) => sorted[Math.round(i * step)]);
}

function writeSpeeds(out: ByteWriter, { spec, speeds }: SweepData): void {
  const known = speeds.filter(({ batchSize }) => spec.batchSizes.includes(batchSize));
  const times = known.map(({ updateMs }) => repetitions(updateMs));
  out.count(known.length);
  for (const s of known) out.count(s.arm * spec.batchSizes.length + spec.batchSizes.indexOf(s.batchSize));
  for (const s of known)
    out.count(ENGINES.indexOf(s.engine) + (s.software ? 4 : 0) + (s.failed === undefined ? 0 : 8));
  out.running(known.map(({ peakBytes }) => (peakBytes === undefined ? 0 : 1 + Math.round(peakBytes))));
  for (const one of times) out.count(one.length);
  for (const one of times) out.running(one.map(timeCode));
}

function writeRuns(out: ByteWriter, spec: SweepSpec, { runs }: Gathered): void {
  out.count(runs.length);
  for (const { group } of runs) out.count(group);
  for (const { seed } of runs) out.count(seed);
  const column = (of: (run: GatheredRun['run']) => number): void =>
    out.running(runs.map(({ run }) => of(run)));
  if (spec.lrRule === 'tuned') {
    column(({ trial }) => decimalOf(trial.config.learningRate).digits);
    column(({ trial }) => decimalOf(trial.config.learningRate).power);
  }
  column(({ status, error }) => (status === 'finished' ? 0 : ENDS.indexOf(error?.code ?? 'internal')));
  column(({ engine }) => ENGINES.indexOf(engine.got) + (engine.software ? 4 : 0));
  column(({ trial }) => trial.updates);
  column(({ trainingCount }) => trainingCount);
  column(({ validationCount }) => validationCount);
}

function writeCurves(
  out: ByteWriter,
  spec: SweepSpec,
  { runs, kinds, groups }: Gathered,
  choice: Choice,
): void {
  out.count(kinds.length);
  for (const { split, count } of kinds) {
    out.count(SPLITS.indexOf(split));
    out.count(count);
  }
  for (const group of groups.keys()) {
    const places = choice.places.get(group) ?? [];
    out.count(places.length);
    out.running(places);
  }
  const step = LOSS_STEPS[choice.step];
  for (const [k, { count }] of kinds.entries()) {
    for (const run of runs) out.bits(placesOf(run, choice).map((place) => run.looks[k].has(place)));
    const made = (run: GatheredRun): Evaluation[] =>
      placesOf(run, choice).flatMap((place) => run.looks[k].get(place) ?? []);
    for (const run of runs)
      if (hasClasses(spec.arms[run.run.trial.arm].dataset))
        out.running(made(run).map(({ accuracy }) => shareCode(accuracy, count)));
    for (const run of runs) out.running(made(run).map(({ loss }) => lossCode(loss, step)));
  }
  for (const run of runs) out.bits(placesOf(run, choice).map((place) => run.training.has(place)));
  for (const run of runs) {
    const known = placesOf(run, choice).filter((place) => run.training.has(place));
    out.running(known.map((place) => lossCode(run.training.get(place) ?? NaN, step)));
  }
}
