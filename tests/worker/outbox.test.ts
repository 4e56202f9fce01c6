import { describe, expect, test } from 'vitest';
import type { Evaluation } from '../../src/experiment/run.ts';
import { Columns } from '../../src/worker/columns.ts';
import { Outbox } from '../../src/worker/outbox.ts';
import type { Checkpoint, Event } from '../../src/worker/protocol.ts';

const position = { update: 1, examples: 1, epoch: 1, seconds: 1 };

function setUp(group = 1): { sent: string[]; outbox: Outbox; point(): void; at(ms: number): void } {
  let now = 0;
  const sent: string[] = [];
  const columns = new Columns(group);
  const post = (event: Event): void => {
    if (event.type !== 'metrics') return void sent.push(event.type);
    const scores = event.evaluations.length > 0 ? ` scored ${event.evaluations.length}` : '';
    sent.push(`metrics ${event.columns.update.join(',')}${scores}`);
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
const evaluation: Evaluation = { ...position, split: 'validation', loss: 1, accuracy: 1, count: 1 };
const retuned: Event = { type: 'retuned', runId: 'a', retune: position };
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
    outbox.send(retuned);
    point();
    expect(sent).toEqual(['metrics 1']);
    at(100);
    outbox.pump();
    expect(sent).toEqual(['metrics 1', 'metrics 2,3', 'retuned']);
  });

  test('however short the epochs, scores and samples leave with the frame of their updates', () => {
    const { sent, outbox, point, at } = setUp();
    for (let ms = 0; ms < 1000; ms += 5) {
      at(ms);
      point();
      outbox.evaluated(evaluation);
      outbox.evaluated({ ...evaluation, split: 'training' });
      outbox.remembered({ ...position, atRestBytes: 1, peakBytes: 1 });
      outbox.pump();
      outbox.acknowledge();
    }
    expect(sent).toHaveLength(10);
    expect(sent[0]).toBe('metrics 1 scored 2');
    expect(sent[1]).toMatch(/^metrics 2,.*,21 scored 40$/);
  });

  test('a score without points is a frame of its own, and what comes after it waits for it', () => {
    const { sent, outbox } = setUp();
    outbox.pump();
    outbox.evaluated(evaluation);
    outbox.send(retuned);
    outbox.hurry();
    expect(outbox.empty).toBe(false);
    outbox.acknowledge();
    expect(sent).toEqual(['metrics ', 'metrics  scored 1', 'retuned']);
    expect(outbox.empty).toBe(true);
  });

  test('a score ends the group of its update', () => {
    const { sent, outbox, point } = setUp(100);
    point();
    outbox.evaluated(evaluation);
    outbox.pump();
    expect(sent).toEqual(['metrics 1 scored 1']);
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
    outbox.send(retuned);
    outbox.abandon();
    expect(sent).toEqual(['metrics 1', 'metrics 2', 'checkpoint', 'retuned']);
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
