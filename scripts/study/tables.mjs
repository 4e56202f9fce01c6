/** The study's numbers as Markdown, for the marked blocks of docs/science.md. */
import { missedBy, powerCurve, rateCurve } from './rates.mjs';

const cells = (row) => `| ${row.join(' | ')} |`;

function table(head, rows) {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((row) => [...row[i]].length)));
  const pad = (row) => row.map((cell, i) => cell.padStart(widths[i]));
  return [
    cells(pad(head)),
    cells(widths.map((w) => `${'-'.repeat(w - 1)}:`)),
    ...rows.map((r) => cells(pad(r))),
  ].join('\n');
}

const whole = (x) => Math.round(x).toLocaleString('en');
const three = (x) => Number(x.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 4 });
const ranged = (r, text) =>
  r.low === undefined || r.high === undefined
    ? text(r.value)
    : `${text(r.value)} (${text(r.low)} to ${text(r.high)})`;
const percent = (x) => `${(100 * x).toFixed(1)}%`;

export function targetTable({ view, rates }) {
  const rows = view.points.map(({ batchSize, updates, examples, reached, seeds, atLeastUpdates }) => {
    const rate = rates.find((r) => r.batchSize === batchSize);
    return [
      whole(batchSize),
      three(rate.learningRate) + (rate.atEdge ? ' (edge)' : ''),
      updates ? ranged(updates, whole) : `over ${whole(atLeastUpdates ?? 0)}`,
      examples ? whole(examples.value) : '',
      `${reached} of ${seeds}`,
    ];
  });
  return table(['B', 'best rate', 'updates (95%)', 'examples', 'reached'], rows);
}

export function fitText({ view }) {
  const [fit] = view.fits;
  const words = [`> ${view.sentence}`];
  if (fit.status === 'fitted')
    words.push(
      '',
      `Fit: S<sub>min</sub> = ${three(fit.minUpdates)} updates, Bc = ${ranged(fit.criticalBatch, three)} examples.`,
    );
  else words.push('', `No fit: ${fit.reason}`);
  return words.join('\n');
}

export function rulesTable({ rules }) {
  const [fixed, linear] = rules;
  const cell = (p) => {
    if (p.diverged === p.seeds) return 'diverged';
    return `${ranged(p, percent)}${p.diverged > 0 ? `, ${p.diverged} of ${p.seeds} diverged` : ''}`;
  };
  const rows = fixed.points.map((p, i) => [
    whole(p.batchSize),
    whole(p.updates),
    three(p.learningRate),
    cell(p),
    three(linear.points[i].learningRate),
    cell(linear.points[i]),
  ]);
  return table(['B', 'updates', 'fixed rate', 'accuracy (95%)', 'linear rate', 'accuracy (95%)'], rows);
}

export function noiseText({ view, track, atTarget, noiseSentence }) {
  const points = track.points.filter((p) => p.scale);
  const at = points.indexOf(atTarget);
  const near = points.slice(Math.max(0, at - 2), at + 3);
  const values = near.map((p) => p.scale.value);
  const ends = [near[0], near[near.length - 1]].map((p) => whole(p.update));
  const picked = [0, 0.25, 0.5, 0.75, 1].map((q) => points[Math.round(q * (points.length - 1))]);
  const rows = [...new Set(picked)].map(({ update, examples, scale }) => [
    whole(update),
    whole(examples),
    ranged(scale, three),
  ]);
  const percentText = `${Math.round(100 * view.target.value)}%`;
  return `${table(['update', 'examples', 'noise scale (95%)'], rows)}

> ${noiseSentence}

Where these runs pass ${percentText} (update ${whole(atTarget.update)}) it is ${ranged(atTarget.scale, three)}; at the five looks around there, updates ${ends[0]} to ${ends[1]}, between ${three(Math.min(...values))} and ${three(Math.max(...values))}.`;
}

export function ratesText({ rates, critical }) {
  const { exponent, scale } = powerCurve(rates);
  const power = missedBy(rates, (batchSize) => scale * batchSize ** exponent);
  const { most, share } = rateCurve(rates, critical.value);
  const curve = missedBy(rates, (batchSize) => most / share(batchSize));
  return `The blue line, with one constant fitted, misses the tuned rates by a factor ${curve.toFixed(2)} (root mean square); the best power of B, with two (exponent ${exponent.toFixed(2)}), by ${power.toFixed(2)}.`;
}
