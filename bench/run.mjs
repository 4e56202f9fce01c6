/**
 * `npm run bench [-- part …] [--quick]`: measurements, each naming machine, browser, model and batch. Without names every
 * part runs. A part is a module with `title` and `run(context)`; see bench/engine/part.mjs.
 */
import os from 'node:os';
import process from 'node:process';

const parts = {
  engine: () => import('./engine/part.mjs'),
  sweep: () => import('./sweep/part.mjs'),
  start: () => import('./start/part.mjs'),
  page: () => import('./page/part.mjs'),
  presets: () => import('./presets/part.mjs'),
  compare: () => import('./compare/part.mjs'),
  learn: () => import('./learn/part.mjs'),
  embed: () => import('./embed/part.mjs'),
  lecture: () => import('./lecture/part.mjs'),
  digits: () => import('./digits/part.mjs'),
};

const asked = process.argv.slice(2);
const names = asked.filter((word) => !word.startsWith('--'));
const unknown = names.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`);
  process.exit(1);
}

const [cpu] = os.cpus();
const memory = (os.totalmem() / 2 ** 30).toFixed(0);
console.log(`Machine: ${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${memory} GiB`);
console.log(
  `System: ${os.type()} ${os.release()}, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)}`,
);

let failed = false;
for (const [name, load] of Object.entries(parts)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const part = await load();
  console.log(`\n## ${part.title}`);
  const { ok } = await part.run({ quick: asked.includes('--quick') });
  failed ||= !ok;
}
process.exitCode = failed ? 1 : 0;
