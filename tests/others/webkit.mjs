/** WebKit, Safari's engine, as WebKitGTK packages it, driven by WebDriver: real keys and clicks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../scripts/port.mjs';
import { call, embedFrame, findAt, keyActions } from './inPage.mjs';
import { startProgram } from './program.mjs';

const START_MS = 30_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A screen of its own, in memory; resolves with its name once it is there. */
export function startScreen(path) {
  const child = startProgram(path, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3].once('data', (data) => resolve({ child, display: `:${String(data).trim()}` }));
  });
}

/** Sends one command; throws what WebDriver reports. */
async function ask(address, method, path, body) {
  const response = await fetch(address + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const { value } = await response.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

async function launch({ path, screen, folder, downloads }) {
  const [{ child: display, display: name }, port] = [await startScreen(screen), await freePort(4600)];
  const settings = join(folder, 'config');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const child = startProgram(path, [`--port=${port}`, '--host=127.0.0.1'], {
    env: { ...process.env, DISPLAY: name, HOME: folder, XDG_CONFIG_HOME: settings, NO_AT_BRIDGE: '1' },
    stdio: 'ignore',
  });
  const address = `http://127.0.0.1:${port}`;
  for (const begin = Date.now(); ; await pause(50)) {
    if (await ask(address, 'GET', '/status').catch(() => undefined)) break;
    if (Date.now() - begin > START_MS) throw new Error('WebKitWebDriver did not start');
  }
  const end = () => [child, display].forEach((one) => one.kill());
  return { address, end };
}

/** The name under which WebDriver wraps an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export async function startWebKit({ browser, ...rest }) {
  const { address, end } = await launch(rest);
  const { sessionId } = await ask(address, 'POST', '/session', {
    capabilities: {
      alwaysMatch: {
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
      },
    },
  }).catch((error) => {
    end();
    throw error;
  });
  const send = (path, body = {}) => ask(address, 'POST', `/session/${sessionId}${path}`, body);
  const run = (text) => send('/execute/sync', { script: `return (${text})()`, args: [] });
  return {
    open: (url) => send('/url', { url }),
    reload: () => send('/refresh'),
    async size(width, height) {
      await send('/window/rect', { width, height });
      const [inner, outer] = JSON.parse(await run(call(() => [innerHeight, outerHeight], [])));
      await send('/window/rect', { width, height: height + outer - inner });
    },
    evaluate: async (fn, ...args) => JSON.parse(await run(call(fn, args))),
    async click(css, name) {
      const found = await run(findAt(css, name));
      if (found) await send(`/element/${found[ELEMENT]}/click`);
      return Boolean(found);
    },
    keys: (...names) => send('/actions', { actions: keyActions(names) }),
    async choose(css, file) {
      const found = await send('/element', { using: 'css selector', value: css });
      await send(`/element/${found[ELEMENT]}/value`, { text: file });
    },
    async inside(work) {
      await send('/frame', { id: await run(embedFrame) });
      try {
        return await work();
      } finally {
        await send('/frame', { id: null });
      }
    },
    console: () => [],
    async end() {
      await ask(address, 'DELETE', `/session/${sessionId}`).catch(() => undefined);
      end();
    },
  };
}
