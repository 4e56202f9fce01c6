/** A talk with a scene of every kind. */
import { TALK_FORMAT, TALK_VERSION, type Talk } from '../../src/experiment/talk.ts';

export const TALK: Talk = {
  format: TALK_FORMAT,
  version: TALK_VERSION,
  title: 'A talk',
  scenes: [
    {
      title: 'An epoch',
      words: 'One pass.',
      notes: 'Slowly.',
      show: { kind: 'epoch', examples: 10, batchSize: 3 },
    },
    { title: 'The race', notes: '', show: { kind: 'preset', preset: 'race', axis: 'seconds' } },
    { title: 'Target', notes: '', show: { kind: 'preset', preset: 'target' } },
    { title: 'Mine', notes: '', show: { kind: 'results', packed: 'AbC-_9', axis: 'updates' } },
    { title: 'Memory', notes: '', show: { kind: 'memory', link: 'v=1&model=cnn&hidden=64-32' } },
    { title: 'The end', words: 'Thank you.', notes: '', show: { kind: 'words' } },
  ],
};

export const talkWith = (scenes: number): Talk => ({
  ...TALK,
  scenes: Array.from({ length: scenes }, (_, i) => TALK.scenes[i % TALK.scenes.length]),
});
