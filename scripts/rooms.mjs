/** Who may import whom in src/. Paths are relative to the repository, with forward slashes. */
import { posix } from 'node:path';

const chain = ['science', 'experiment', 'datasets', 'engine', 'worker', 'sweep'];
const page = ['state', 'ui', 'faces'];
const rooms = [...chain, ...page, 'recordings'];

/** What the page may see of the datasets: their types and what is said of them. */
const datasetInfo = /^src\/datasets\/(dataset|registry)\.tsx?$/;
const protocol = /^src\/worker\/(protocol|sweepProtocol|anatomyProtocol)\.tsx?$/;
const client = /^src\/worker\/client(\/|\.tsx?$)/;
/** A worker that is started, its code as a text; nothing of it is imported. */
const startsWorker = /\.worker\.ts\?worker&inline$/;
const hooks = /^src\/state\/(hooks|compareHooks|memoryHooks)\.tsx?$/;

/** The room of a path: "science", …, "worker/client"; undefined outside of src. */
export function roomOf(path) {
  const [top, room] = path.split('/');
  if (top !== 'src') return undefined;
  return client.test(path) ? 'worker/client' : room;
}

/** Whether a source file lies where one may. */
export const isHoused = (path) => rooms.includes(path.split('/')[1]) || /^src\/[\w.-]+\.d\.ts$/.test(path);

const packageRules = [
  {
    name: /^@tensorflow\//,
    may: (from) => from.startsWith('src/engine/tfjs/'),
    why: 'only src/engine/tfjs imports TensorFlow.js',
  },
  {
    name: /^recharts(\/|$)/,
    may: (from) => from.startsWith('src/ui/charts/'),
    why: 'only src/ui/charts imports Recharts',
  },
  {
    name: /^(react|react-dom|use-sync-external-store|@types\/react)(\/|$)|^zustand(\/react.*)?$/,
    may: (from) => ['ui', 'faces'].includes(roomOf(from)) || hooks.test(from),
    why: 'React begins at src/state/hooks.ts (zustand/vanilla has none)',
  },
  { name: /^node:/, may: () => false, why: 'src/ runs in a browser, which has no Node modules' },
];

const shared = (to) => datasetInfo.test(to) || protocol.test(to);

function mayImport(from, to) {
  const a = roomOf(from);
  const b = roomOf(to);
  if (a === 'faces') {
    if (b === 'faces') return from.split('/')[2] === to.split('/')[2];
    return mayImportPage(a, b, to);
  }
  if (page.includes(a)) return mayImportPage(a, b, to);
  if (a === 'worker/client') return ['science', 'experiment', 'worker/client'].includes(b) || shared(to);
  if (a === 'recordings') return ['science', 'experiment', 'sweep', 'recordings'].includes(b);
  if (a === 'sweep' && b === 'worker/client') return true;
  return chain.includes(a) && chain.includes(b) && chain.indexOf(b) <= chain.indexOf(a);
}

function mayImportPage(a, b, to) {
  if (['science', 'experiment', 'worker/client', 'sweep', 'recordings'].includes(b) || shared(to))
    return true;
  return page.includes(b) && page.indexOf(b) <= page.indexOf(a);
}

/** The file a relative import means. */
export const resolve = (from, specifier) =>
  posix.normalize(posix.join(posix.dirname(from), specifier.replace(/[?#].*$/, '')));

/** What is wrong with `from` importing `specifier`, or undefined. */
export function importProblem(from, specifier, typeOnly) {
  if (roomOf(from) === undefined) return undefined;
  if (protocol.test(from) && !typeOnly) return 'the protocols of workers import types only';
  if (!specifier.startsWith('.')) {
    return packageRules.find(({ name, may }) => name.test(specifier) && !may(from))?.why;
  }
  if (roomOf(from) === 'worker/client' && startsWorker.test(specifier)) return undefined;
  const to = resolve(from, specifier);
  if (mayImport(from, to)) return undefined;
  if (roomOf(from) === 'faces' && roomOf(to) === 'faces') return 'faces never import each other';
  return `src/${roomOf(from)} may not import ${to}`;
}
