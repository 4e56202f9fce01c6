import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/datasets/dataset.ts';
import { grid, insightOf, previewOf } from '../../src/worker/looks.ts';
import { createPreviews } from '../../src/worker/previews.ts';
import type { Event } from '../../src/worker/protocol.ts';
import { CONFIG, fakeData } from './fakes.ts';

const pictures = (count: number): Dataset => ({
  ...fakeData({ size: 4, validationShare: 1 }),
  inputShape: [2, 2, 1],
  training: {
    inputs: new Float32Array(4 * count).fill(0.5),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
    count,
  },
  validation: {
    inputs: Float32Array.from({ length: 4 * count }, (_, i) => i / 100),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
    count,
  },
});

describe('insights', () => {
  test('pictures: the first validation examples, with the likeliest class', async () => {
    const insight = await insightOf(pictures(30), (inputs, count) => {
      expect([inputs.length, count]).toEqual([96, 24]);
      return Promise.resolve(Float32Array.from({ length: 48 }, (_, i) => (i % 4 === 1 ? 0.75 : 0.25)));
    });
    if (insight?.kind !== 'pictures') throw new Error(insight?.kind);
    expect([...insight.predicted].slice(0, 4)).toEqual([1, 0, 1, 0]);
    expect(insight.confidence[0]).toBe(0.75);
    expect(insight.preview.labels[1]).toBe(1);
  });

  test('points: a square grid with the top row first', () => {
    expect([...grid([-2, 2], 2)]).toEqual([-1, 1, 1, 1, -1, -1, 1, -1]);
  });

  test('the regions cover every point', async () => {
    const data = fakeData({ size: 100, validationShare: 0.2 });
    const insight = await insightOf(data, (_inputs, count) => Promise.resolve(new Float32Array(2 * count)));
    const extent = insight?.kind === 'regions' ? insight.preview.extent : [0, 0];
    for (const x of data.training.inputs) expect(x > extent[0] && x < extent[1]).toBe(true);
  });
});

describe('previews', () => {
  test('hold few pictures as bytes', () => {
    const preview = previewOf(pictures(100));
    expect(preview).toMatchObject({ kind: 'pictures', count: 24, height: 2, width: 2, channels: 1 });
    expect(preview.kind === 'pictures' && preview.pixels[0]).toBe(128);
  });

  test('a newer request, or cancel, ends the older without an answer; a failure is told', async () => {
    const events: Event[] = [];
    const signals: AbortSignal[] = [];
    const previews = createPreviews({
      post: (event) => events.push(event),
      load: async (settings, _site, signal) => {
        signals.push(signal);
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (settings.size === 0) throw new RangeError('size must be a whole number from 1, got 0');
        return { dataset: fakeData(settings), notes: [] };
      },
    });
    const ask = (requestId: number, size = 100): void =>
      previews.receive({
        ...{ type: 'preview', requestId, site: 'http://site/' },
        settings: { ...CONFIG, size },
      });
    ask(1);
    ask(2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    ask(3);
    previews.receive({ type: 'cancel', requestId: 3 });
    ask(4, 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(signals.map((s) => s.aborted)).toEqual([true, true, true, false]);
    expect(events.map((e) => ('requestId' in e ? [e.type, e.requestId] : []))).toEqual([
      ['preview', 2],
      ['preview-failed', 4],
    ]);
  });
});
