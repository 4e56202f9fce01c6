/**
 * Deliberate breakages, over all rooms. Each is one small change of the source that a reader would notice sooner or later;
 * `caughtBy` names the tests of which at least one has to fail while it is in place. `npm run breakages` tries them.
 */

/**
 * @typedef {object} Breakage
 * @property {string} name what would be wrong, as a person would notice it
 * @property {string} file the source that is changed
 * @property {string} find text that stands in it once
 * @property {string} replace what is put in its place
 * @property {{ stage: 'unit' | 'browser' | 'e2e' | 'budget', file?: string, name?: string }} caughtBy
 */

const unit = (file, name) => ({ stage: 'unit', file, ...(name && { name }) });
const browser = (file, name) => ({ stage: 'browser', file, ...(name && { name }) });
const e2e = (file, name) => ({ stage: 'e2e', file, ...(name && { name }) });

/** @type {Breakage[]} */
export const BREAKAGES = [
  // Numbers
  {
    name: 'momentum on the cpu engine forgets its last step',
    file: 'src/engine/cpu/assembly/optimizer.ts',
    find: 'const now = madd(madd(v128.load(g), part, old), kept, v128.load(v));',
    replace: 'const now = madd(v128.load(g), part, old);',
    caughtBy: unit('tests/engine/cpu/engine.test.ts'),
  },
  {
    name: 'the loss of an update on WebGL and WebGPU is a sum, not a mean',
    file: 'src/engine/tfjs/losses.ts',
    find: 'return sum / batch;',
    replace: 'return sum;',
    caughtBy: browser('tests/engine/webgl.gpu.test.ts'),
  },
  {
    name: 'an interval over seeds has one degree of freedom too many',
    file: 'src/science/paired.ts',
    find: '(2 * comparisons), pairs - 1) * error',
    replace: '(2 * comparisons), pairs) * error',
    caughtBy: unit('tests/science/paired.test.ts'),
  },
  {
    name: 'a gap in which the machine slept counts as training time',
    file: 'src/worker/clock.ts',
    find: 'return measuredMs > GAP_FACTOR * expectedMs + GAP_MS ? expectedMs : measuredMs;',
    replace: 'return measuredMs;',
    caughtBy: e2e('tests/e2e/lifecycle.spec.ts', 'a page that slept'),
  },
  // Worker death, lost GPU
  {
    name: 'the death of a worker is not heard of',
    file: 'src/worker/client/awaitDeath.ts',
    find: 'if (!signal.aborted) then();',
    replace: 'void then;',
    caughtBy: e2e('tests/e2e/faults.spec.ts'),
  },
  {
    name: 'a worker that hangs is never given up',
    file: 'src/worker/client/watchdog.ts',
    find: "return silentMs >= this.limitMs ? 'hung' : undefined;",
    replace: "return silentMs >= 1e9 * this.limitMs ? 'hung' : undefined;",
    caughtBy: e2e('tests/e2e/faults.spec.ts'),
  },
  {
    name: 'a lost WebGL context is not noticed',
    file: 'src/engine/tfjs/webgl.ts',
    find: "canvas.addEventListener('webglcontextlost', lost);",
    replace: '',
    caughtBy: e2e('tests/e2e/faults.spec.ts'),
  },
  {
    name: 'out of memory on WebGPU gives wrong numbers in silence',
    file: 'src/engine/tfjs/webgpu.ts',
    find: "device.addEventListener('uncapturederror'",
    replace: "device.addEventListener('unheard' as 'uncapturederror'",
    caughtBy: e2e('tests/e2e/faults.spec.ts'),
  },
  // Storage
  {
    name: 'full storage ends the download',
    file: 'src/datasets/load/keep.ts',
    find: "unkept(isQuota(error) ? 'its storage is full' : 'its storage failed');",
    replace: 'throw error;',
    caughtBy: e2e('tests/e2e/datasets.spec.ts'),
  },
  {
    name: 'a run of a sweep is not kept when it ends',
    file: 'src/sweep/store.ts',
    find: 'void at(RUNS).put(recordOf(id, run, ',
    replace: 'void (recordOf(id, run, ',
    caughtBy: e2e('tests/e2e/compare.spec.ts', 'a reload in the middle'),
  },
  // Links, files
  {
    name: 'a link leaves out the last setting',
    file: 'src/experiment/url.ts',
    find: "return [`v=${LINK_VERSION}`, ...settingPairs(config)].join('&');",
    replace: "return [`v=${LINK_VERSION}`, ...settingPairs(config).slice(0, -1)].join('&');",
    caughtBy: e2e('tests/e2e/link.spec.ts'),
  },
  {
    name: 'a link with results loses them on the way to the page',
    file: 'src/state/compareLink.ts',
    find: 'hash.startsWith(RESULTS_MARK) ? hash.slice(RESULTS_MARK.length) : undefined',
    replace: 'hash.startsWith(RESULTS_MARK) ? undefined : undefined',
    caughtBy: e2e('tests/e2e/results-link.spec.ts'),
  },
  {
    name: 'an imported file may hold numbers that are none',
    file: 'src/experiment/shape.ts',
    find: "typeof value === 'number' && Number.isFinite(value) ? value : fail(path, 'a number', value);",
    replace: "typeof value === 'number' || value === null ? Number(value) : fail(path, 'a number', value);",
    caughtBy: unit('tests/experiment/sweepResults.test.ts'),
  },
  // Embeds
  {
    name: 'an embed trains on every core, the one of the page too',
    file: 'src/faces/embed/permits.ts',
    find: 'const limit = Math.max(1, cores - 1);',
    replace: 'const limit = Math.max(1, cores);',
    caughtBy: e2e('tests/e2e/embed-host.spec.ts'),
  },
  {
    name: 'any frame may speak to an embed in the place of its page',
    file: 'src/faces/embed/port.ts',
    find: 'if (source !== window.parent || data !== null || ports.length !== 1) return;',
    replace: 'if (ports.length !== 1) return;',
    caughtBy: unit('tests/faces/embed/port.test.ts'),
  },
  {
    name: 'an embed plays by itself under reduced motion',
    file: 'src/faces/embed/first.ts',
    find: 'if (look.autoplay && !still.matches)',
    replace: 'if (look.autoplay)',
    caughtBy: e2e('tests/e2e/embed.spec.ts', 'reduced motion'),
  },
  // Lecture
  {
    name: 'the key of a presenter that goes back does nothing',
    file: 'src/faces/lecture/keys.ts',
    find: "keys: ['ArrowLeft', 'PageUp']",
    replace: "keys: ['ArrowLeft']",
    caughtBy: e2e('tests/e2e/lecture.spec.ts', 'keys'),
  },
  {
    name: 'a blank screen hears the keys of the scene under it',
    file: 'src/faces/lecture/Lecture.tsx',
    find: "if (blank ? what !== 'blank' && what !== 'close' : over !== undefined && !isOver(what)) return;",
    replace: 'if (over !== undefined && !isOver(what)) return;',
    caughtBy: e2e('tests/e2e/lecture.spec.ts'),
  },
  // Access
  {
    name: 'a button of the lecture has no name',
    file: 'src/faces/lecture/SceneBar.tsx',
    find: 'aria-label="Moment of the recording"',
    replace: '',
    caughtBy: e2e('tests/e2e/lecture.spec.ts', 'every scene is legible'),
  },
  {
    name: 'a field of Train has no label',
    file: 'src/ui/controls/FieldControl.tsx',
    find: '<label id={`${id}-label`} htmlFor={id}>',
    replace: '<label id={`${id}-label`}>',
    caughtBy: e2e('tests/e2e/access.spec.ts', 'axe'),
  },
  {
    name: 'dark text is too faint to read',
    file: 'src/ui/theme.css',
    find: '\n  --card: #1c1e21;\n  --ink: #eceae6;',
    replace: '\n  --card: #1c1e21;\n  --ink: #4a4a48;',
    caughtBy: e2e('tests/e2e/access.spec.ts', 'axe'),
  },
  // Without the network
  {
    name: 'the styles are missing without the network',
    file: 'vite.config.ts',
    find: '**/*.{html,js,css,svg,webmanifest}',
    replace: '**/*.{html,js,svg,webmanifest}',
    caughtBy: e2e('tests/e2e/offline.spec.ts'),
  },
  {
    name: 'a newer version swaps the files of other open pages',
    file: 'src/state/pageLock.ts',
    find: 'filter(({ name }) => name === PAGE_LOCK).length <= 1;',
    replace: 'filter(({ name }) => name === PAGE_LOCK).length >= 0;',
    caughtBy: e2e('tests/e2e/offline.spec.ts'),
  },
  // Weight
  {
    name: 'Compare is loaded before anybody opens it',
    file: 'src/faces/app/main.tsx',
    find: "import { App } from './App.tsx';",
    replace:
      "import { App } from './App.tsx';\nimport * as ComparePage from './ComparePage.tsx';\nReflect.set(window, 'comparePage', ComparePage);",
    caughtBy: { stage: 'budget' },
  },
  // Memory
  {
    name: 'one remedy against too little memory names the wrong optimiser',
    file: 'src/experiment/remedies.ts',
    find: 'SGD instead of ${OPTIMIZER_NAMES[optimizer]}',
    replace: "SGD instead of ${optimizer === 'adam' ? 'momentum' : 'Adam'}",
    caughtBy: unit('tests/experiment/remedies.test.ts'),
  },
  {
    name: 'the largest batch that fits is one too large',
    file: 'src/experiment/memoryPrediction.ts',
    find: 'if (predictedMemory(config, engine, middle).total <= bytes) fits = middle;',
    replace: 'if (predictedMemory(config, engine, middle - 1).total <= bytes) fits = middle;',
    caughtBy: unit('tests/experiment/memoryLimit.test.ts'),
  },
];
