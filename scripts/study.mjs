/**
 * npm run study: redraws the charts and tables of docs/science.md from docs/study/*.json with Compare's own analyses.
 * --from DIR first condenses DIR/{tuned,fixed,linear,noise}.json, results of the lab, to docs/study. --check changes
 * nothing and exits 1 where something would change.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { runnerImport } from 'vite';
import { noiseChart, ratesChart, rulesChart, updatesChart } from './study/charts.mjs';
import { condense, expand } from './study/condense.mjs';
import { fitText, noiseText, ratesText, rulesTable, targetTable } from './study/tables.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs/study');
const page = join(root, 'docs/science.md');
const SWEEPS = ['tuned', 'fixed', 'linear', 'noise'];

const { values } = parseArgs({ options: { from: { type: 'string' }, check: { type: 'boolean' } } });
const { module: lab } = await runnerImport(join(root, 'scripts/study/entry.mjs'), {
  root,
  configFile: false,
  logLevel: 'error',
  define: { __BUILD__: '"study"' },
});

function condenseFrom(from) {
  for (const name of SWEEPS) {
    const path = join(from, `${name}.json`);
    if (!existsSync(path)) continue;
    const text = readFileSync(path, 'utf8');
    const read = lab.importSweepText(text);
    if ('error' in read) throw new Error(`${path}: ${read.error}`);
    const small = condense(read.data, JSON.parse(text));
    const lines = small.runs.map((run) => JSON.stringify(run)).join(',\n');
    const head = JSON.stringify({ ...small, runs: undefined }).slice(0, -1);
    writeFileSync(join(folder, `${name}.json`), `${head},"runs":[\n${lines}\n]}\n`);
  }
}

const load = (name) => expand(lab, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));

/** Mean final accuracy of each batch size with its interval over seeds; runs that diverged are counted apart. */
function finals(data) {
  const { seeds } = data.spec;
  return lab.grouped(data).groups.map(({ batchSize, runs }) => {
    const ended = runs.filter(({ status }) => status === 'finished');
    const diverged = runs.length - ended.length;
    const about = { batchSize, seeds, diverged, updates: runs[0].trial.updates };
    const learningRate = runs[0].trial.config.learningRate;
    const accuracies = ended.map((run) => lab.finalEvaluation(run).accuracy);
    const mean = ended.length > 0 ? lab.meanInterval(accuracies) : { value: 0 };
    return { ...about, learningRate, ...mean };
  });
}

function analyse() {
  const tuned = load('tuned');
  const noise = load('noise');
  const view = lab.targetView(tuned, tuned.spec.budget.until);
  const rates = tuned.spec.batchSizes.flatMap((batchSize) => {
    const found = lab.tunedRate(tuned, 0, batchSize);
    if (!found) return [];
    const own = tuned.runs.find(({ trial }) => trial.role === 'run' && trial.config.batchSize === batchSize);
    if (own && own.trial.config.learningRate !== found.learningRate)
      throw new Error(`B = ${batchSize} ran at ${own.trial.config.learningRate}, not at its best rate`);
    const tried = found.tried.map((t) => t.learningRate);
    return [{ batchSize, learningRate: found.learningRate, atEdge: found.atEdge, tried }];
  });
  const [fit] = view.fits;
  const critical = fit.status === 'fitted' ? fit.criticalBatch : undefined;
  const { tracks, sentence } = lab.noiseView(noise);
  const [{ updates: there }] = lab.targetView(noise, tuned.spec.budget.until).points;
  const distance = ({ update }) => Math.abs(Math.log(update / there.value));
  const known = tracks[0].points.filter((p) => p.scale && p.update > 0);
  const atTarget = known.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  const rules = [
    { label: 'fixed rate', points: finals(load('fixed')) },
    { label: 'linear rule', points: finals(load('linear')) },
  ];
  return { view, rates, critical, track: tracks[0], atTarget, noiseSentence: sentence, rules };
}

function fill(text, blocks) {
  return Object.entries(blocks).reduce((page, [name, body]) => {
    const pattern = new RegExp(`(<!-- study:${name} -->\n)[^]*?(\n<!-- /study -->)`);
    if (!pattern.test(page)) throw new Error(`docs/science.md has no block study:${name}`);
    return page.replace(pattern, (_, before, after) => `${before}\n${body}\n${after}`);
  }, text);
}

if (values.from) condenseFrom(values.from);
const found = analyse();
const files = new Map([
  [join(folder, 'updates.svg'), updatesChart(lab, found)],
  [join(folder, 'rates.svg'), ratesChart(lab, found)],
  [join(folder, 'rules.svg'), rulesChart(lab, found)],
  [join(folder, 'noise.svg'), noiseChart(lab, found)],
]);
const blocks = {
  target: targetTable(found),
  fit: fitText(found),
  rates: ratesText(found),
  rules: rulesTable(found),
  noise: noiseText(found),
};
const options = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8'));
files.set(page, await format(fill(readFileSync(page, 'utf8'), blocks), { ...options, parser: 'markdown' }));
for (const [path, text] of files) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  const shown = path.slice(root.length);
  if (values.check) {
    console.error(`${shown} is not what its results say; run npm run study.`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, text);
    console.log(shown);
  }
}
