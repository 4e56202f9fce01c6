/**
 * The worker's entry: hands each message to whom it is for. Engines are not among its static imports: the cpu engine is
 * one file more, fetched while a first run's data are drawn; TensorFlow.js comes when one of its engines starts.
 */
import { showLife } from './life.ts';
import { loadData, loadForPreview } from './loadData.ts';
import { createMemoryAnswers } from './memoryAnswers.ts';
import type { Post } from './outbox.ts';
import { createPreviews } from './previews.ts';
import type { Command } from './protocol.ts';
import { predictedUpdateMs } from '../engine/predict.ts';
import { createSession } from './session.ts';
import type { SessionTools } from './tools.ts';
import { createYield } from './yieldToEvents.ts';

const post: Post = (event, transfer = []) => postMessage(event, transfer);

// Types say that `locks` is always there; browsers leave it out where the page is not secure.
showLife(post, navigator.locks as LockManager | undefined);

const startEngine: SessionTools['startEngine'] = async (asked, options) =>
  (await import('../engine/select.ts')).startEngine(asked, options);
const session = createSession({
  post,
  loadDataset: loadData,
  startEngine,
  predictedUpdateMs,
  now: () => performance.now(),
  yieldToEvents: createYield(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
});
const previews = createPreviews({ post, load: loadForPreview });
const memory = createMemoryAnswers({ post, startEngine });

addEventListener('message', ({ data: command }: MessageEvent<Command>) => {
  switch (command.type) {
    case 'preview':
    case 'cancel':
      return previews.receive(command);
    case 'probe':
    case 'describe':
      return memory.receive(command);
    case 'foresee':
      return session.foresee(command.settings);
    case 'ping':
      return post({ type: 'pong', requestId: command.requestId });
    case 'start':
    case 'pause':
    case 'resume':
    case 'stop':
    case 'retune':
    case 'ack':
      return session.receive(command);
    default:
      return command satisfies never;
  }
});
