import { initialConfig } from '../../experiment/draft.ts';
import { TALK_FORMAT, TALK_VERSION, type Scene, type Talk } from '../../experiment/talk.ts';
import { encodeLink } from '../../experiment/url.ts';

const memory = encodeLink({
  ...initialConfig(),
  model: 'cnn',
  batchSize: 2048,
  memoryLimit: 64,
  engine: 'cpu',
});

const scenes: readonly Scene[] = [
  {
    title: 'What does batch size do?',
    words: 'Every curve you will see was trained for real, and can be trained again here, now.',
    notes:
      'Space runs a scene, the arrows change scenes, L trains it live. Ask for a show of hands: is a bigger batch better?',
    show: { kind: 'words' },
  },
  {
    title: 'A batch is what one update looks at',
    notes:
      'An update: take a batch, average its gradients, step. An epoch: every example once. Ask first: 10,000 examples, batches of 100, how many updates?',
    show: { kind: 'epoch', examples: 10_000, batchSize: 100 },
  },
  {
    title: 'Three batch sizes, the same examples',
    notes:
      'All three see every digit four times. Ask which wins, then press Space. The small one has made far more updates.',
    show: { kind: 'preset', preset: 'race', axis: 'epochs' },
  },
  {
    title: 'The same runs, update for update',
    notes:
      'Nothing was trained again; only the axis has changed. Ask: what did we hold equal before, and what now?',
    show: { kind: 'preset', preset: 'race', axis: 'updates' },
  },
  {
    title: 'The same runs, second for second',
    notes:
      'Seconds are of the machine that made the recording, each batch size timed alone. L shows this machine.',
    show: { kind: 'preset', preset: 'race', axis: 'seconds' },
  },
  {
    title: 'Was that race fair?',
    notes:
      'All had one learning rate. Here each has its own best, found on examples held out: 64 comes close to 8, 1,024 hardly gains in its 24 updates. Goyal et al. 2017 scale it with the batch; Shallue et al. 2019 found no rule that always holds.',
    show: { kind: 'preset', preset: 'race-tuned', axis: 'epochs' },
  },
  {
    title: 'How far does a bigger batch pay?',
    notes:
      'Twice the batch, half the updates: the dotted line. Well below the critical batch size the points nearly follow it; beyond it updates hardly fall any more (McCandlish et al. 2018).',
    show: { kind: 'preset', preset: 'target' },
  },
  {
    title: 'Where does bigger stop being faster?',
    notes:
      'An update costs an overhead and something for each example. L measures this machine; on a graphics card the flat part is longer.',
    show: { kind: 'preset', preset: 'speed' },
  },
  {
    title: 'How noisy is one batch?',
    notes:
      'The noise scale says how large a batch must be before it mostly repeats itself. It grows as the loss falls, so it is no constant of the data.',
    show: { kind: 'preset', preset: 'noise' },
  },
  {
    title: 'Memory sets a limit',
    notes:
      'Weights do not depend on the batch; what layers keep for the way back does. Accumulating micro-batches gives the same update for less memory and a little time, unless a layer looks at the whole batch, as batch normalisation does.',
    show: { kind: 'memory', link: memory },
  },
  {
    title: 'Do small batches generalise better?',
    notes:
      'Open research. For: Keskar et al. 2017, Masters and Luschi 2018. Against batch size itself as the cause: Hoffer et al. 2017 (train longer), Shallue et al. 2019 (tune each). Ask: would you bet your job on five seeds?',
    show: { kind: 'preset', preset: 'generalise' },
  },
  {
    title: 'How to choose one',
    words:
      'Take the batch size that reaches your target soonest and fits, tune its learning rate, and say what you held equal.',
    notes: 'And try it: index.html on your own machine, or the lab sheet in docs/teaching.md.',
    show: { kind: 'words' },
  },
];

/** The talk that the site brings. Numbers on its scenes come from recordings and from the settings of a scene. */
export const defaultTalk = (): Talk => ({
  format: TALK_FORMAT,
  version: TALK_VERSION,
  title: 'What does batch size do?',
  scenes: scenes.map((scene) => ({ ...scene })),
});
