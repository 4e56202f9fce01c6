/** Firefox, driven by WebDriver BiDi over its own port: real keys and clicks, and no driver program beside it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import { call, embedFrame, findAt, keyActions } from './inPage.mjs';
import { startProgram } from './program.mjs';

const START_MS = 60_000;

/** What it says when asked of a page that is just giving way to the next, and how often it is asked again. */
const BETWEEN = /can't access dead object/;
const TRIES = 20;

/** Nothing of its own that asks the network, and downloads without a question. */
const preferences = (downloads) => ({
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.download.dir': downloads,
  'browser.download.folderList': 2,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'remote.active-protocols': 1,
  'services.settings.server': '',
  'toolkit.telemetry.enabled': false,
});

/** Starts it in `folder`, which holds its profile; resolves with the child and the address it is driven at. */
function launch(path, folder, downloads) {
  const profile = join(folder, 'profile');
  mkdirSync(profile, { recursive: true });
  const lines = Object.entries(preferences(downloads)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const child = startProgram(
    path,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    { env: { ...process.env, HOME: folder }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return new Promise((resolve, reject) => {
    let said = '';
    const give = (reason) => reject(new Error(`Firefox did not start: ${reason}\n${said}`));
    const late = setTimeout(() => give(`no answer in ${START_MS / 1000} s`), START_MS);
    child.once('error', (error) => give(error.message));
    child.once('exit', (code) => give(`it ended with ${code}`));
    child.stderr.on('data', (data) => {
      said += data;
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
      if (!address) return;
      clearTimeout(late);
      resolve({ child, address: `${address}/session` });
    });
  });
}

/** Commands and events over the socket. */
async function connect(address) {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map();
  const listeners = [];
  let last = 0;
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.type === 'event') return listeners.forEach((listen) => listen(message));
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if (message.type === 'error') reject?.(new Error(`${message.error}: ${message.message}`));
    else resolve?.(message.result);
  });
  socket.on('close', () => waiting.forEach(({ reject }) => reject(new Error('Firefox is gone'))));
  return {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    listen: (listener) => void listeners.push(listener),
    close: () => socket.close(),
  };
}

export async function startFirefox({ path, folder, downloads }) {
  const { child, address } = await launch(path, folder, downloads);
  const { send, listen, close } = await connect(address);
  await send('session.new', { capabilities: {} });
  /** Of the page that is there: what one says that is left while it loads, or its workers, is nobody's. */
  let said = [];
  let page;
  listen(({ method, params }) => {
    if (method === 'log.entryAdded' && params.level === 'error') said.push(params);
  });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  const { contexts } = await send('browsingContext.getTree', { maxDepth: 0 });
  const top = contexts[0].context;
  let context = top;

  const run = async (functionDeclaration, given = context) => {
    const target = { context: given };
    for (let tries = 0; ; tries++) {
      try {
        const { result, exceptionDetails, realm } = await send('script.callFunction', {
          ...{ functionDeclaration, awaitPromise: true, target },
        });
        if (given === top) page = realm;
        if (!exceptionDetails) return result;
        throw new Error(exceptionDetails.text);
      } catch (error) {
        if (tries === TRIES || !BETWEEN.test(error.message)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };
  const element = async (css, name) => {
    const { sharedId } = await run(findAt(css, name));
    return sharedId && { sharedId };
  };
  return {
    open: (url) => send('browsingContext.navigate', { context: top, url, wait: 'complete' }),
    reload: () => send('browsingContext.reload', { context: top, wait: 'complete' }),
    size: (width, height) =>
      send('browsingContext.setViewport', { context: top, viewport: { width, height } }),
    evaluate: async (fn, ...args) => JSON.parse((await run(call(fn, args))).value),
    async click(css, name) {
      const origin = { type: 'element', element: await element(css, name) };
      if (!origin.element) return false;
      const actions = [
        { type: 'pointerMove', x: 0, y: 0, origin },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await send('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions }] });
      return true;
    },
    keys: (...names) => send('input.performActions', { context: top, actions: keyActions(names) }),
    choose: async (css, file) => {
      const { sharedId } = await run(`() => document.querySelector(${JSON.stringify(css)})`);
      await send('input.setFiles', { context, element: { sharedId }, files: [file] });
    },
    async inside(work) {
      const { value } = await run(`() => (${embedFrame})().contentWindow`, top);
      context = value.context;
      try {
        return await work();
      } finally {
        context = top;
      }
    },
    console() {
      const texts = said.filter(({ source }) => source.realm === page).map(({ text }) => text);
      said = [];
      return texts;
    },
    async end() {
      await send('browser.close').catch(() => undefined);
      close();
      child.kill();
    },
  };
}
