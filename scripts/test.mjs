/**
 * `npm test`: every check, or the stages named (`npm test -- unit e2e`); `npm test -- quick` those of two minutes, `npm test -- long` what
 * takes longer. The last line is "N passed, N failed".
 */
import { nodeProblem } from './node-version.mjs';
import { nothing } from './tally.mjs';

/** A program that a stage has left running must not keep this one. */
const PATIENCE_MS = 5000;

const print = (text) => process.stdout.write(text);

/** Runs a stage; with `held` what it says comes out in one piece at its end. */
async function complete({ name, run }, held = false) {
  const heading = `\n--- ${name} ---\n`;
  const said = [];
  if (!held) print(heading);
  const begin = performance.now();
  const total = await run(held ? (text) => said.push(text) : undefined).catch((error) => {
    said.push(`${error.stack}\n`);
    if (!held) print(said.at(-1));
    return { ...nothing, failed: 1 };
  });
  const seconds = (performance.now() - begin) / 1000;
  if (held) print(heading + said.join(''));
  return { name, total, seconds };
}

async function inTurn(stages, held) {
  const results = [];
  for (const stage of stages) results.push(await complete(stage, held));
  return results;
}

async function test() {
  const { endWithNpm } = await import('./run.mjs');
  const { ensureInstalled } = await import('./install.mjs');
  const { ensureBrowser } = await import('./browser.mjs');
  const { chooseStages } = await import('./stages.mjs');
  const { slowest, sum, tableOf } = await import('./tally.mjs');
  const { buildEngine } = await import('./build-engine.mjs');
  const chosen = chooseStages(process.argv.slice(2));
  endWithNpm();
  await ensureInstalled();
  await buildEngine();
  if (chosen.some((stage) => stage.needsBrowser)) {
    process.env.CHROME_PATH = await ensureBrowser();
    console.log(`Browser: ${process.env.CHROME_PATH}`);
  }
  const beside = chosen.filter((stage) => stage.beside);
  const [first, ...rest] = chosen.filter((stage) => !stage.beside);
  const unit = first?.name === 'unit';
  const results = unit
    ? (await Promise.all([inTurn(beside, true), inTurn([first])])).flat()
    : await inTurn(beside);
  results.push(...(await inTurn(unit ? rest : [first, ...rest].filter(Boolean))));
  const total = sum(results.map((result) => result.total));
  console.log(`\n${slowest(total).join('\n')}\n\n${tableOf(results).join('\n')}\n`);
  return total;
}

const problem = nodeProblem(process.versions.node);
(problem ? Promise.reject(new Error(problem)) : test())
  .catch((error) => {
    console.log(error.message);
    return { passed: 0, failed: 1 };
  })
  .then(({ passed, failed }) => {
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
    console.log(`${passed} passed, ${failed} failed`);
    setTimeout(() => process.exit(), PATIENCE_MS).unref();
  });
