/** The figure that answers what a sweep asks, as Compare shows it first. */
import { thin } from '../science/thin.ts';
import type { SweepData } from '../experiment/sweep.ts';
import { generalisationView } from '../sweep/analyse/generalisationView.ts';
import { noiseView } from '../sweep/analyse/noiseView.ts';
import { metricOf, targetOf, viewOf } from '../sweep/analyse/question.ts';
import { raceView } from '../sweep/analyse/raceView.ts';
import { speedView } from '../sweep/analyse/speedView.ts';
import { targetView } from '../sweep/analyse/targetView.ts';
import { withinWords } from '../sweep/analyse/words.ts';
import type { RaceAxis, RaceCurve, RaceView } from '../sweep/views.ts';
import { CURVE_POINTS, type Figure } from './recording.ts';

export function figureOf(data: SweepData): Figure {
  const view = viewOf(data);
  switch (view) {
    case 'race':
    case 'runs':
      return raceFigure(data);
    case 'target': {
      const target = targetOf(data);
      return {
        kind: 'target',
        view: targetView(data, target),
        budget: `not ${withinWords(data.spec, target)}`,
      };
    }
    case 'speed':
      return { kind: 'speed', view: speedView(data) };
    case 'generalisation':
      return { kind: 'generalisation', view: generalisationView(data) };
    case 'noise':
      return { kind: 'noise', view: noiseView(data, targetOf(data)) };
    default:
      return view satisfies never;
  }
}

function raceFigure(data: SweepData): Figure {
  const metric = metricOf(data);
  const split = 'validation';
  const on = (axis: RaceAxis): { view: RaceView } => {
    const view = raceView(data, { axis, metric, split });
    return { view: { ...view, curves: view.curves.map(thinned) } };
  };
  const axes = {
    epochs: on('epochs'),
    updates: on('updates'),
    examples: on('examples'),
    seconds: on('seconds'),
  };
  return { kind: 'race', metric, split, axes };
}

function thinned(curve: RaceCurve): RaceCurve {
  const { x, median, low, high } = curve;
  const kept = thin(x, median, CURVE_POINTS);
  const pick = (values: readonly number[]): number[] => kept.map((i) => values[i]);
  return { ...curve, x: pick(x), median: pick(median), low: pick(low), high: pick(high) };
}
