/** The entry of the worker that takes updates apart, on the cpu engine; one question after another. */
import { sentenceOf } from '../experiment/reason.ts';
import type { Anatomy } from './anatomy.ts';
import type { AnatomyCommand, AnatomyEvent } from './anatomyProtocol.ts';
import { showLife } from './life.ts';

const post = (event: AnatomyEvent): void => postMessage(event);

// Types say that `locks` is always there; browsers leave it out where the page is not secure.
showLife(
  (event) => {
    if (event.type === 'alive') post(event);
  },
  navigator.locks as LockManager | undefined,
);

let anatomy: Anatomy | undefined;
let before = Promise.resolve();

async function answer(command: AnatomyCommand): Promise<AnatomyEvent> {
  const { requestId } = command;
  if (command.type === 'begin') {
    anatomy?.end();
    anatomy = undefined;
    const [{ startCpuEngine }, { createAnatomy }] = await Promise.all([
      import('../engine/cpu/engine.ts'),
      import('./anatomy.ts'),
    ]);
    anatomy = await createAnatomy(command.config, await startCpuEngine());
    return { type: 'begun', requestId, lesson: anatomy.lesson };
  }
  if (!anatomy) throw new Error('nothing has begun');
  switch (command.type) {
    case 'next':
      return { type: 'dissected', requestId, dissection: await anatomy.next(command.batchSize) };
    case 'spread':
      return {
        type: 'spreads',
        requestId,
        spreads: await anatomy.spread(command.batchSizes, command.draws),
      };
    default:
      return command satisfies never;
  }
}

addEventListener('message', ({ data }: MessageEvent<AnatomyCommand>) => {
  before = before
    .then(() => answer(data))
    .catch((reason): AnatomyEvent => ({
      type: 'failed',
      requestId: data.requestId,
      message: sentenceOf(reason),
    }))
    .then(post);
});
