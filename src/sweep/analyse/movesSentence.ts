/** Whether the best batch size is another one for another task. */
import { formatNumber } from '../../experiment/format.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { Fastest, TargetView } from '../views.ts';
import { about, armWords, batches, capital, listed, rangedText, targetWords } from './words.ts';

/** A target reached in fewer updates than this is passed between two looks: it tells nothing of batch sizes. */
const TOO_FEW_UPDATES = 10;

type Unsure = NonNullable<Fastest['unsure']>;

interface Task {
  name: string;
  tooEasy: boolean;
  /** Ascending: the fastest and those that cannot be told from it; empty where none got there with every seed or times are missing. */
  best: number[];
  unsure: Unsure | undefined;
  measured: number | undefined;
  critical: { low: number; high: number; text: string } | undefined;
}

/** Says that it moves only where no batch size can be the fastest of every task. */
export function movesSentence(data: SweepData, view: TargetView): string {
  const all = data.spec.arms.flatMap((arm, i) => taskOf(view, i, armWords(arm)));
  const tasks = all.filter((t) => !t.tooEasy);
  const easy = all.filter((t) => t.tooEasy).map((t) => t.name);
  const beside =
    easy.length > 0
      ? ` ${capital(listed(easy))}: the target is reached within a few updates, too soon to tell batch sizes apart.`
      : '';
  const known = tasks.filter((t) => t.best.length > 0);
  if (known.length < 2 && easy.length === 0) return view.sentence;
  if (known.length < 2) return `Fewer than two tasks can tell whether the best batch size moves.${beside}`;
  const late = tasks.filter((t) => t.best.length === 0).map((t) => t.name);
  const without =
    late.length > 0 ? ` ${capital(listed(late))}: the target was not reached with every seed.` : '';
  return `${fastest(view, known)}${critical(tasks, known)}${without}${beside}`;
}

const inCommon = (tasks: readonly Task[]): number[] =>
  tasks[0].best.filter((size) => tasks.every((t) => t.best.includes(size)));

const fastestMoves = (tasks: readonly Task[]): boolean =>
  tasks.every((t) => !t.unsure) && inCommon(tasks).length === 0;

function fastest(view: TargetView, tasks: readonly Task[]): string {
  const target = targetWords(view.target);
  if (fastestMoves(tasks)) return `To ${target} the fastest batch size moves: ${each(tasks)}.`;
  const open = `These runs cannot tell whether the batch size that is fastest to ${target} moves`;
  if (tasks.some((t) => t.unsure)) {
    const least = tasks.map(({ name, measured }) => `${formatNumber(measured ?? 0)} for ${name}`);
    return `${open}: ${reasons(tasks)}. The least time was that of ${listed(least)}.`;
  }
  const common = inCommon(tasks);
  return `${open}: ${batches(common)} may be the fastest for ${listed(tasks.map((t) => t.name))}.`;
}

const WHY: Readonly<Record<Unsure, string>> = {
  'one seed': 'one seed tells nothing of chance',
  'no scatter': 'how much chance there is in the times cannot be told',
  disturbed: 'update times were disturbed while they were measured',
};

/** Each reason once, with the tasks that it is for where it is not for all. */
function reasons(tasks: readonly Task[]): string {
  const found = [...new Set(tasks.flatMap(({ unsure }) => unsure ?? []))];
  return found
    .map((why) => {
      const named = tasks.filter(({ unsure }) => unsure === why).map(({ name }) => name);
      return named.length === tasks.length ? WHY[why] : `for ${listed(named)}, ${WHY[why]}`;
    })
    .join('; ');
}

const each = (tasks: readonly Task[]): string =>
  listed(tasks.map(({ name, best }) => `${sizes(best)} for ${name}`));

const sizes = (best: readonly number[]): string =>
  best.length === 1
    ? formatNumber(best[0])
    : `${best
        .slice(0, -1)
        .map((size) => formatNumber(size))
        .join(', ')} or ${formatNumber(best[best.length - 1])}`;

/** Claimed to differ only where the intervals of two tasks do not meet. */
function critical(tasks: readonly Task[], timed: readonly Task[]): string {
  const known = tasks.flatMap(({ name, critical: size }) => (size ? [{ name, ...size }] : []));
  if (known.length < 2) return '';
  const apart = known.some((a) => known.some((b) => a.high < b.low));
  const moves = fastestMoves(timed) ? 'moves too' : 'moves';
  const verb = apart ? moves : 'cannot be told apart';
  return ` The critical batch size ${verb}: ${listed(known.map(({ name, text }) => `${text} for ${name}`))}.`;
}

function taskOf(view: TargetView, arm: number, name: string): Task[] {
  const points = view.points.filter((p) => p.arm === arm);
  if (points.length === 0) return [];
  const fit = view.fits[arm];
  const range = fit.status === 'fitted' ? fit.criticalBatch : undefined;
  const { low, high } = range ?? {};
  const { measured, best, unsure } = view.fastest[arm];
  const seeds = points.some((p) => p.seeds > 1);
  const known = range && low !== undefined && high !== undefined && seeds;
  const updates = points.flatMap((p) => (p.updates ? [p.updates.value] : []));
  return [
    {
      name,
      tooEasy: updates.some((u) => u < TOO_FEW_UPDATES),
      best,
      unsure,
      measured,
      critical: known ? { low, high, text: rangedText(range, (v) => about(v, 2)) } : undefined,
    },
  ];
}
