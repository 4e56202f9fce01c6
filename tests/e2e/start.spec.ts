/** `npm start` as a person types it, on a site that is built already. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { inRoot } from '../../scripts/run.mjs';
import { policyFor } from '../../vite.config.ts';
import { expect, test } from './support/test.ts';

const READY_MS = 90_000;

let taken: Server;
let port: number;
let child: ChildProcess | undefined;

test.beforeEach(async () => {
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  port = (taken.address() as AddressInfo).port;
});
test.afterEach(() => {
  child?.kill('SIGKILL');
  taken.close();
});

/** Starts it and resolves with what it had printed when it printed its address, and the address. */
async function started(command: string, args: string[]): Promise<{ said: string; url: string }> {
  const running = spawn(command, args, { cwd: inRoot(), stdio: ['ignore', 'pipe', 'pipe'] });
  child = running;
  let said = '';
  for (const stream of [running.stdout, running.stderr]) stream.on('data', (text) => (said += String(text)));
  const address = () => /Batchscope is at (http:\S+)/.exec(said)?.[1] ?? '';
  await expect.poll(address, { timeout: READY_MS, message: 'the address is printed' }).not.toBe('');
  return { said, url: address() };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

test('start.mjs takes the next port, serves the page under its policy, and ends when told to', async () => {
  const { said, url } = await started(process.execPath, ['scripts/start.mjs', '--port', String(port)]);
  const got = Number(new URL(url).port);
  expect(got).toBeGreaterThan(port);
  expect(said).toContain(`Port ${port} is taken, so this is port ${got}.`);
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-security-policy')).toBe(policyFor(`localhost:${got}`));
  expect(await response.text()).toContain('id="root"');
  const ended = once(child!, 'exit');
  child!.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await answers(url)).toBe(false);
});

test('npm start leaves no server behind when npm is ended', async () => {
  const { url } = await started('npm', ['start', '--', '--port', String(port)]);
  expect(await answers(url)).toBe(true);
  child!.kill('SIGTERM');
  await expect.poll(() => answers(url), { timeout: 15_000 }).toBe(false);
});
