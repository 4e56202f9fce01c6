/** The study's charts, drawn from what Compare's analyses say of its runs. */
import { rateCurve } from './rates.mjs';
import { createPlot } from './plot.mjs';

const sizes = [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
const batchAxis = { label: 'batch size B', domain: [6.5, 5000], log: true, ticks: sizes };
const GREY = '#6b6a66';
const BLUE = '#2f5fd0';
const RED = '#c2410c';
const spanOf = (values, pad) => [Math.min(...values) / pad, Math.max(...values) * pad];

/** Updates to the target against B. */
export function updatesChart({ batchColor }, { view }) {
  const known = view.points.flatMap(({ updates, missed }) => [
    ...(updates ? [updates.value, updates.low ?? updates.value, updates.high ?? updates.value] : []),
    ...missed,
  ]);
  const positive = known.filter((v) => v > 0);
  const percent = `${Math.round(100 * view.target.value)}%`;
  const plot = createPlot({
    title: `Updates to ${percent} validation accuracy, each batch size with its best learning rate`,
    describe: `Updates to ${percent} accuracy on MNIST against batch size, with the line of perfect scaling and the fit.`,
    x: batchAxis,
    y: { label: 'updates', domain: spanOf(positive, 1.25), log: true },
  });
  plot.line(
    view.perfect[0].map(({ batchSize, updates }) => ({ x: batchSize, y: updates })),
    { colour: GREY, dash: '5 4', label: 'perfect scaling' },
  );
  const [fit] = view.fits;
  if (fit.status === 'fitted')
    plot.line(
      fit.line.map(({ batchSize, updates }) => ({ x: batchSize, y: updates })),
      { colour: BLUE, label: 'S = Smin(1 + Bc/B)' },
    );
  for (const { batchSize, updates, missed } of view.points) {
    const colour = batchColor(batchSize, 'light');
    if (updates)
      plot.point({ x: batchSize, y: updates.value, low: updates.low, high: updates.high }, { colour });
    for (const y of new Set(missed)) plot.point({ x: batchSize, y }, { colour, open: true });
  }
  return plot.svg();
}

/**
 * The best learning rates against B, with the rules that start from the smallest batch size and McCandlish's
 * ε_max/(1 + Bc/B): Bc that of the updates, ε_max the geometric mean over the batch sizes.
 */
export function ratesChart({ batchColor, ruledRate }, { rates, critical }) {
  const [first] = rates;
  const base = { learningRate: first.learningRate, batchSize: first.batchSize };
  const all = rates.flatMap(({ tried }) => tried);
  const plot = createPlot({
    title: 'The best learning rate of each batch size',
    describe: 'Best learning rates against batch size, beside the linear and the square root rule.',
    x: batchAxis,
    y: { label: 'learning rate', domain: spanOf(all, 1.3), log: true },
  });
  for (const [rule, label] of [
    ['linear', 'linear rule'],
    ['sqrt', 'square root rule'],
  ])
    plot.line(
      Array.from({ length: 60 }, (_, i) => {
        const x = 8 * 512 ** (i / 59);
        return { x, y: ruledRate(rule, base, x) };
      }),
      { colour: GREY, dash: rule === 'linear' ? '5 4' : '2 3', label },
    );
  if (critical) {
    const { most, share } = rateCurve(rates, critical.value);
    plot.line(
      Array.from({ length: 60 }, (_, i) => ({
        x: 8 * 512 ** (i / 59),
        y: most / share(8 * 512 ** (i / 59)),
      })),
      { colour: BLUE, label: 'ε_max/(1 + Bc/B)' },
    );
  }
  for (const { batchSize, learningRate, tried } of rates) {
    const colour = batchColor(batchSize, 'light');
    for (const y of tried) if (y !== learningRate) plot.point({ x: batchSize, y }, { colour: '#cfcbc2' });
    plot.point({ x: batchSize, y: learningRate }, { colour });
  }
  return plot.svg();
}

/** Accuracy after equal epochs against B, with one rate for all and with the linear rule. */
export function rulesChart(_lab, { rules }) {
  const values = rules.flatMap(({ points }) =>
    points.filter((p) => p.diverged < p.seeds).map((p) => p.value),
  );
  const least = Math.min(...values);
  const step = least > 0.85 ? 0.02 : least > 0.6 ? 0.05 : 0.1;
  const low = Math.floor(least / step) * step;
  const plot = createPlot({
    title: 'Validation accuracy after 2 epochs',
    describe:
      'Accuracy after 2 epochs against batch size, for a fixed learning rate and for the linear rule.',
    x: batchAxis,
    y: {
      label: 'validation accuracy',
      domain: [Math.max(0, low - 1e-9), 1],
      ticks: Array.from({ length: Math.round(1 / step) + 1 }, (_, i) => Number((i * step).toFixed(2))),
      text: (v) => `${Math.round(100 * v)}%`,
    },
  });
  for (const [i, { label, points }] of rules.entries()) {
    const colour = [BLUE, RED][i];
    const trained = points.filter((p) => p.diverged < p.seeds);
    plot.line(
      trained.map((p) => ({ x: p.batchSize, y: p.value })),
      { colour, label },
    );
    for (const p of trained)
      plot.point(
        {
          x: p.batchSize,
          y: p.value,
          low: p.low,
          high: p.high === undefined ? undefined : Math.min(1, p.high),
        },
        { colour, open: p.diverged > 0 },
      );
  }
  return plot.svg();
}

/** The noise scale while training, beside the fitted critical batch size. */
export function noiseChart({ batchColor }, { track, critical }) {
  const points = track.points.filter((p) => p.scale && p.update > 0);
  const ends = points.flatMap(({ scale }) => [scale.low ?? scale.value, scale.high ?? scale.value]);
  const last = points.at(-1).update;
  const first = points[0].update;
  const extra = critical ? [critical.value] : [];
  const plot = createPlot({
    title: `Gradient noise scale while training (B = ${track.batchSize})`,
    describe: 'The gradient noise scale against updates, beside the critical batch size of the target.',
    x: { label: 'updates', domain: [first, last], log: true },
    y: {
      label: 'examples',
      domain: spanOf(
        [...ends, ...extra].filter((v) => v > 0),
        1.2,
      ),
      log: true,
    },
  });
  const colour = batchColor(track.batchSize, 'light');
  if (critical) {
    const span = [first, last].map((x) => ({ x, y: critical.value, ...critical }));
    if (critical.low !== undefined && critical.high !== undefined) plot.band(span, { colour: BLUE });
    plot.line(span, { colour: BLUE, label: 'critical batch size' });
  }
  plot.band(
    points.map(({ update, scale }) => ({
      x: update,
      low: scale.low ?? scale.value,
      high: scale.high ?? scale.value,
    })),
    { colour },
  );
  plot.line(
    points.map(({ update, scale }) => ({ x: update, y: scale.value })),
    { colour, label: 'noise scale' },
  );
  return plot.svg();
}
