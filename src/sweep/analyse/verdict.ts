/** The closing sentence of a sweep, made from its results. */
import type { SweepData, Target } from '../../experiment/sweep.ts';
import { generalisationView } from './generalisationView.ts';
import { grouped } from './groups.ts';
import { noiseView } from './noiseView.ts';
import { raceView } from './raceView.ts';
import { speedView } from './speedView.ts';
import { targetRange } from './crossings.ts';
import { movesSentence } from './movesSentence.ts';
import { targetView } from './targetView.ts';

/**
 * The target of the sweep; without one 90% accuracy, or where that is out of reach nine tenths of the way to the best
 * measured. Where answers are numbers, a loss nine tenths of the way down.
 */
export function targetOf(data: SweepData): Target {
  const { until } = data.spec.budget;
  if (until) return until;
  const usual: Target = { metric: 'accuracy', value: 0.9 };
  const accuracies = targetRange(data, 'accuracy');
  if (accuracies) {
    const [low, high] = accuracies;
    if (low < usual.value && usual.value <= high) return usual;
    return { metric: 'accuracy', value: Math.floor(100 * (low + 0.9 * (high - low))) / 100 };
  }
  const losses = targetRange(data, 'loss');
  if (!losses) return usual;
  return { metric: 'loss', value: Number((losses[0] + 0.1 * (losses[1] - losses[0])).toPrecision(2)) };
}

/** For a free sweep: what it was made for (times, noise, several tasks, many seeds, a target), else the race. */
export function verdict(data: SweepData): string {
  if (data.spec.kind === 'speed') return speedView(data).sentence;
  if (grouped(data).groups.length === 0) return 'No run has finished yet.';
  switch (data.preset) {
    case 'race':
    case 'race-tuned':
      return race(data);
    case 'target':
      return targetView(data, targetOf(data)).sentence;
    case 'moves':
      return movesSentence(data, targetView(data, targetOf(data)));
    case 'generalise':
      return generalisationView(data).sentence;
    case 'noise':
      return noiseView(data, targetOf(data)).sentence;
    default:
      return free(data);
  }
}

function free(data: SweepData): string {
  const { arms, noise, budget, lrRule, seeds } = data.spec;
  if (arms.length > 1) return movesSentence(data, targetView(data, targetOf(data)));
  if (noise) return noiseView(data, targetOf(data)).sentence;
  if (budget.until || lrRule === 'tuned') return targetView(data, targetOf(data)).sentence;
  return seeds >= 5 ? generalisationView(data).sentence : race(data);
}

/** By accuracy, and by loss where answers are numbers and not classes. */
function race(data: SweepData): string {
  const metric = targetRange(data, 'accuracy') ? 'accuracy' : 'loss';
  return raceView(data, { axis: 'epochs', metric, split: 'validation' }).sentence;
}
