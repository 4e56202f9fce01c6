/** Verdicts on pairs of batch sizes, in words. */
import type { PairedDifference } from '../../science/paired.ts';
import { formatNumber, formatPercent } from '../../experiment/format.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { GeneralisationPoint, PairVerdict } from '../views.ts';
import { batch, capital, listed, ofArm, plural, pointsText } from './words.ts';

type Pair = Omit<PairVerdict, 'words'>;

const b = (size: number): string => `B = ${formatNumber(size)}`;

/** `result` is of `better` minus `worse`, in percentage points. */
export function pairWords(pair: Pair, result: Exclude<PairedDifference, { status: 'none' }>): string {
  const { better, worse } = pair;
  const names = `${b(better)} from ${b(worse)}`;
  switch (result.status) {
    case 'interval': {
      const range = `${pointsText(result.low)} to ${pointsText(result.high)}`;
      return pair.decided
        ? `${b(better)} is ${pointsText(result.mean)} points above ${b(worse)} (95%: ${range}, ${plural(result.pairs, 'seed')})`
        : `${plural(result.pairs, 'seed')} cannot tell ${names} (95%: ${range} points)`;
    }
    case 'no-spread':
      return result.mean === 0
        ? `${b(better)} and ${b(worse)} are equal with all ${plural(result.pairs, 'seed')}`
        : `${b(better)} is ${pointsText(result.mean)} points above ${b(worse)} with each of ${plural(result.pairs, 'seed')} alike: no interval can be told from that`;
    case 'one-pair':
      return `${b(better)} ended ${pointsText(result.mean)} points above ${b(worse)}; one seed tells nothing of chance`;
    default:
      return result satisfies never;
  }
}

export function generalisationSentence(
  data: SweepData,
  points: readonly GeneralisationPoint[],
  pairs: readonly PairVerdict[],
): string {
  if (data.runs.every((r) => r.trial.role === 'tuning')) return 'No run has finished yet.';
  return data.spec.arms
    .map((_, arm) =>
      ofArm(
        data.spec,
        arm,
        ofOneArm(
          points.filter((p) => p.arm === arm),
          pairs.filter((p) => p.arm === arm),
        ),
      ),
    )
    .join(' ');
}

function ofOneArm(points: readonly GeneralisationPoint[], pairs: readonly PairVerdict[]): string {
  if (points.length === 0) return 'No run has a final accuracy, so there is nothing to compare.';
  if (points.length === 1)
    return `${capital(batch(points[0].batchSize))} ended at ${formatPercent(points[0].validation.value)} validation accuracy; a second batch size is needed to compare.`;
  const decided = pairs.filter((p) => p.decided);
  if (decided.length > 0)
    return `${decided[0].words}.${alsoDecided(decided.slice(1), pairs.length)}${gaps(points)}${unfinished(points)}`;
  return `${undecided(points, pairs)}${gaps(points)}${unfinished(points)}`;
}

function alsoDecided(others: readonly PairVerdict[], all: number): string {
  if (others.length === 0) return all > 1 ? ' The other pairs cannot be told apart.' : '';
  return ` ${others
    .slice(0, 2)
    .map((p) => p.words)
    .join('; ')}.`;
}

function undecided(points: readonly GeneralisationPoint[], pairs: readonly PairVerdict[]): string {
  const values = points.map((p) => p.validation.value);
  const spread = `from ${formatPercent(Math.min(...values))} to ${formatPercent(Math.max(...values))} validation accuracy`;
  const seeds = Math.min(...points.map((p) => p.seeds));
  if (pairs.length === 0)
    return `The batch sizes have no seed in common, so they cannot be paired (${spread}).`;
  if (pairs.length === 1) return `${pairs[0].words}.`;
  if (seeds === 1) return `The batch sizes ended ${spread}; one seed tells nothing of chance.`;
  return `${plural(seeds, 'seed')} cannot tell the batch sizes apart (${spread}); closest to a difference: ${pairs[0].words}.`;
}

/** The widest and the narrowest gap between training and validation. */
function gaps(points: readonly GeneralisationPoint[]): string {
  const sorted = [...points].sort((a, c) => c.gap.value - a.gap.value);
  const [widest, narrowest] = [sorted[0], sorted[sorted.length - 1]];
  const text = (p: GeneralisationPoint): string => `${pointsText(100 * p.gap.value)} points`;
  return ` The gap between training and validation is ${text(widest)} at ${b(widest.batchSize)} and ${text(narrowest)} at ${b(narrowest.batchSize)}.`;
}

/** Training accuracies farther apart than this make a difference one of training, not of generalisation. */
const UNFINISHED = 0.02;

function unfinished(points: readonly GeneralisationPoint[]): string {
  const most = Math.max(...points.map((p) => p.training.value));
  const behind = points.filter((p) => p.training.value < most - UNFINISHED);
  if (behind.length === 0) return '';
  return ` But ${listed(behind.map((p) => b(p.batchSize)))} learned even the training examples less well (${listed(behind.map((p) => formatPercent(p.training.value)))} against ${formatPercent(most)}): with this budget that is unfinished training, not generalisation.`;
}
