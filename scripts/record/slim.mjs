/**
 * A sweep's results file without what neither its sentence nor its picture needs: curves of batches, memory, and where
 * there are many, evaluations. Of tuning runs those are kept that score them.
 */

/** Of a run at most about so many moments keep their evaluations. */
const MOMENTS = 40;
const DIGITS = 9;
/** Squares without one group differ from each other in the fourth digit. */
const NOISE_DIGITS = 6;

const shorter = (digits) => (_, value) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(digits)) : value;
const short = (value, digits) => JSON.parse(JSON.stringify(value), shorter(digits));

const reaches = (look, until) =>
  until.metric === 'loss' ? look.loss <= until.value : look.accuracy >= until.value;

/** Updates before and at the first evaluation that reaches the target. */
function aroundTarget(looks, until) {
  const at = until ? looks.findIndex((look) => reaches(look, until)) : -1;
  return at < 0 ? [] : looks.slice(Math.max(0, at - 1), at + 1).map(({ update }) => update);
}

const extreme = (looks, better) => looks.reduce((a, b) => (better(b, a) ? b : a), looks[0])?.update;

/** Even in the number of updates on a logarithmic scale, as they were looked at. */
function evenly(updates, count) {
  if (updates.length <= count) return updates;
  const [from, to] = [Math.log(1 + updates[0]), Math.log(1 + updates[updates.length - 1])];
  return Array.from({ length: count }, (_, i) => {
    const wanted = from + ((to - from) * i) / (count - 1);
    const away = (update) => Math.abs(Math.log(1 + update) - wanted);
    return updates.reduce((a, b) => (away(b) < away(a) ? b : a));
  });
}

function slimEvaluations({ trial, evaluations }) {
  const judged = evaluations.filter(({ split }) => split === 'validation');
  const last = judged.at(-1);
  const target = aroundTarget(judged, trial.until);
  if (trial.role === 'tuning') return judged.filter((one) => one === last || target.includes(one.update));
  const updates = [...new Set(evaluations.map(({ update }) => update))];
  const kept = new Set([
    ...evenly(updates, MOMENTS),
    ...updates.slice(-2),
    ...target,
    extreme(judged, (a, b) => a.accuracy > b.accuracy),
    extreme(judged, (a, b) => a.loss < b.loss),
  ]);
  return evaluations.filter(({ update }) => kept.has(update));
}

const slimRun = ({ metrics, evaluations, noise, gradients, ...run }) => ({
  ...run,
  memory: [],
  metrics: Object.fromEntries(Object.keys(metrics).map((key) => [key, []])),
  evaluations: short(slimEvaluations({ ...run, evaluations }), DIGITS).map((one) => ({
    ...one,
    // What it took while other runs were at work; no view uses it.
    seconds: Number(one.seconds.toPrecision(3)),
  })),
  noise: short(noise, NOISE_DIGITS),
  gradients: short(gradients, NOISE_DIGITS),
});

/** Of and to a parsed results file. */
export const slim = ({ sweep, runs, ...head }) => ({
  ...head,
  sweep: { ...sweep, speeds: short(sweep.speeds, DIGITS) },
  runs: runs.map(slimRun),
});

/** One run a line, so that two recordings can be compared. */
export function textOf({ runs, ...head }) {
  const lines = runs.map((run) => JSON.stringify(run)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"runs":[\n${lines}\n]}\n`;
}

/** Where two parsed values differ by more than rounding; undefined where they do not. */
export function difference(a, b, path = '') {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 1e-4 * Math.max(Math.abs(a), Math.abs(b)) ? undefined : `${path}: ${a}, ${b}`;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return a === b ? undefined : `${path}: ${JSON.stringify(a)}, ${JSON.stringify(b)}`;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const found = difference(a[key], b[key], `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
