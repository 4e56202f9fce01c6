/** How far a page's own training of a sweep is, in words, and whether its runs meet the recorded ones. */
import { formatDuration } from '../../experiment/format.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { Recording } from '../../recordings/recording.ts';
import { raceView } from '../../sweep/analyse/raceView.ts';
import { countOf } from '../../sweep/plan.ts';
import { plural } from '../../sweep/analyse/words.ts';
import { isBroken, type SweepTrainerState } from '../../state/sweepTrainer.ts';

export function statusWords({ phase, ahead, progress, data }: SweepTrainerState): string {
  switch (phase) {
    case 'idle':
      return '';
    case 'waiting':
      return ahead > 0
        ? `Waiting: ${plural(ahead, 'experiment')} of this page trains first.`
        : 'Getting ready.';
    case 'running': {
      if (!progress) return 'Getting ready.';
      const { done, total, secondsLeft } = progress;
      const left =
        secondsLeft === undefined ? '' : `, about ${formatDuration(1000 * Math.ceil(secondsLeft))} left`;
      return `Training: ${done} of ${total} done${left}.`;
    }
    case 'paused':
      return 'Paused.';
    case 'away':
      return 'Paused while out of sight.';
    case 'failed':
      return failedWords(progress?.error);
    case 'done':
      return data ? brokenWords(data) || stoppedWords(data) : '';
    default:
      return phase satisfies never;
  }
}

const failedWords = (error: { message: string } | undefined): string =>
  `This page does not let it train here${error ? `: ${error.message.replace(/\.$/, '')}` : ''}. The recorded result stays; open it in Batchscope to train.`;

function brokenWords({ runs }: SweepData): string {
  const broken = runs.filter(isBroken);
  return broken.length === 0
    ? ''
    : `${plural(broken.length, 'run')} could not be made: ${broken[0].error?.message ?? ''}`;
}

/** Ended by hand before all was made. */
function stoppedWords({ spec, runs }: SweepData): string {
  const total = countOf(spec).runs;
  const made = runs.filter((run) => run.trial.role === 'run' && !run.live).length;
  return made < total ? `Stopped: ${made} of ${plural(total, 'run')} made.` : '';
}

/** Of a race, as many digits as a recording keeps. */
const CLOSE = 1e-3;

/** A sentence where the same was trained as was recorded; undefined where it was not. */
export function meetsRecording(data: SweepData, { figure, preset }: Recording): string | undefined {
  if (figure.kind !== 'race' || data.preset !== preset) return undefined;
  const { view } = figure.axes.updates;
  const mine = raceView(data, { axis: 'updates', metric: view.metric, split: view.split });
  const met = view.curves.filter((curve) => {
    const own = mine.curves.find((c) => c.arm === curve.arm && c.batchSize === curve.batchSize);
    const [a, b] = [curve.median.at(-1), own?.median.at(-1)];
    return a !== undefined && b !== undefined && Math.abs(a - b) <= CLOSE * Math.abs(a);
  }).length;
  return met === view.curves.length
    ? 'Every curve ends where the recorded one does.'
    : `${met} of ${view.curves.length} curves end where the recorded ones do.`;
}

/** Where what is shown comes from: made here, a recording, or the results of a link. */
export function noteWords(
  here: SweepData | undefined,
  recording: Recording | undefined,
  linked: SweepData | undefined,
): string {
  if (here) return 'Trained in this page; nothing is kept when it closes.';
  if (recording) return `Recorded ${recording.recordedAt.slice(0, 10)} on ${recording.environment}.`;
  return linked ? `From a link: recorded elsewhere on ${isoDay(linked.createdAt)}, thinned.` : '';
}

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
