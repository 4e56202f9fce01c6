/**
 * `npm run bench:peers [-- gpu] [-- threads] [-- --quick]`: examples trained per second, Batchscope's cpu engine and what
 * else trains in a browser side by side. docs/bench.md says what is compared and how.
 */
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isInstalled } from '../../scripts/install.mjs';
import { endWithNpm, runNpm } from '../../scripts/run.mjs';
import { PLAYGROUND, judge } from './judge.mjs';
import { CELLS, measureAll, peersFor } from './measure.mjs';
import { printTable, printVerdict } from './table.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const WORDS = ['gpu', 'threads', '--quick'];

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

/** What the peers need lies in this folder alone. */
async function ensurePeers() {
  const wanted = read(join(folder, 'package-lock.json'));
  const installed = read(join(folder, 'node_modules', '.package-lock.json'));
  if (installed && isInstalled(wanted, installed)) return;
  console.log('Installing the peers …');
  const code = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  if (code !== 0)
    throw new Error(`"npm ci" in bench/peers failed with exit code ${code}; see its message above.`);
}

function describeMachine() {
  const [cpu] = os.cpus();
  const memory = (os.totalmem() / 2 ** 30).toFixed(0);
  console.log(`Machine: ${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${memory} GiB`);
  console.log(`System:  ${os.type()} ${os.release()}, Node ${process.version}, load ${load()}`);
  const { dependencies } = read(join(folder, 'package.json'));
  const versions = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
  console.log(`Peers:   ${versions.join(', ')}`);
}

const load = () => os.loadavg()[0].toFixed(1);

async function bench() {
  const asked = process.argv.slice(2);
  const unknown = asked.find((word) => !WORDS.includes(word));
  if (unknown) throw new Error(`What is "${unknown}"? Known: ${WORDS.join(', ')}.`);
  const quick = asked.includes('--quick');
  endWithNpm();
  await ensurePeers();
  // Vite and Playwright are loaded only now, so that the words above need neither.
  const { withPage } = await import('../serve.mjs');
  describeMachine();
  const options = { isolated: asked.includes('threads') };
  const busy = os.loadavg()[0] > os.cpus().length;
  const start = performance.now();
  return withPage(
    folder,
    asked.includes('gpu') ? 'machine' : 'software',
    async (page, version) => {
      console.log(
        `Browser: Chromium ${version}${options.isolated ? ', isolated, so that peers have threads' : ''}`,
      );
      const found = await page.evaluate(() => window.peers.gpus());
      for (const [name, { device, software }] of Object.entries(found))
        console.log(`${name}: ${device ?? 'none'}${software ? ', emulated in software' : ''}`);
      const peers = peersFor(found);
      const results = await measureAll(page, peers, quick);
      printTable(results, peers, CELLS);
      const judged = judge(results, peers, CELLS);
      printVerdict(judged, CELLS, PLAYGROUND);
      const minutes = ((performance.now() - start) / 60_000).toFixed(1);
      console.log(`\n${minutes} minutes, load ${load()} at the end.`);
      if (busy || os.loadavg()[0] > os.cpus().length + 1)
        console.log('The machine had other work to do: figures may be low, and ratios off.');
      return judged.wrong.length === 0;
    },
    options,
  );
}

bench()
  .catch((error) => {
    console.error(error.message);
    return false;
  })
  .then((ok) => {
    process.exitCode = ok ? 0 : 1;
  });
