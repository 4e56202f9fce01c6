/** The Trainer of a page: one worker that trains, watched, replaced when it fails, and one for previews during a run. */
import { awaitDeath, type AwaitDeath } from './awaitDeath.ts';
import { Previewer } from './previewer.ts';
import { RunLine } from './runLine.ts';
import type { Trainer } from './trainer.ts';
import { whenIdle } from './whenIdle.ts';
import { startWorker, type StartWorker } from './workerLine.ts';

export interface TrainerOptions {
  /** Starts the worker once the page is idle and lets it draw data ahead, so that a run begins at once, and make previews; default true. */
  warmUp?: boolean;
  start?: StartWorker;
  now?: () => number;
  awaitDeath?: AwaitDeath;
  /** Address of the folder that the page is in. */
  site?: () => string;
}

export function createTrainer(options: TrainerOptions = {}): Trainer {
  const {
    warmUp = true,
    start = startWorker,
    now = () => performance.now(),
    awaitDeath: deathOf = awaitDeath,
    site = () => new URL('.', document.baseURI).href,
  } = options;
  const runs = new RunLine(start, now, site, deathOf);
  const previewer = new Previewer(start, site, (ear) => (warmUp ? runs.lend(ear) : undefined));
  const cancelWarmUp = warmUp ? whenIdle(() => runs.warmUp()) : () => undefined;
  return {
    start: (runId, config, until, resumeFrom) => runs.start({ runId, config, until, resumeFrom }),
    pause: () => runs.tell((runId) => ({ type: 'pause', runId })),
    resume: (until) => runs.tell((runId) => ({ type: 'resume', runId, until })),
    stop: () => runs.stop(),
    retune: (change) => runs.tell((runId) => ({ type: 'retune', runId, ...change })),
    preview(settings) {
      if (warmUp) runs.foresee(settings);
      return previewer.ask(settings);
    },
    listen: (listener) => runs.listen(listener),
    checkpoint: (runId) => runs.checkpoints.get(runId),
    forget: (runId) => runs.checkpoints.forget(runId),
    dispose() {
      cancelWarmUp();
      previewer.dispose();
      runs.dispose();
    },
  };
}
