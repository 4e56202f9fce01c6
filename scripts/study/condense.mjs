/**
 * A sweep's results as little text as the analyses need, and back. Of runs every evaluation is kept; of tuning runs those
 * that score them: the two around the target and the last. Losses have 5 digits, recorded curves are left out, and so are
 * times, which were measured on a shared machine.
 */

const round = (x, digits = 5) => (Number.isFinite(x) ? Number(x.toPrecision(digits)) : null);
/** How far a number is from another: that keeps the digits in which squares without one group differ. */
const millionths = (x, from) => Math.round(1e6 * (x / from - 1));
const SPLITS = { v: 'validation', t: 'training' };

function lookColumns(looks) {
  return {
    split: looks.map(({ split }) => split[0]).join(''),
    update: looks.map(({ update }) => update),
    examples: looks.map(({ examples }) => examples),
    loss: looks.map(({ loss }) => round(loss)),
    accuracy: looks.map(({ accuracy }) => accuracy),
    count: runLengths(looks.map(({ count }) => count)),
  };
}

/** [2000, 2000, 10000] → [2000, 2, 10000, 1] */
function runLengths(values) {
  const out = [];
  for (const value of values) {
    if (out.at(-2) === value) out[out.length - 1]++;
    else out.push(value, 1);
  }
  return out;
}
const spread = (lengths) =>
  lengths.flatMap((value, i) => (i % 2 === 0 ? Array(lengths[i + 1]).fill(value) : []));

const pairsOf = (values) => values.flatMap((value, i) => (i % 2 === 0 ? [[value, values[i + 1]]] : []));

function scoringLooks(looks, until) {
  const validation = looks.filter(({ split }) => split === 'validation');
  const there = until
    ? validation.findIndex((look) =>
        until.metric === 'loss' ? look.loss <= until.value : look[until.metric] >= until.value,
      )
    : -1;
  const kept = new Set([validation[there - 1], validation[there], validation.at(-1)]);
  return validation.filter((look) => kept.has(look));
}

export function condense(data, { build, environment }) {
  const { id, spec, createdAt } = data;
  const runs = data.runs.map(({ trial, status, trainingCount, validationCount, ...run }) => {
    const looks =
      trial.role === 'run' ? run.series.evaluations : scoringLooks(run.series.evaluations, trial.until);
    return {
      role: trial.role,
      batchSize: trial.config.batchSize,
      seed: trial.config.seed,
      learningRate: trial.config.learningRate,
      updates: trial.updates,
      ...(status === 'failed' && { error: run.error }),
      counts: [trainingCount, validationCount],
      looks: lookColumns(looks),
      ...(run.noise.length > 0 && {
        noise: run.noise.map((s) => [
          s.update,
          s.examples,
          s.small,
          s.large,
          round(s.smallSquare, 7),
          round(s.largeSquare, 7),
          s.population ?? null,
          s.without.flatMap((one) => [
            millionths(one.smallSquare, s.smallSquare),
            millionths(one.largeSquare, s.largeSquare),
          ]),
        ]),
      }),
    };
  });
  return { build, environment, sweep: { id, spec, createdAt }, runs };
}

/** What the analyses read: a SweepData without curves and update times. */
export function expand({ configOf }, { sweep, runs }) {
  const { spec } = sweep;
  spec.budget.until ??= undefined;
  return { ...sweep, preset: undefined, speeds: [], runs: runs.map((run) => expandRun(configOf, spec, run)) };
}

function expandRun(
  configOf,
  spec,
  { role, batchSize, seed, learningRate, updates, error, counts, looks, noise },
) {
  const config = configOf(spec, 0, batchSize, seed, learningRate);
  const { dataset, model } = spec.arms[0];
  const [trainingCount, validationCount] = counts;
  const tuning = role === 'tuning' ? `/tune/lr${learningRate}` : '';
  const place = (update, examples) => ({ update, examples, epoch: examples / trainingCount, seconds: 0 });
  const lookCounts = spread(looks.count);
  return {
    trial: {
      id: `${dataset}.${model}/b${batchSize}/s${seed}${tuning}`,
      ...{ arm: 0, role, config, updates },
      ...{ until: spec.budget.until, noise: spec.noise && role === 'run' },
    },
    status: error ? 'failed' : 'finished',
    error,
    engine: { asked: config.engine, got: 'cpu', why: '', device: '', software: false },
    ...{ trainingCount, validationCount },
    series: {
      length: 0,
      columns: Object.fromEntries(
        ['update', 'examples', 'epoch', 'seconds', 'loss', 'lossMin', 'lossMax'].map((key) => [key, []]),
      ),
      evaluations: [...looks.split].map((split, i) => ({
        ...place(looks.update[i], looks.examples[i]),
        split: SPLITS[split],
        loss: looks.loss[i] ?? NaN,
        accuracy: looks.accuracy[i] ?? undefined,
        count: lookCounts[i],
      })),
      memory: [],
      retunes: [],
    },
    noise: (noise ?? []).map(
      ([update, examples, small, large, smallSquare, largeSquare, population, without]) => ({
        ...place(update, examples),
        ...{ small, large, smallSquare, largeSquare, population: population ?? undefined },
        without: pairsOf(without).map(([a, b]) => ({
          smallSquare: smallSquare * (1 + a / 1e6),
          largeSquare: largeSquare * (1 + b / 1e6),
        })),
      }),
    ),
    gradients: [],
    notes: [],
    startedAt: 0,
  };
}
