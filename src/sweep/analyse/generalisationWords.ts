/** Verdicts on pairs of batch sizes, in words. */
import { formatNumber, formatPercent } from '../../experiment/format.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { GeneralisationPoint } from '../views.ts';
import type { Judgement, Pair, Unsure } from './judge.ts';
import { differenceShown, intervalOf, neededWords } from './scoreWords.ts';
import { seedsDone, waitingWords } from './seeds.ts';
import { batch, capital, listed, ofArm, plural, pointsText } from './words.ts';

const b = (size: number): string => `B = ${formatNumber(size)}`;

/** "B = 8 is 4.6 points above B = 64 (95%: 3.2 to 6.1, 5 seeds)", or why that cannot be said. */
export function pairWords(pair: Pair, unsure: Unsure | undefined): string {
  const [better, worse] = [b(pair.better.batchSize), b(pair.worse.batchSize)];
  const points = `${pointsText(differenceShown('accuracy', pair.better, pair.worse))} points`;
  const { difference } = pair;
  if (unsure === 'waiting') return `${better} is ${points} above ${worse} so far`;
  switch (difference.status) {
    case 'interval': {
      const about = `${intervalOf('accuracy', difference)}, ${plural(difference.seeds, 'seed')}`;
      return pair.decision === 'ahead'
        ? `${better} is ${points} above ${worse} (${about})`
        : `${plural(difference.seeds, 'seed')} cannot tell ${better} from ${worse} (${points} apart, ${intervalOf('accuracy', difference)})`;
    }
    case 'no-spread':
      return `${better} ended ${points} above ${worse} with each of ${plural(difference.seeds, 'seed')} alike: no interval can be told from that`;
    case 'two-seeds':
      return `${better} ended ${points} above ${worse}; two seeds are too few to tell what is chance`;
    case 'one-seed':
      return `${better} ended ${points} above ${worse}; one seed tells nothing of chance`;
    case 'none':
      return `${better} and ${worse} have no seed in common`;
    default:
      return difference satisfies never;
  }
}

/** `judged`: for each arm, undefined where nothing can be judged. */
export function generalisationSentence(
  data: SweepData,
  points: readonly GeneralisationPoint[],
  judged: readonly (Judgement | undefined)[],
): string {
  if (data.runs.every((r) => r.trial.role === 'tuning')) return 'No run has finished yet.';
  return data.spec.arms
    .map((_, arm) =>
      ofArm(
        data.spec,
        arm,
        ofOneArm(
          data,
          arm,
          points.filter((p) => p.arm === arm),
          judged[arm],
        ),
      ),
    )
    .join(' ');
}

function ofOneArm(
  data: SweepData,
  arm: number,
  points: readonly GeneralisationPoint[],
  judged: Judgement | undefined,
): string {
  if (points.length === 0) return 'No run has a final accuracy, so there is nothing to compare.';
  if (points.length === 1)
    return `${capital(batch(points[0].batchSize))} ended at ${formatPercent(points[0].validation.value)} validation accuracy; a second batch size is needed to compare.`;
  if (!judged) return `${spreadOf(points)}: no seed ended at every batch size, so they cannot be paired.`;
  const { unsure, pairs } = judged;
  if (unsure === 'waiting')
    return `There is no verdict yet: ${waitingWords(seedsDone(data, arm))} (${spreadOf(points)} so far).`;
  if (unsure === 'guessing') return `Nothing is learned at any batch size: ${spreadOf(points)} is guessing.`;
  const decided = unsure ? [] : pairs.filter((p) => p.decision === 'ahead');
  const said =
    decided.length > 0
      ? `${pairWords(decided[0], unsure)}.${alsoDecided(decided.slice(1), pairs)}`
      : undecided(points, judged);
  return `${said}${neededWords(data, judged)}${gaps(points)}${unfinished(points)}`;
}

function alsoDecided(others: readonly Pair[], all: readonly Pair[]): string {
  if (others.length === 0) return all.length > 1 ? ' The other pairs cannot be told apart.' : '';
  return ` ${others
    .slice(0, 2)
    .map((p) => pairWords(p, undefined))
    .join('; ')}.`;
}

function spreadOf(points: readonly GeneralisationPoint[]): string {
  const values = points.map((p) => p.validation.value);
  return `from ${formatPercent(Math.min(...values))} to ${formatPercent(Math.max(...values))} validation accuracy`;
}

function undecided(points: readonly GeneralisationPoint[], { pairs, unsure, seeds }: Judgement): string {
  if (pairs.length === 0) return `Only one batch size came to its end with every seed (${spreadOf(points)}).`;
  if (pairs.length === 1) return `${pairWords(pairs[0], unsure)}.`;
  if (unsure === 'one seed')
    return `The batch sizes ended ${spreadOf(points)}; one seed tells nothing of chance.`;
  if (unsure === 'two seeds')
    return `The batch sizes ended ${spreadOf(points)}; two seeds are too few to tell what is chance.`;
  return `${plural(seeds, 'seed')} cannot tell the batch sizes apart (${spreadOf(points)}); closest to a difference: ${pairWords(pairs[0], unsure)}.`;
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
