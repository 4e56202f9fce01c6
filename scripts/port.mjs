/** Ports: read from the command line, and the next free one. */
import { createServer } from 'node:net';

/** None that another tool takes by itself: what a browser has kept of a site answers for its port. */
export const defaultPort = 4628;
const lastPort = 65_535;

/** The port in `--port N` or `--port=N`; throws a message that names a wrong value. */
export function parseArguments(args) {
  let port = defaultPort;
  for (let i = 0; i < args.length; i++) {
    const [, inline] = /^--port(?:=(.*))?$/s.exec(args[i]) ?? [];
    if (args[i] !== '--port' && inline === undefined) {
      throw new Error(`Unknown argument "${args[i]}". Use: npm start -- --port ${defaultPort}`);
    }
    port = parsePort(inline ?? args[++i] ?? '');
  }
  return { port };
}

export function parsePort(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= lastPort) return port;
  throw new Error(`Port "${text}" is not a whole number from 1 to ${lastPort}.`);
}

/** 'free', or the error code that binding the port on `host` gives. */
function tryPort(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve('free')));
  });
}

async function isFree(port) {
  for (const host of ['127.0.0.1', '::1']) {
    const found = await tryPort(port, host);
    if (found === 'EACCES')
      throw new Error(`Port ${port} may not be used by this user; try a port above 1023.`);
    if (found === 'EADDRINUSE') return false;
  }
  return true;
}

/** The first free port from `from` on. */
export async function freePort(from) {
  for (let port = from; port <= lastPort; port++) {
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${from} to ${lastPort} is free.`);
}
