import { describe, expect, test } from 'vitest';
import { Columns } from '../../src/worker/columns.ts';
import { Outbox } from '../../src/worker/outbox.ts';
import type { Checkpoint, Event } from '../../src/worker/protocol.ts';

const position = { update: 1, examples: 1, epoch: 1, seconds: 1 };

function setUp(): { sent: string[]; outbox: Outbox; point(): void; at(ms: number): void } {
  let now = 0;
  const sent: string[] = [];
  const columns = new Columns(1);
  const post = (event: Event): void => {
    sent.push(event.type === 'metrics' ? `metrics ${event.columns.update.join(',')}` : event.type);
  };
  const outbox = new Outbox(
    'a',
    post,
    () => now,
    columns,
    () => ({ position, updateMs: 1, examplesPerSecond: 1 }),
  );
  let update = 0;
  return {
    sent,
    outbox,
    point: () => columns.add({ update: ++update, examples: update, epoch: 0 }, 0, 1, 1),
    at: (ms) => (now = ms),
  };
}
const evaluation: Event = {
  type: 'evaluation',
  runId: 'a',
  evaluation: { ...position, split: 'validation', loss: 1, accuracy: 1, count: 1 },
};
const checkpoint = (update: number): Event => ({
  type: 'checkpoint',
  runId: 'a',
  checkpoint: { position: { ...position, update } } as Checkpoint,
});

describe('outbox', () => {
  test('coalesces between frames and keeps events behind the metrics before them', () => {
    const { sent, outbox, point, at } = setUp();
    point();
    outbox.pump();
    outbox.acknowledge();
    point();
    outbox.pump();
    outbox.send(evaluation);
    point();
    expect(sent).toEqual(['metrics 1']);
    at(100);
    outbox.pump();
    expect(sent).toEqual(['metrics 1', 'metrics 2,3', 'evaluation']);
  });

  test('the last event waits for the ack, not for the rate', () => {
    const { sent, outbox, point } = setUp();
    point();
    outbox.pump();
    point();
    outbox.send({ type: 'finished', runId: 'a', position });
    outbox.hurry();
    expect(sent).toEqual(['metrics 1']);
    outbox.acknowledge();
    expect(sent).toEqual(['metrics 1', 'metrics 2', 'finished']);
    expect(outbox.empty).toBe(true);
  });

  test('of checkpoints that wait only the latest is kept', () => {
    const { sent, outbox, point } = setUp();
    point();
    outbox.pump();
    point();
    for (let i = 0; i < 50; i++) outbox.send(checkpoint(i));
    outbox.send(evaluation);
    outbox.abandon();
    expect(sent).toEqual(['metrics 1', 'metrics 2', 'checkpoint', 'evaluation']);
  });

  test('a run with large groups gives a sign of life once a second', () => {
    const { sent, outbox, at } = setUp();
    outbox.pump();
    outbox.acknowledge();
    for (const ms of [500, 999, 1000, 1500]) {
      at(ms);
      outbox.pump();
    }
    expect(sent).toEqual(['metrics ', 'metrics ']);
  });
});
