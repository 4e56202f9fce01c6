import { describe, expect, it } from 'vitest';
import { timeText } from '../../../src/sweep/analyse/engineWords.ts';
import { speedView } from '../../../src/sweep/analyse/speedView.ts';
import { speed, sweep } from './make.ts';

const at = (sizes: readonly number[], ms: (b: number) => number) =>
  sweep(
    { kind: 'speed' },
    [],
    sizes.map((b) => speed(b, [ms(b), ms(b) * 0.9, ms(b) * 1.1])),
  );

it.each([
  [0.000325, '0.33 µs'],
  [0.994, '990 µs'],
  [0.9951, '1 ms'],
  [2.94, '2.9 ms'],
])('a time of %d ms is %s', (ms, text) => expect(timeText(ms)).toBe(text));

describe('speedView', () => {
  it('has medians, quartiles, rates and the fit', () => {
    const view = speedView(at([1, 16, 256], (b) => 1 + b / 16));
    expect(view.points[1]).toMatchObject({ engine: 'cpu', batchSize: 16, examplesPerSecond: 8000 });
    expect(view.points[1].updateMs).toEqual({ value: 2, low: 1.9, high: 2.1 });
    const [fit] = view.fits;
    expect(fit.overheadMs).toBeCloseTo(1, 6);
    expect(fit.perExampleMs).toBeCloseTo(1 / 16, 6);
    expect(fit.saturation).toBeCloseTo(16, 4);
    expect(fit.residual).toBeLessThan(1e-6);
  });

  it('says where bigger stops being faster', () => {
    // Rates: 1: 941/s, 16: 8,000/s, 256: 15,059/s, 1,024: 15,754/s, 4,096: 15,938/s.
    const view = speedView(at([1, 16, 256, 1024, 4096], (b) => 1 + b / 16));
    expect(view.sentence).toContain(
      'On the cpu engine batch size 256 trains 16 times as many examples per second as batch size 1',
    );
    expect(view.sentence).toContain('From there on bigger is hardly faster');
    expect(view.sentence).toContain(
      'from about batch size 16 on the examples take more time than the overhead',
    );
  });

  it('says when there is no parallel gain', () => {
    expect(speedView(at([1, 16, 256], (b) => b / 10)).sentence).toContain(
      'On this engine a larger batch is hardly faster per example',
    );
  });

  it('says when a larger batch is slower, or slower again', () => {
    expect(speedView(at([1, 16, 256], (b) => b ** 1.2)).sentence).toContain('slower per example');
    const bump = speedView(at([1, 64, 4096], (b) => (b === 4096 ? 200 : 1 + b / 64)));
    expect(bump.sentence).toContain('batch size 4,096 is slower again');
  });

  it('does not promise a plateau that was not seen', () => {
    expect(speedView(at([1, 2, 4], () => 1)).sentence).toContain('larger batches may be faster still');
  });

  it('keeps engines and tasks apart', () => {
    const data = sweep(
      { kind: 'speed' },
      [],
      [
        speed(1, [1]),
        speed(64, [64]),
        speed(1, [1], { engine: 'webgl' }),
        speed(64, [2], { engine: 'webgl' }),
      ],
    );
    const view = speedView(data);
    expect(view.points.map((p) => p.engine)).toEqual(['cpu', 'cpu', 'webgl', 'webgl']);
    expect(view.fits.map((f) => f.engine)).toEqual(['cpu', 'webgl']);
    expect(view.sentence).toContain('On the WebGL engine batch size 64 trains 32 times');
  });

  it('has words for one point, for none, and for times below the clock', () => {
    expect(speedView(sweep({ kind: 'speed' }, [])).sentence).toBe('No update time is measured yet.');
    expect(speedView(at([8], () => 1)).sentence).toContain('a second batch size is needed');
    expect(speedView(at([8, 16], () => 0)).sentence).toBe('No update time is measured yet.');
  });

  /** Rates as measured on a machine that was busy with something else; quartiles `wide` around them. */
  const ofRates = (rates: Readonly<Record<number, number>>, wide: readonly number[] = [0.05]) =>
    speedView(
      sweep(
        { kind: 'speed' },
        [],
        Object.entries(rates).map(([size, rate], i) => {
          const ms = (1000 * Number(size)) / rate;
          const by = 1 + 2 * wide[i % wide.length];
          return speed(Number(size), [ms / by, ms, ms * by]);
        }),
      ),
    );
  const VERDICT = /hardly faster|slower|times as many|more time than the overhead|An update takes/;

  it.each([
    { 16: 87_700, 32: 38_700, 512: 86_800, 1024: 39_700 },
    { 1: 33_800, 32: 17_900, 1024: 27_200 },
  ])('draws no verdict from rates that go down and up: %j', (rates) => {
    const { sentence, notes } = ofRates(rates);
    expect(sentence).toContain(
      'the times scatter too much to tell where bigger stops being faster: batch size 32',
    );
    expect(sentence).toContain('Something else probably used the processor');
    expect(sentence).toContain('close other programs and measure again');
    expect(sentence).not.toMatch(VERDICT);
    expect(notes.join(' ')).not.toContain('%');
  });

  it('says what to do about disturbed times once, however many engines', () => {
    const rates = [87_700, 38_700, 86_800];
    const times = (['cpu', 'webgl'] as const).flatMap((engine) =>
      [16, 32, 512].map((b, i) => {
        const ms = (1000 * b) / rates[i];
        return { ...speed(b, [0.95 * ms, ms, 1.05 * ms]), engine };
      }),
    );
    const { sentence } = speedView(sweep({}, [], times));
    expect(sentence.split('scatter too much')).toHaveLength(3);
    expect(sentence.split('close other programs')).toHaveLength(2);
  });

  it('needs differences beyond the quartiles', () => {
    for (const rates of [
      { 1: 26_000, 64: 22_000 },
      { 1: 22_000, 64: 26_000 },
    ]) {
      expect(ofRates(rates, [0.02]).sentence).toMatch(VERDICT);
      // Every size just below unsteady: upper over lower quartile 1.26.
      const { sentence } = ofRates(rates, [0.13]);
      expect(sentence).toMatch(/scatter too much.*the batch sizes differ by no more than/);
      expect(sentence).not.toMatch(VERDICT);
    }
    expect(ofRates({ 1: 30_000, 64: 30_500 }, [0.02, 0.4]).sentence).toMatch(
      /scatter too much.*at batch size 64 the quartiles of one update's time are 1.6 ms and 2.9 ms/,
    );
  });

  it('needs a trend: slower and then clearly faster again is none', () => {
    const up = { 1: 30_000, 8: 20_000, 64: 25_000 };
    expect(ofRates(up, [0.01]).sentence).not.toMatch(/a larger batch is slower/);
    const down = { 1: 30_000, 8: 26_000, 64: 20_000 };
    expect(ofRates(down, [0.01]).sentence).toMatch(/a larger batch is slower/);
  });

  it('keeps its verdict where one size of many is unsteady', () => {
    expect(
      ofRates({ 1: 1000, 4: 3500, 16: 8000, 64: 13_000, 256: 15_000 }, [0.02, 0.02, 0.02, 0.3]).sentence,
    ).toContain('batch size 256 trains 15 times as many');
  });

  it('says a poor fit once and in words, with nothing drawn from the fit', () => {
    // A step that is no scatter: from 64 examples on everything is out of the cache.
    const { sentence, notes, fits } = speedView(at([1, 8, 64, 512], (b) => (b < 64 ? 0.1 * b : 0.5 * b)));
    expect(fits[0].residual).toBeGreaterThan(0.25);
    expect(sentence.match(/describes these times well/g)).toHaveLength(1);
    expect(sentence).not.toMatch(/An update takes|more time than the overhead/);
    expect([sentence, ...notes].join(' ')).not.toContain('%');
  });

  it('says no overhead of 0, and small times in microseconds', () => {
    const none = speedView(at([1, 16, 256], (b) => 0.041 * b ** 1.02)).sentence;
    expect(none).toContain(
      'An update takes about 43 µs for each example; an overhead beside that is too small to tell',
    );
    expect(none).not.toMatch(/\b0 µs/);
    expect(speedView(at([1, 1024, 8192], (b) => 2 + 0.0003 * b)).sentence).toContain(
      'An update takes about 2 ms and 0.3 µs more for each example',
    );
  });
});

