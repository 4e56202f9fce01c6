/** The real sweep worker, but for trials whose seed is 666: on these it breaks in the way that its name says. */
import '../../src/worker/sweep.worker.ts';
import type { SweepCommand } from '../../src/worker/sweepProtocol.ts';

addEventListener('message', ({ data }: MessageEvent<SweepCommand>) => {
  if (data.type !== 'job' || data.job.kind !== 'trial' || data.job.trial.config.seed !== 666) return;
  switch (self.name) {
    case 'throws':
      throw new Error('thrown on purpose');
    case 'closes':
      return self.close();
    case 'loops':
      for (;;);
  }
});
