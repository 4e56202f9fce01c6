import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { initialConfig } from '../../src/experiment/draft.ts';
import { createAnatomyLine, type AnatomyLine } from '../../src/worker/client/anatomyLine.ts';
import type { AnatomyCommand, AnatomyEvent } from '../../src/worker/anatomyProtocol.ts';

/** As much of a Worker as the line touches. */
class FakeWorker {
  onmessage: ((event: { data: AnatomyEvent }) => void) | undefined;
  onerror: ((event: { message: string }) => void) | undefined;
  ended = false;
  asked: AnatomyCommand[] = [];
  postMessage(command: AnatomyCommand): void {
    this.asked.push(command);
  }
  terminate(): void {
    this.ended = true;
  }
  say(event: AnatomyEvent): void {
    this.onmessage?.({ data: event });
  }
}

let workers: FakeWorker[];
let die: (() => void) | undefined;
let line: AnatomyLine;

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  die = undefined;
  line = createAnatomyLine({
    start: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    awaitDeath: (_, then) => {
      die = then;
      return { sure: true, end: () => (die = undefined) };
    },
    silentMs: 1000,
  });
});
afterEach(() => vi.useRealTimers());

it('starts nothing before it is asked, and gives each answer to its question', async () => {
  expect(workers).toHaveLength(0);
  const [one, two] = [line.spread([2], 5), line.spread([4], 5)];
  const [worker] = workers;
  expect(worker.asked.map(({ requestId }) => requestId)).toEqual([1, 2]);
  worker.say({ type: 'spreads', requestId: 2, spreads: [{ batchSize: 4, draws: 5, meanSquare: 1 }] });
  worker.say({ type: 'spreads', requestId: 1, spreads: [{ batchSize: 2, draws: 5, meanSquare: 2 }] });
  expect((await one)[0].batchSize).toBe(2);
  expect((await two)[0].batchSize).toBe(4);
});

it.each([
  ['that is killed', () => die?.(), 'ended by the browser'],
  ['that throws', () => workers[0].onerror?.({ message: 'on purpose' }), 'on purpose'],
  ['that says nothing', () => void vi.advanceTimersByTime(1001), 'no answer'],
])('a worker %s rejects what it was asked, and the next question has a fresh one', async (_, fault, why) => {
  const asked = line.begin(initialConfig());
  workers[0].say({ type: 'alive', requestId: 0, lock: 'a' });
  fault();
  await expect(asked).rejects.toThrow(why);
  expect(workers[0].ended).toBe(true);
  void line.begin(initialConfig()).catch(() => undefined);
  expect(workers).toHaveLength(2);
});

it('a refusal is an error in words', async () => {
  const asked = line.next(4);
  workers[0].say({ type: 'failed', requestId: 1, message: 'nothing has begun' });
  await expect(asked).rejects.toThrow('nothing has begun');
  expect(workers[0].ended).toBe(false);
});
