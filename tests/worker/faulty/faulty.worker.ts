/** A worker that meets its end in the way that the run's name says. */
import { showLife } from '../../../src/worker/life.ts';
import type { Command, Event } from '../../../src/worker/protocol.ts';

const post = (event: Event): void => self.postMessage(event);

if (self.name !== 'without locks') showLife(post, navigator.locks);

addEventListener('message', ({ data: command }: MessageEvent<Command>) => {
  if (command.type === 'ping') post({ type: 'pong', requestId: command.requestId });
  if (command.type !== 'start') return;
  const { runId } = command;
  const position = { update: 7, examples: 700, epoch: 0.7, seconds: 0.1 };
  post({ type: 'phase', runId, phase: { name: 'training' }, expectedMs: 40, position });
  switch (runId) {
    case 'throws':
      throw new Error('thrown on purpose');
    case 'closes':
      return self.close();
    case 'loops':
      for (;;);
    case 'silent':
      return;
    default:
      post({ type: 'finished', runId, position });
  }
});
