import { describe, expect, it, vi } from 'vitest';
import { createSeriesStore } from '../../src/state/series.ts';
import type { MetricColumns } from '../../src/experiment/run.ts';
import { columnsOf, evaluationAt } from '../experiment/support.ts';

/** Points of updates first … first + count - 1 whose loss is their update. */
function points(first: number, count: number): MetricColumns {
  const columns = columnsOf(Array.from({ length: count }, (_, i) => first + i));
  columns.update.forEach((_, i) => (columns.update[i] = first + i));
  return columns;
}

const place = (update: number) => ({ update, epoch: update / 100, examples: 100 * update, seconds: update });

function started() {
  const store = createSeriesStore();
  store.create('a');
  const series = () => {
    const found = store.get('a');
    if (!found) throw new Error('no series');
    return found;
  };
  const updates = () => [...series().columns.update.subarray(0, series().length)];
  return { store, series, updates };
}

describe('append', () => {
  it('keeps points in order, in every column', () => {
    const { store, series, updates } = started();
    store.append('a', { columns: points(1, 3) });
    store.append('a', { columns: points(4, 2) });
    expect(updates()).toEqual([1, 2, 3, 4, 5]);
    expect([...series().columns.loss.subarray(0, 5)]).toEqual([1, 2, 3, 4, 5]);
    expect([...series().columns.examples.subarray(0, 5)]).toEqual([100, 200, 300, 100, 200]);
  });

  it('grows past its first capacity without losing a point, by frames large and small', () => {
    const { store, series, updates } = started();
    let next = 1;
    for (const count of [1000, 24, 1, 0, 5000, 3]) {
      store.append('a', { columns: points(next, count) });
      next += count;
    }
    expect(series().length).toBe(6028);
    expect(updates()).toEqual(Array.from({ length: 6028 }, (_, i) => i + 1));
    for (const column of Object.values(series().columns))
      expect(column.length).toBe(series().columns.update.length);
  });

  it('copies rarely: capacity at least doubles', () => {
    const { store, series } = started();
    const arrays = new Set<Uint32Array>();
    for (let i = 1; i <= 20_000; i++) {
      store.append('a', { columns: points(i, 1) });
      arrays.add(series().columns.update);
    }
    expect(arrays.size).toBeLessThanOrEqual(6);
  });

  it('takes a copy: the sender may use its arrays again', () => {
    const { store, updates } = started();
    const sent = points(1, 2);
    store.append('a', { columns: sent });
    sent.update.fill(99);
    expect(updates()).toEqual([1, 2]);
  });

  it('keeps runs apart', () => {
    const { store, updates } = started();
    store.create('b');
    store.append('b', { columns: points(7, 1) });
    expect(updates()).toEqual([]);
    expect(store.get('b')?.length).toBe(1);
  });
});

describe('truncate', () => {
  it('forgets everything after an update and goes on from there', () => {
    const { store, series, updates } = started();
    store.append('a', { columns: points(1, 10) });
    for (const update of [4, 5, 6]) {
      store.append('a', { evaluations: [evaluationAt(0, 0.5, { update })] });
      store.append('a', { memory: [{ ...place(update), atRestBytes: 1, peakBytes: undefined }] });
      store.addRetune('a', { ...place(update), batchSize: { from: 1, to: 2 } });
    }
    store.truncate('a', 5);
    expect(updates()).toEqual([1, 2, 3, 4, 5]);
    for (const list of [series().evaluations, series().memory])
      expect(list.map((e) => e.update)).toEqual([4, 5]);
    expect(series().retunes.map((e) => e.update)).toEqual([4]);
    expect(series()).toMatchObject({ live: undefined, insight: undefined });
    store.append('a', { columns: points(6, 2) });
    expect(updates()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    store.truncate('a', 0);
    expect(series()).toMatchObject({ length: 0, evaluations: [], memory: [], retunes: [] });
  });

  it('drops a group whose end lies beyond', () => {
    const { store, updates } = started();
    const groups = points(1, 3);
    groups.update.set([10, 20, 30]);
    store.append('a', { columns: groups });
    store.truncate('a', 25);
    expect(updates()).toEqual([10, 20]);
  });
});

describe('revision', () => {
  it('grows with every change, of the series and of the store', () => {
    const { store, series } = started();
    const insight = {
      kind: 'pictures',
      preview: {
        kind: 'pictures',
        height: 1,
        width: 1,
        channels: 1,
        pixels: new Uint8Array(1),
        labels: new Uint8Array(1),
        count: 1,
      },
      predicted: new Uint8Array(1),
      confidence: new Float32Array(1),
    } as const;
    const changes = [
      () => store.append('a', { columns: points(1, 2) }),
      () => store.append('a', { evaluations: [evaluationAt(1, 0.5)] }),
      () => store.append('a', { memory: [{ ...place(1), atRestBytes: 1, peakBytes: 2 }] }),
      () => store.addRetune('a', place(1)),
      () => store.truncate('a', 1),
      () => store.setInsight('a', insight),
    ];
    for (const change of changes) {
      const before = [series().revision, store.revision()];
      change();
      expect(series().revision).toBeGreaterThan(before[0]);
      expect(store.revision()).toBeGreaterThan(before[1]);
    }
    expect(series().insight).toBe(insight);
    const other = series().revision;
    store.create('b');
    store.append('b', { columns: points(1, 1) });
    expect(series().revision).toBe(other);
  });

  it('does not grow where nothing changes: a run that is not, or no longer, there', () => {
    const { store } = started();
    store.delete('a');
    const before = store.revision();
    store.append('a', { columns: points(1, 1) });
    store.append('a', { evaluations: [evaluationAt(1, 0.5)] });
    store.truncate('a', 0);
    store.delete('a');
    expect(store.revision()).toBe(before);
    expect(store.get('a')).toBeUndefined();
  });

  it('tells listeners once per change until they leave', () => {
    const { store } = started();
    const [one, two] = [vi.fn(), vi.fn()];
    const leave = store.subscribe(one);
    store.subscribe(two);
    store.append('a', { columns: points(1, 5) });
    expect([one.mock.calls.length, two.mock.calls.length]).toEqual([1, 1]);
    leave();
    store.delete('a');
    expect([one.mock.calls.length, two.mock.calls.length]).toEqual([1, 2]);
  });

  it('starts a run anew when it is created again', () => {
    const { store, series } = started();
    store.append('a', { columns: points(1, 5) });
    store.create('a');
    expect(series()).toMatchObject({ length: 0, evaluations: [] });
  });
});
