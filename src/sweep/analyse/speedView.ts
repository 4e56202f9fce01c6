/** Time per update against batch size, by engine, and where a larger batch stops being faster per example. */
import { formatNumber } from '../../experiment/format.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { SpeedFit, SpeedPoint, SpeedView } from '../views.ts';
import { disturbance, POOR_FIT, quartiles, rate, spread, UNSTEADY } from './disturbance.ts';
import { machineOf } from './times.ts';
import { engineWords, failureNotes, sideBySide, timeText } from './engineWords.ts';
import { speedFits, speedPoints } from './speedFits.ts';
import { once } from './once.ts';
import { about, batch, capital, ofArm } from './words.ts';

/** Rates closer than this are called the same. */
const SAME = 1.15;
/** A batch size is at full speed from this share of the highest rate on. */
const FULL = 0.9;
/** An overhead below this share of the smallest update measured cannot be told. */
const LEAST_OVERHEAD = 0.02;

export const speedView = once((data: SweepData): SpeedView => {
  const points = speedPoints(data);
  const fits = speedFits(data, points);
  const names = Object.fromEntries(points.map(({ engine }) => [engine, engineWords(data, engine)]));
  return {
    names,
    points,
    fits,
    sentence: sentence(data, points, fits),
    // How well the law fits, in percent, stands with the fits; not here as well.
    notes: [
      ...(points.length > 0
        ? [`Measured alone ${machineOf(data)}: medians of repeated updates after a warm-up.`]
        : []),
      ...failureNotes(data),
    ],
  };
});

function sentence(data: SweepData, points: readonly SpeedPoint[], fits: readonly SpeedFit[]): string {
  if (points.length === 0) return 'No update time is measured yet.';
  const lines = new Map<string, SpeedPoint[]>();
  for (const p of points) {
    const key = `${p.arm} ${p.engine}`;
    lines.set(key, [...(lines.get(key) ?? []), p]);
  }
  const each = [...lines.values()].map((line) => {
    const { arm, engine } = line[0];
    const fit = fits.find((f) => f.arm === arm && f.engine === engine);
    return ofArm(data.spec, arm, ofLine({ line, fit, name: engineWords(data, engine) }));
  });
  const said = each.join(' ');
  return [said, ...(said.includes(TOO_SCATTERED) ? [ADVICE] : []), ...sideBySide(data, points)].join(' ');
}

/** Whether a trains clearly more examples per second than b: by more than the quartiles of both reach. */
const clearlyFaster = (a: SpeedPoint, b: SpeedPoint): boolean =>
  a.examplesPerSecond >= SAME * b.examplesPerSecond &&
  quartiles(a).high / a.batchSize < quartiles(b).low / b.batchSize;

interface Line {
  line: readonly SpeedPoint[];
  fit: SpeedFit | undefined;
  /** Of the engine. */
  name: string;
}

function ofLine({ line, fit, name }: Line): string {
  const [first] = line;
  if (line.length === 1)
    return `On the ${name} engine ${batch(first.batchSize)} trains ${rate(first)}; a second batch size is needed to compare.`;
  const disturbed = disturbance(line, fit);
  const compared = disturbed === undefined ? comparison(line, name) : undefined;
  return compared === undefined ? scattered(name, disturbed ?? WITHIN) : `${compared}${law(fit, first)}`;
}

const WITHIN = 'the batch sizes differ by no more than the repetitions at one of them, or with no trend';

const TOO_SCATTERED = 'the times scatter too much to tell where bigger stops being faster';

const scattered = (name: string, why: string): string => `On the ${name} engine ${TOO_SCATTERED}: ${why}.`;

/** Once, however many engines it is about. */
const ADVICE =
  'Something else probably used the processor meanwhile; close other programs and measure again.';

/** undefined where the differences are no larger than the spread, or follow no trend. */
function comparison(line: readonly SpeedPoint[], name: string): string | undefined {
  const [first] = line;
  const engine = `the ${name} engine`;
  const top = line.reduce((a, b) => (b.examplesPerSecond > a.examplesPerSecond ? b : a));
  const last = line[line.length - 1];
  const gain = top.examplesPerSecond / first.examplesPerSecond;
  const loss = first.examplesPerSecond / last.examplesPerSecond;
  if (gain < SAME && loss < SAME)
    return Math.max(spread(first), spread(last)) > UNSTEADY
      ? undefined
      : `On this engine a larger batch is hardly faster per example: ${batch(first.batchSize)} trains ${rate(first)} on ${engine}, ${batch(last.batchSize)} ${rate(last)}.`;
  if (gain < SAME)
    return clearlyFaster(first, last) && falls(line)
      ? `On this engine a larger batch is slower per example: ${batch(first.batchSize)} trains ${rate(first)} on ${engine}, ${batch(last.batchSize)} only ${rate(last)}.`
      : undefined;
  const full = line.find((p) => p.examplesPerSecond >= FULL * top.examplesPerSecond) ?? top;
  if (
    !clearlyFaster(top, first) ||
    quartiles(full).high / full.batchSize >= quartiles(first).low / first.batchSize
  )
    return undefined;
  const start = `On ${engine} ${batch(full.batchSize)} trains ${about(full.examplesPerSecond / first.examplesPerSecond, 2)} times as many examples per second as ${batch(first.batchSize)} (${rate(full)} against ${rate(first)})`;
  if (full === last) return `${start}, and larger batches may be faster still.`;
  const fall = clearlyFaster(top, last)
    ? `; ${batch(last.batchSize)} is slower again (${rate(last)})`
    : `; ${batch(last.batchSize)} brings ${rate(last)}`;
  return `${start}. ${capital('from there on bigger is hardly faster')}${fall}.`;
}

/** No batch size trains noticeably more examples per second than a smaller one. */
const falls = (line: readonly SpeedPoint[]): boolean =>
  line.every((p, i) =>
    line.slice(0, i).every((before) => p.examplesPerSecond < SAME * before.examplesPerSecond),
  );

function law(fit: SpeedFit | undefined, smallest: SpeedPoint): string {
  if (!fit) return '';
  const { overheadMs, perExampleMs, saturation, residual } = fit;
  if (residual > POOR_FIT) return ' No overhead plus a time for each example describes these times well.';
  if (overheadMs < LEAST_OVERHEAD * perExampleMs * smallest.batchSize)
    return ` An update takes about ${timeText(perExampleMs)} for each example; an overhead beside that is too small to tell.`;
  const line = `An update takes about ${timeText(overheadMs)} and ${timeText(perExampleMs)} more for each example`;
  return saturation < 1
    ? ` ${line}: already at batch size 1 the examples take more time than the overhead.`
    : ` ${line}: from about batch size ${formatNumber(Math.round(saturation))} on the examples take more time than the overhead.`;
}
