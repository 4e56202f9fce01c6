/** `npm start`: installs, builds and serves the site, with nothing but Node to begin with. */
import { nodeProblem } from './node-version.mjs';

async function start() {
  const { endWithNpm, root } = await import('./run.mjs');
  const { parseArguments } = await import('./port.mjs');
  const { ensureInstalled } = await import('./install.mjs');
  const { isBuilt } = await import('./sources.mjs');
  const { port } = parseArguments(process.argv.slice(2));
  endWithNpm();
  await ensureInstalled();
  process.env.NODE_ENV = 'production';
  const { serve, build } = await import('./serve.mjs');
  if (!isBuilt(root)) {
    console.log('Building …');
    await build();
  }
  const site = await serve({ port });
  if (site.port !== port) console.log(`Port ${port} is taken, so this is port ${site.port}.`);
  console.log(`Batchscope is at ${site.url}   (Ctrl+C ends it)`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      site.close().finally(() => process.exit(0));
      setTimeout(() => process.exit(0), 1000).unref();
    });
  }
}

const problem = nodeProblem(process.versions.node);
(problem ? Promise.reject(new Error(problem)) : start()).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
