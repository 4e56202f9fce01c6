import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultPort, freePort, parseArguments } from '../../scripts/port.mjs';

describe('--port', () => {
  it.each([
    [[], defaultPort],
    [['--port', '8080'], 8080],
    [['--port=8080'], 8080],
    [['--port', '65535'], 65_535],
  ])('%j gives %i', (args, port) => expect(parseArguments(args)).toEqual({ port }));

  it.each([
    [['--port', '0'], 'Port "0"'],
    [['--port', '-1'], 'Port "-1"'],
    [['--port', '65536'], 'Port "65536"'],
    [['--port', '80.5'], 'Port "80.5"'],
    [['--port=http'], 'Port "http"'],
    [['--port'], 'Port ""'],
    [['--prot', '1'], 'Unknown argument "--prot"'],
  ])('%j is refused with its value', (args, message) => expect(() => parseArguments(args)).toThrow(message));
});

it('the usual port is that of no other tool, whose pages a browser that kept this site would not see', () => {
  const usual = [3000, 3001, 4000, 4173, 4200, 5000, 5173, 8000, 8080, 8081, 8888, 9000];
  expect(usual).not.toContain(defaultPort);
});

describe('freePort', () => {
  const servers: Server[] = [];
  const listen = (port: number, host: string) =>
    new Promise<number>((resolve, reject) => {
      const server = createServer().once('error', reject);
      servers.push(server);
      server.listen(port, host, () => resolve((server.address() as { port: number }).port));
    });
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  it.each(['127.0.0.1', '0.0.0.0'])('passes over a port taken on %s', async (host) => {
    const taken = await listen(0, host);
    const port = await freePort(taken);
    expect(port).toBeGreaterThan(taken);
    await expect(listen(port, '127.0.0.1')).resolves.toBe(port);
  });
});
