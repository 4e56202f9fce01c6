/** The curves of a packed sweep's runs. */
import { median } from '../../science/stats.ts';
import { hasClasses } from '../catalog.ts';
import type { Evaluation, MetricColumns, RunError } from '../run.ts';
import type { SpeedSample, SweepSpec, TrialRun } from '../sweep.ts';
import { MOST_LOSS, MOST_SECONDS } from '../bounds.ts';
import { PackedError, times, type ByteReader } from './bytes.ts';
import { ELSEWHERE, MOST_COUNT, SPLITS, type RunHead } from './format.ts';
import { MOST_KINDS, type Kind } from './gather.ts';
import { placeAt, type RunShape } from './places.ts';
import { lossCode, lossOf, shareOf } from './quantise.ts';

/** Places of one group. */
const MOST_PLACES = 20_000;

interface Around {
  step: number;
  createdAt: number;
  speeds: readonly SpeedSample[];
}

export function readCurves(
  reader: ByteReader,
  spec: SweepSpec,
  heads: readonly RunHead[],
  { step, createdAt, speeds }: Around,
): TrialRun[] {
  const kinds = times(reader.count(MOST_KINDS, 'the number of kinds of evaluations'), (): Kind => ({
    split: SPLITS[reader.count(SPLITS.length - 1, 'what was evaluated')],
    count: reader.count(MOST_COUNT, 'the examples of an evaluation'),
  }));
  const places = readPlaces(reader, heads);
  const lossFrom = (length: number): number[] =>
    reader.running(length, lossCode(MOST_LOSS, step), 'a loss').map((code) => lossOf(code, step));
  const placesOf = ({ group }: RunHead): number[] => places.get(group) ?? [];
  const masked = (): number[][] =>
    heads.map((head) => {
      const on = reader.bits(placesOf(head).length);
      const places = placesOf(head).filter((_, i) => on[i]);
      if (places.some((place) => place > head.trial.updates))
        throw new PackedError('a run goes on after its end');
      return places;
    });
  const looks: Evaluation[][] = heads.map(() => []);
  const seconds = heads.map(({ trial, engine }) =>
    secondsOf(speeds, trial.arm, trial.config.batchSize, engine.got),
  );
  for (const { split, count } of kinds) {
    const made = masked();
    const shares = heads.map(({ trial }, i) =>
      hasClasses(spec.arms[trial.arm].dataset)
        ? reader.running(made[i].length, count + 1, 'an accuracy').map((code) => shareOf(code, count))
        : made[i].map(() => undefined),
    );
    for (const [i, head] of heads.entries())
      for (const [k, loss] of lossFrom(made[i].length).entries()) {
        const place = placeAt(made[i][k], shapeOf(head));
        const most = split === 'training' ? head.trainingCount : head.validationCount;
        if (count < 1 || count > most)
          throw new PackedError(`${count} is not a number of its ${most} ${split} examples`);
        if (seconds[i] * place.update > MOST_SECONDS)
          throw new PackedError(`a run of over ${MOST_SECONDS} seconds cannot be`);
        looks[i].push({
          ...place,
          seconds: seconds[i] * place.update,
          split,
          loss,
          accuracy: shares[i][k],
          count,
        });
      }
  }
  const points = masked();
  return heads.map((head, i): TrialRun => {
    const { trial, end, engine, trainingCount, validationCount } = head;
    const columns = columnsOf(points[i], lossFrom(points[i].length), head, seconds[i]);
    const evaluations = looks[i].sort((a, b) => a.update - b.update);
    return {
      trial,
      status: end === 'finished' ? 'finished' : 'failed',
      error: end === 'finished' ? undefined : errorOf(end),
      engine: { asked: trial.config.engine, ...engine, why: 'It is in the link.', device: '' },
      ...{ trainingCount, validationCount },
      series: { length: points[i].length, columns, evaluations, memory: [], retunes: [] },
      ...{ noise: [], gradients: [], notes: ['From a link, thinned.'] },
      startedAt: createdAt,
      environment: ELSEWHERE,
      thinned: true,
    };
  });
}

const errorOf = (code: RunError['code']): RunError => ({
  code,
  message:
    code === 'diverged' ? 'The loss was no number any more.' : `It failed where the link was made (${code}).`,
  advice: code === 'diverged' ? 'Lower the learning rate.' : 'Run it here again.',
});

const shapeOf = ({ trial, trainingCount }: RunHead): RunShape => ({
  trainingCount,
  batchSize: trial.config.batchSize,
  remainder: trial.config.remainder,
});

/** Of an update measured alone; 0 where that is not known. */
function secondsOf(speeds: readonly SpeedSample[], arm: number, batchSize: number, engine: string): number {
  const own = speeds.filter((s) => s.arm === arm && s.batchSize === batchSize && s.engine === engine);
  const known = own.flatMap(({ updateMs }) => updateMs);
  return known.length > 0 ? median(known) / 1000 : 0;
}

/** Of each group that has runs, ascending; up to the updates of its longest run. */
function readPlaces(reader: ByteReader, heads: readonly RunHead[]): Map<number, number[]> {
  const groups = [...new Set(heads.map(({ group }) => group))].sort((a, b) => a - b);
  return new Map(
    groups.map((group) => {
      const most = Math.max(...heads.filter((h) => h.group === group).map(({ trial }) => trial.updates));
      const length = reader.count(MOST_PLACES, 'the number of places');
      const places = reader.running(length, most, 'the place of an evaluation');
      if (places.some((place, i) => i > 0 && place <= places[i - 1]))
        throw new PackedError('its evaluations are not in order');
      return [group, places];
    }),
  );
}

function columnsOf(
  updates: readonly number[],
  losses: readonly number[],
  head: RunHead,
  seconds: number,
): MetricColumns {
  const places = updates.map((update) => placeAt(update, shapeOf(head)));
  return {
    update: Uint32Array.from(updates),
    examples: Float64Array.from(places, ({ examples }) => examples),
    epoch: Float32Array.from(places, ({ epoch }) => epoch),
    seconds: Float32Array.from(updates, (update) => update * seconds),
    loss: Float32Array.from(losses),
    lossMin: Float32Array.from(losses),
    lossMax: Float32Array.from(losses),
  };
}
