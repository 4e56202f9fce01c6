/** The shape of a recorded race: the same runs on four axes. */
import { count, fail, listUpTo, object, oneOf, type Shape } from '../experiment/shape.ts';
import type { Metric } from '../experiment/sweep.ts';
import type { RaceAxis, RaceCurve, RaceSplit, RaceView } from '../sweep/views.ts';
import { CURVE_POINTS, type Figure } from './recording.ts';
import { amount, group, said } from './shapes.ts';

const MOST_CURVES = 200;

const metric = oneOf<Metric>('loss', 'accuracy');
const split = oneOf<RaceSplit>('training', 'validation');
const axisShape = oneOf<RaceAxis>('epochs', 'updates', 'examples', 'seconds');

function curve(arms: number): Shape<RaceCurve> {
  const column = listUpTo(CURVE_POINTS, amount);
  const shape = object<RaceCurve>({
    ...{
      ...group(arms),
      x: column,
      median: column,
      low: column,
      high: column,
      seeds: count,
      diverged: count,
    },
  });
  return (value, path) => {
    const found = shape(value, path);
    const { x } = found;
    for (const key of ['median', 'low', 'high'] as const)
      if (found[key].length !== x.length)
        fail(`${path}.${key}`, `as long as x (${x.length})`, found[key].length);
    x.forEach((at, i) => {
      if (at < (x[i - 1] ?? 0)) fail(`${path}.x[${i}]`, 'not below the one before, nor below 0', at);
    });
    return found;
  };
}

export function raceShape(arms: number): Shape<Figure> {
  const view = (axis: RaceAxis): Shape<{ view: RaceView }> => {
    const shape = object<RaceView>({
      axis: axisShape,
      metric,
      split,
      curves: listUpTo(MOST_CURVES, curve(arms)),
      ...said,
    });
    return object<{ view: RaceView }>({
      view: (value, path) => {
        const found = shape(value, path);
        return found.axis === axis ? found : fail(`${path}.axis`, axis, found.axis);
      },
    });
  };
  const axes = object<Record<RaceAxis, { view: RaceView }>>({
    ...{
      epochs: view('epochs'),
      updates: view('updates'),
      examples: view('examples'),
      seconds: view('seconds'),
    },
  });
  return object<Extract<Figure, { kind: 'race' }>>({ kind: oneOf('race'), metric, split, axes });
}
