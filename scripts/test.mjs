/** `npm test`: every check, or the stages named (`npm test -- unit e2e`). The last line is "N passed, N failed". */
import { nodeProblem } from './node-version.mjs';

async function test() {
  const { endWithNpm } = await import('./run.mjs');
  const { ensureInstalled } = await import('./install.mjs');
  const { ensureBrowser } = await import('./browser.mjs');
  const { chooseStages } = await import('./stages.mjs');
  const { sum, tableOf } = await import('./tally.mjs');
  const { buildEngine } = await import('./build-engine.mjs');
  const chosen = chooseStages(process.argv.slice(2));
  endWithNpm();
  await ensureInstalled();
  await buildEngine();
  if (chosen.some((stage) => stage.needsBrowser)) {
    process.env.CHROME_PATH = await ensureBrowser();
    console.log(`Browser: ${process.env.CHROME_PATH}`);
  }
  const results = [];
  for (const stage of chosen) {
    console.log(`\n--- ${stage.name} ---`);
    const begin = performance.now();
    const total = await stage.run();
    results.push({ name: stage.name, total, seconds: (performance.now() - begin) / 1000 });
  }
  console.log(`\n${tableOf(results).join('\n')}\n`);
  return sum(results.map(({ total }) => total));
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
  });