describe('several engines', () => {
  const webgl = { engine: 'webgl', software: true } as const;
  const cpu = [speed(8, [1, 1, 1]), speed(64, [8, 8, 8])];
  const both = (small: number, large: number) =>
    speedView(
      sweep(
        { kind: 'speed' },
        [],
        [...cpu, speed(8, [small, small, small], webgl), speed(64, [large, large, large], webgl)],
      ),
    );
  it('stand side by side, by name, with the faster one at either end', () => {
    const { sentence, names } = both(5, 20);
    expect(names).toEqual({ cpu: 'cpu', webgl: 'WebGL (software)' });
    expect(sentence).toContain('On the WebGL (software) engine');
    expect(sentence).toContain(
      'Side by side, an update at batch size 8 takes 1 ms on cpu and 5 ms on WebGL (software); an update at batch size 64 takes 8 ms on cpu and 20 ms on WebGL (software). cpu is the faster at both.',
    );
    expect(both(5, 2).sentence).toMatch(
      /cpu is the faster at the small one, WebGL \(software\) at the large/,
    );
    expect(both(1, 20).sentence).toMatch(/cpu is the faster at batch size 64\.$/);
  });
  it('are not compared where there is one; what failed is noted', () => {
    const failed = { ...webgl, failed: 'The context was lost.' };
    const view = speedView(sweep({ kind: 'speed' }, [], [...cpu, speed(8, [], failed)]));
    expect(view.sentence).not.toContain('Side by side');
    expect(view.notes).toContain(
      'WebGL (software) could not be timed from batch size 8 on: The context was lost.',
    );
  });
});
