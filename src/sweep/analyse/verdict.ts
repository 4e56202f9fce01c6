/** The closing sentence of a sweep, made from its results: that of the view that answers it. */
import type { SweepData } from '../../experiment/sweep.ts';
import { generalisationView } from './generalisationView.ts';
import { grouped } from './groups.ts';
import { movesSentence } from './movesSentence.ts';
import { noiseView } from './noiseView.ts';
import { metricOf, targetOf, viewOf } from './question.ts';
import { raceView } from './raceView.ts';
import { speedView } from './speedView.ts';
import { targetView } from './targetView.ts';

export function verdict(data: SweepData): string {
  const view = viewOf(data);
  if (view === 'speed') return speedView(data).sentence;
  if (grouped(data).groups.length === 0) return 'No run has finished yet.';
  switch (view) {
    case 'target': {
      const found = targetView(data, targetOf(data));
      return data.spec.arms.length > 1 ? movesSentence(data, found) : found.sentence;
    }
    case 'generalisation':
      return generalisationView(data).sentence;
    case 'noise':
      return noiseView(data, targetOf(data)).sentence;
    case 'race':
    case 'runs':
      return raceView(data, { axis: 'epochs', metric: metricOf(data), split: 'validation' }).sentence;
    default:
      return view satisfies never;
  }
}
