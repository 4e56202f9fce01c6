/** Whether the results of a link hold where its runs are made again, run by run. */
import { lossSlack, LOSS_STEPS } from '../../experiment/packed/quantise.ts';
import { formatNumber } from '../../experiment/format.ts';
import type { Evaluation } from '../../experiment/run.ts';
import type { Metric, SweepData, TrialRun } from '../../experiment/sweep.ts';
import { differenceError, median } from '../../science/stats.ts';
import { tQuantile } from '../../science/studentT.ts';
import { diverged, finalEvaluation } from './guard.ts';
import { ofArm, plural, valueText } from './words.ts';

/** undefined where the run holds, else how it does not: "ends at 91.2%, the link says 93.0%". */
type Finding = string | undefined;

const LEVEL = 0.95;
const MOST_NAMED = 3;
const COARSEST = Math.max(...LOSS_STEPS);

const metricIn = (look: Evaluation): Metric => (look.accuracy === undefined ? 'loss' : 'accuracy');

/** Of two evaluations of the same examples. */
function same(link: Evaluation, here: Evaluation): boolean {
  const shares =
    link.accuracy === undefined || Math.abs(link.accuracy - (here.accuracy ?? NaN)) * link.count < 0.5;
  return shares && Math.abs(link.loss - here.loss) <= lossSlack(link.loss, COARSEST);
}

/** Whether both were computed by the engine that gives every machine the same curves. */
const isExact = (link: TrialRun, here: TrialRun): boolean =>
  link.engine.got === 'cpu' && here.engine.got === 'cpu' && link.trial.updates === here.trial.updates;

function exactly(link: TrialRun, here: TrialRun): Finding {
  const twin = (look: Evaluation): Evaluation | undefined =>
    here.series.evaluations.find(
      (one) => one.update === look.update && one.split === look.split && one.count === look.count,
    );
  const off = link.series.evaluations.find((look) => {
    const other = twin(look);
    return !other || !same(look, other);
  });
  if (!off) return undefined;
  const [end, ours] = [finalEvaluation(link), finalEvaluation(here)];
  if (end && ours && !same(end, ours)) {
    const [said, is] = textsOf(end, ours);
    return `ends at ${is}, the link says ${said}`;
  }
  const other = twin(off);
  if (!other) return `was not evaluated after ${plural(off.update, 'update')}, as the link says`;
  const [said, is] = textsOf(off, other);
  return `is at ${is} after ${plural(off.update, 'update')}, the link says ${said}`;
}

/** By accuracies where these differ, else by losses. */
function textsOf(link: Evaluation, here: Evaluation): [string, string] {
  const metric = link.accuracy === here.accuracy ? 'loss' : metricIn(link);
  const say = (look: Evaluation): string => {
    const value = valueText(metric, look[metric] ?? NaN);
    return metric === 'loss' ? `a loss of ${value}` : value;
  };
  return [say(link), say(here)];
}

/**
 * Where one more run of the link's kind would end in 95 of 100 cases: mean ± t·s·√(1 + 1/n) over its seeds (Hahn & Meeker
 * 1991, "Statistical Intervals", 4.8), and two standard errors of an accuracy that is measured twice.
 */
function withinBand(group: readonly TrialRun[], link: TrialRun, here: TrialRun): Finding {
  const [end, ours] = [finalEvaluation(link), finalEvaluation(here)];
  if (!end || !ours) return 'was not evaluated';
  const metric = metricIn(end);
  const valueOf = (look: Evaluation): number => look[metric] ?? NaN;
  const values = group.flatMap((run) => {
    const last = finalEvaluation(run);
    return last && !diverged(run) ? [valueOf(last)] : [];
  });
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value / n, 0);
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, n - 1));
  const scatter = n > 1 ? tQuantile(1 - (1 - LEVEL) / 2, n - 1) * spread * Math.sqrt(1 + 1 / n) : 0;
  const measured =
    metric === 'accuracy'
      ? 2 *
        differenceError(
          { share: valueOf(end), count: end.count },
          { share: valueOf(ours), count: ours.count },
        )
      : lossSlack(valueOf(end), COARSEST);
  const centre = n > 1 ? mean : valueOf(end);
  if (Math.abs(valueOf(ours) - centre) <= Math.hypot(scatter, measured)) return undefined;
  const [said, is] = textsOf(end, ours);
  return `ends at ${is}, the link’s seeds at about ${n > 1 ? valueText(metric, median(values)) : said}`;
}

function findingOf(reference: SweepData, link: TrialRun, here: TrialRun): Finding {
  if (diverged(link) !== diverged(here))
    return diverged(here) ? 'diverged, in the link it did not' : 'did not diverge, in the link it did';
  if (link.status !== here.status) return link.status === 'failed' ? 'failed in the link' : 'failed here';
  if (isExact(link, here)) return exactly(link, here);
  const { arm, config } = link.trial;
  const group = reference.runs.filter(
    ({ trial }) => trial.arm === arm && trial.config.batchSize === config.batchSize,
  );
  return diverged(link) ? undefined : withinBand(group, link, here);
}

/** One sentence on the runs of `reference`, a link's, that have been made again in `data`; `done`: no more will come. */
export function heldSentence(reference: SweepData, data: SweepData, done: boolean): string {
  const pairs = reference.runs.flatMap((link) => {
    const here = data.runs.find(({ trial }) => trial.id === link.trial.id);
    return here ? [{ link, here }] : [];
  });
  if (reference.runs.length === 0)
    return 'The link holds update times alone, which depend on the machine: these are of this one.';
  if (pairs.length === 0) return 'Making the link’s runs again; none has ended yet.';
  const broken = pairs.flatMap(({ link, here }) => {
    const finding = findingOf(reference, link, here);
    return finding === undefined ? [] : [`${nameOf(reference, link)} ${finding}`];
  });
  const so = done ? '' : ' so far';
  const of = `${formatNumber(broken.length === 0 ? pairs.length : broken.length)} of ${plural(pairs.length, 'run')}${so}`;
  if (broken.length === 0) {
    const exact = pairs.every(({ link, here }) => isExact(link, here));
    const how = exact
      ? 'every evaluation in the link came out the same here, as precisely as the link says it'
      : 'each ends within the band of the link’s seeds (95%)';
    return `${of} ${pairs.length === 1 ? 'holds' : 'hold'}: ${how}.`;
  }
  const named = broken.slice(0, MOST_NAMED).join('; ');
  const more = broken.length > MOST_NAMED ? `; and ${formatNumber(broken.length - MOST_NAMED)} more` : '';
  return `${of} ${broken.length === 1 ? 'does' : 'do'} not hold: ${named}${more}.`;
}

const nameOf = ({ spec }: SweepData, { trial: { arm, config } }: TrialRun): string =>
  ofArm(spec, arm, `B = ${formatNumber(config.batchSize)}, seed ${config.seed}`);
