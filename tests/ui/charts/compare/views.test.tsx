import { act, useState, type ComponentType } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { GeneralisationView } from '../../../../src/ui/compare/views/GeneralisationView.tsx';
import { NoiseView } from '../../../../src/ui/compare/views/NoiseView.tsx';
import type { Selection, SelectionEvents, ViewProps } from '../../../../src/ui/compare/views/props.ts';
import { RaceView } from '../../../../src/ui/compare/views/RaceView.tsx';
import { SpeedView } from '../../../../src/ui/compare/views/SpeedView.tsx';
import { TargetView } from '../../../../src/ui/compare/views/TargetView.tsx';
import { TradeView } from '../../../../src/ui/compare/views/TradeView.tsx';
import { initialConfig } from '../../../../src/experiment/draft.ts';
import type { SweepData } from '../../../../src/experiment/sweep.ts';
import { withLive } from '../../../../src/state/compareLive.ts';
import { viewOf } from '../../../../src/sweep/analyse/question.ts';
import { verdict } from '../../../../src/sweep/analyse/verdict.ts';
import { usePage } from './support/mount.ts';
import { simulated, type Simulation } from './support/simulated.ts';

const { show, page } = usePage();

const NONE: Selection = {
  ...{ axis: 'epochs', metric: 'accuracy', split: 'validation', target: undefined },
  ...{ hiddenBatches: new Set<number>(), hoverBatch: undefined, scrub: undefined },
};
const events = () => ({
  axis: vi.fn<SelectionEvents['axis']>(),
  metric: vi.fn<SelectionEvents['metric']>(),
  split: vi.fn<SelectionEvents['split']>(),
  target: vi.fn<SelectionEvents['target']>(),
  hover: vi.fn<SelectionEvents['hover']>(),
  toggle: vi.fn<SelectionEvents['toggle']>(),
  scrub: vi.fn<SelectionEvents['scrub']>(),
});

const VIEWS: Record<string, ComponentType<ViewProps>> = {
  race: RaceView,
  target: TargetView,
  memory: TradeView,
  noise: NoiseView,
  speed: SpeedView,
  generalisation: GeneralisationView,
};
const NAMES = Object.keys(VIEWS);

const TWO: Simulation['arms'] = [
  { dataset: 'digits', model: 'mlp' },
  { dataset: 'moons', model: 'mlp' },
];
const EPOCHS = { unit: 'epochs', amount: 5, until: undefined } as const;
const EIGHTY = { metric: 'accuracy', value: 0.8 } as const;
const SMALL: Simulation = { batchSizes: [8, 64, 512], seeds: 2, points: 40 };

function render(
  name: string,
  data: SweepData,
  selection: Partial<Selection> = {},
  size: ViewProps['size'] = 'full',
) {
  const on = events();
  const View = VIEWS[name];
  show(<View data={data} selection={{ ...NONE, ...selection }} on={on} size={size} />);
  return on;
}

/** Anything that a reader, a screen reader or an SVG renderer would stumble over. */
const nonsense = () => page().innerHTML.match(/NaN|Infinity|undefined|\[object/)?.[0];
const ends = () => [...page().querySelectorAll('.cmp-ends text')].map((t) => t.textContent);
const named = (name: string) => page().querySelector<HTMLElement>(`[aria-label="${name}"]`);

function click(element: Element | null | undefined) {
  act(() => element?.dispatchEvent(new MouseEvent('click', { bubbles: true })));
}

describe.each(NAMES)('the view %s', (name) => {
  it('asks, answers, draws, and tells its values in a table', () => {
    render(name, simulated(SMALL));
    expect(page().querySelector('h2')!.textContent).toMatch(/\?$/);
    expect(page().querySelector('.cmp-sentence')!.textContent!.length).toBeGreaterThan(30);
    expect(page().querySelector('svg[role=img][aria-label]')).not.toBeNull();
    expect(page().querySelectorAll('svg path').length).toBeGreaterThan(3);
    const details = page().querySelector<HTMLDetailsElement>('.cmp-values')!;
    expect(details.querySelector('table')).toBeNull();
    act(() => {
      details.open = true;
      details.dispatchEvent(new Event('toggle'));
    });
    expect(details.querySelectorAll('tbody tr').length).toBeGreaterThan(2);
    expect(nonsense()).toBeUndefined();
  });

  it('is a wordless picture as a thumb', () => {
    render(name, simulated(SMALL), {}, 'thumb');
    expect(page().textContent).toBe('');
    expect(page().querySelector('svg')!.getAttribute('aria-hidden')).toBe('true');
    expect(page().querySelector('button, input, [tabindex], h2')).toBeNull();
    expect(nonsense()).toBeUndefined();
  });

  it.each<[string, Simulation]>([
    ['nothing has run', { ...SMALL, runs: 0 }],
    ['there is one seed', { ...SMALL, seeds: 1 }],
    ['all diverged', { ...SMALL, diverged: [8, 64, 512] }],
    ['one diverged', { ...SMALL, diverged: [512] }],
    ['there is one batch size', { batchSizes: [64], seeds: 1, points: 20 }],
    ['there are two tasks', { ...SMALL, arms: TWO }],
    ['the rate was the same for all', { ...SMALL, spec: { lrRule: 'fixed' } }],
  ])('shows no nonsense where %s', (_, about) => {
    const data = simulated(about);
    for (const [axis, metric] of [
      ['updates', 'loss'],
      ['seconds', 'accuracy'],
    ] as const) {
      render(name, data, { axis, metric, hoverBatch: 64, scrub: 0.3 });
      expect(nonsense()).toBeUndefined();
    }
  });
});

describe('the limit beside time and memory', () => {
  const MNIST = { dataset: 'mnist', model: 'cnn-bn' } as const;
  const limits = () => [...page().querySelectorAll('.cmp-limit text')].map((text) => text.textContent);
  /** Of two tasks, of which WebAssembly limits MNIST alone; the bytes of its largest batch are as given. */
  const drawn = (memoryLimit: number, bytes?: number) => {
    const base = { ...initialConfig(), engine: 'cpu' as const, size: 0, memoryLimit };
    const data = simulated({ ...SMALL, arms: [MNIST, TWO[0]], spec: { base } });
    const speeds = data.speeds.map((s) =>
      bytes !== undefined && s.arm === 0 && s.batchSize === 512 ? { ...s, peakBytes: bytes } : s,
    );
    render('memory', { ...data, speeds });
    return limits();
  };

  it('is drawn where it was set, as one for all tasks', () => {
    expect(drawn(2)).toEqual(['limit 2 MB']);
  });
  it('is not drawn where it is WebAssembly’s and all is far below it', () => {
    expect(drawn(0)).toEqual([]);
    expect(drawn(6000)).toEqual([]);
    expect(page().querySelector('.cmp-plot')!.textContent).not.toContain('GB');
  });
  it('is drawn as WebAssembly’s, for the task that is beyond it', () => {
    expect(drawn(0, 4.2e9)).toEqual(['WebAssembly’s limit 4.11 GB: MNIST cnn-bn']);
  });
});

describe('in words', () => {
  const TRAINED = NAMES.filter((name) => name !== 'speed');
  it.each(TRAINED)('%s says that nothing has run', (name) => {
    render(name, simulated({ ...SMALL, runs: 0 }));
    expect(page().textContent).toContain('Nothing has run yet');
    expect(page().querySelector('svg')).toBeNull();
  });
  it.each(TRAINED)('%s says that all diverged', (name) => {
    render(name, simulated({ ...SMALL, diverged: [8, 64, 512] }));
    expect(page().textContent).toContain('Every run so far diverged');
  });
  it.each(['race', 'target', 'memory', 'generalisation'])(
    '%s says that one seed tells nothing of chance',
    (name) => {
      render(name, simulated({ ...SMALL, seeds: 1 }));
      expect(page().querySelector('.cmp-notes')!.textContent).toContain('One seed');
    },
  );
  it('goes by the seeds that have finished, not by those asked for', () => {
    render('race', simulated({ ...SMALL, seeds: 2, runs: 3 }));
    expect(page().querySelector('.cmp-notes')!.textContent).toContain(
      'One seed of batch size 64 has finished: how much chance there is in their numbers cannot be told',
    );
  });
  it('the race names who diverged', () => {
    render('race', simulated({ ...SMALL, diverged: [512] }));
    expect(ends().join(' ')).toMatch(/512\sdiverged/);
  });
  it('the noise view says that gradients were not measured', () => {
    render('noise', simulated({ ...SMALL, spec: { noise: false } }));
    expect(page().textContent).toContain('did not measure gradients');
  });
  it('the noise view marks what is not resolved', () => {
    render('noise', simulated({ batchSizes: [8], seeds: 1 }));
    expect(page().textContent).toContain('not resolved yet');
  });
  it('the noise view keeps room for single gradients while the first runs train, and only then', () => {
    const data = simulated({ batchSizes: [8], seeds: 1, spec: { noise: true } });
    const bare = data.runs.map((run) => ({ ...run, gradients: [] }));
    const room = () => [...page().querySelectorAll('.cmp-aside > .cmp-area')].map((area) => area.innerHTML);
    const trial = { ...bare[0].trial, id: 'under way' };
    render('noise', withLive({ ...data, runs: [] }, [{ ...bare[0], ...bare[0].series, trial }]));
    expect(room()).toEqual(['', '']);
    expect(page().textContent).toContain('small charts:');
    render('noise', { ...data, runs: bare });
    expect(room()).toEqual([]);
    expect(page().textContent).not.toContain('small charts:');
  });
  it('the noise view keeps the ends of batch sizes apart; the legend hides them and no drawn batches', () => {
    const curves = () =>
      [...page().querySelectorAll('.cmp-aside')].flatMap((aside) => [
        ...new Set([...aside.querySelectorAll('.cmp-ends text')].map((t) => t.textContent.trim())),
      ]);
    const dots = () => page().querySelectorAll('.cmp-aside .cmp-dots g').length;
    render('noise', simulated({ ...SMALL, batchSizes: [16, 64] }));
    expect(curves()).toEqual(['start', 'end, 16', 'end, 64']);
    const all = dots();
    render('noise', simulated({ ...SMALL, batchSizes: [16, 64] }), { hiddenBatches: new Set([64]) });
    expect(curves()).toEqual(['start', 'end, 16']);
    expect(dots()).toBe((all * 2) / 3);
    render('noise', simulated({ ...SMALL, batchSizes: [16] }));
    expect(curves()).toEqual(['start', 'end']);
  });
  it('views of training say that a sweep of times trained nothing', () => {
    render('race', simulated({ ...SMALL, spec: { kind: 'speed' } }));
    expect(page().textContent).toContain('nothing was trained');
  });
});

describe('a batch size that is switched off', () => {
  it.each(NAMES)(
    'is hidden in the charts of the view %s; its sentence counts it, and the page says so',
    (name) => {
      const words = 'Hidden in the charts only: every sentence and fit still counts them.';
      const said = () => page().querySelector('.cmp-sentence')!.textContent;
      const data = simulated(SMALL);
      render(name, data);
      expect(page().textContent).not.toContain(words);
      const before = said();
      render(name, data, { hiddenBatches: new Set([8]) });
      expect(said()).toBe(before);
      expect(page().textContent).toContain(words);
    },
  );
});

describe('the race', () => {
  it('writes batch size and value at the end of every curve, and hides what is switched off', () => {
    render('race', simulated(SMALL));
    expect(ends()).toHaveLength(3);
    expect(ends().join(' ')).toMatch(/8\s\d\d\.\d%/);
    render('race', simulated(SMALL), { hiddenBatches: new Set([8]) });
    expect(ends()).toHaveLength(2);
    expect(named('Batch size 8')!.getAttribute('aria-pressed')).toBe('false');
  });

  it('draws at most 200 points a curve, however many were recorded', () => {
    render('race', simulated({ ...SMALL, points: 2000 }), { split: 'training', metric: 'loss' });
    const lines = [...page().querySelectorAll('svg.cmp-plot path[fill=none]')].map(
      (path) => path.getAttribute('d')!.split('L').length,
    );
    expect(Math.max(...lines)).toBeGreaterThan(20);
    expect(Math.max(...lines)).toBeLessThanOrEqual(200);
  });

  it('tells curves of two tasks apart by more than colour', () => {
    render(
      'race',
      simulated({
        ...SMALL,
        arms: TWO,
      }),
    );
    const dashes = [...page().querySelectorAll('svg.cmp-plot path[fill=none]')].map((p) =>
      p.getAttribute('stroke-dasharray'),
    );
    expect(new Set(dashes).size).toBe(2);
    expect(ends().filter((t) => t!.includes('moons'))).toHaveLength(3);
  });

  it('is switched, scrubbed, played and hidden by controls with names', () => {
    const on = render('race', simulated(SMALL));
    const radio = [...page().querySelectorAll('[aria-label="Horizontal axis"] label')].find(
      (l) => l.textContent === 'seconds',
    );
    click(radio!.querySelector('input'));
    expect(on.axis).toHaveBeenCalledWith('seconds');
    click(named('Batch size 64'));
    expect(on.toggle).toHaveBeenCalledWith(64);
    const range = named('Moment of the race') as HTMLInputElement;
    expect(range.getAttribute('aria-valuetext')).toMatch(/^epoch 5/);
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(range, '100');
      range.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(on.scrub).toHaveBeenCalledWith(0.5);
  });

  it('shows an earlier moment with the values of then', () => {
    const data = simulated(SMALL);
    render('race', data);
    const last = ends();
    render('race', data, { scrub: 0.1 });
    expect(ends()).toHaveLength(3);
    expect(ends()).not.toEqual(last);
    expect(page().querySelector('clipPath rect')!.getAttribute('width')).toMatch(/^\d+(\.\d+)?$/);
  });

  it('plays from the start to the end, and stops', () => {
    let now = 0;
    const frames: FrameRequestCallback[] = [];
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    vi.stubGlobal('requestAnimationFrame', (f: FrameRequestCallback) => frames.push(f));
    vi.stubGlobal('cancelAnimationFrame', () => undefined);
    const on = render('race', simulated(SMALL));
    click([...page().querySelectorAll('button')].find((b) => b.textContent === 'Play'));
    for (; now <= 6100 && frames.length > 0; now += 100) act(() => frames.shift()!(now));
    const shares = on.scrub.mock.calls.map(([share]) => share);
    expect(shares[0]).toBeLessThan(0.05);
    expect(shares[shares.length - 1]).toBeUndefined();
    expect(shares.length).toBeGreaterThan(20);
    expect([...page().querySelectorAll('button')].some((b) => b.textContent === 'Play')).toBe(true);
  });

  it('steps instead of playing where motion is to be reduced', () => {
    const media = window.matchMedia.bind(window);
    vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
      query.includes('reduced-motion')
        ? Object.assign(new EventTarget(), {
            matches: true,
            media: query,
            onchange: null,
            addListener: () => {},
            removeListener: () => {},
          })
        : media(query),
    );
    const on = render('race', simulated(SMALL));
    const buttons = [...page().querySelectorAll('button')];
    expect(buttons.some((b) => b.textContent === 'Play')).toBe(false);
    click(buttons.find((b) => b.textContent === 'Step through'));
    expect(on.scrub).toHaveBeenCalledWith(0.1);
  });

  it('has a target line that keys move', () => {
    const on = render('race', simulated(SMALL), { target: { metric: 'accuracy', value: 0.8 } });
    const handle = named('Target: validation accuracy')!;
    expect(handle.getAttribute('role')).toBe('slider');
    expect(handle.getAttribute('aria-valuetext')).toBe('80%');
    act(() => handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true })));
    expect(on.target).toHaveBeenCalledWith({ metric: 'accuracy', value: 0.805 });
    render('race', simulated(SMALL), { metric: 'loss', target: { metric: 'accuracy', value: 0.8 } });
    expect(named('Target: validation accuracy')).toBeNull();
  });
});

describe('to the target', () => {
  function Following({ data }: { data: SweepData }) {
    const [selection, setSelection] = useState<Selection>(NONE);
    const on = {
      ...events(),
      target: (target: Selection['target']) => setSelection({ ...selection, target }),
    };
    return <TargetView data={data} selection={selection} on={on} size="full" />;
  }
  it('follows the slider: question, sentence and marks', () => {
    show(<Following data={simulated(SMALL)} />);
    const range = named('Target: validation accuracy') as HTMLInputElement;
    const before = page().querySelector('.cmp-sentence')!.textContent;
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(range, '60');
      range.dispatchEvent(new Event('input', { bubbles: true }));
    });
    const said = range.getAttribute('aria-valuetext')!;
    expect(page().querySelector('h2')!.textContent).toContain(said);
    expect(page().querySelector('.cmp-sentence')!.textContent).not.toBe(before);
    expect(page().querySelector('.cmp-sentence')!.textContent).toContain(said);
  });
  it('says of runs that did not get there how far they went', () => {
    render('target', simulated(SMALL), { target: { metric: 'accuracy', value: 0.93 } });
    expect(page().textContent).toContain('not within 5 epochs');
    expect(page().querySelector('.cmp-dots')!.textContent).toContain('>');
  });
  it.each([
    { metric: 'accuracy', value: 0.93 },
    { metric: 'loss', value: 0.1 },
  ] as const)(
    'does not blame the budget where runs may have ended at a target of their own (%j)',
    (target) => {
      const until = { metric: 'accuracy', value: 0.9 } as const;
      const budget = { unit: 'epochs', amount: 5, until } as const;
      render('target', simulated({ ...SMALL, spec: { budget } }), { target });
      const key = page().querySelector('.cmp-key')!.textContent;
      expect(key).toContain('not before the runs ended (at 90% validation accuracy or after 5 epochs)');
      expect(page().textContent).not.toContain('within 5 epochs');
    },
  );
  it('fits nothing to runs that had one rate, and says why', () => {
    render('target', simulated({ ...SMALL, spec: { lrRule: 'fixed' } }), {
      target: { metric: 'accuracy', value: 0.6 },
    });
    expect(page().querySelector('.cmp-critical, .cmp-fit')).toBeNull();
    expect(page().textContent).toMatch(/rate/);
  });
});

describe('time and memory', () => {
  const SIXTY = { target: { metric: 'accuracy', value: 0.6 } } as const;
  const LIMITED = { ...initialConfig(), memoryLimit: 2, microBatch: 64 };
  const texts = (selector: string) => [...page().querySelectorAll(selector)].map((e) => e.textContent);

  it('has one mark and number for each batch size, the front, and what is predicted beside what was measured', () => {
    render('memory', simulated(SMALL), SIXTY);
    expect(texts('.cmp-dots text')).toEqual(['8', '64', '512']);
    expect(page().querySelector('.cmp-front')!.getAttribute('d')).toMatch(/^M[\d.]+ 24V/);
    expect(page().querySelectorAll('.cmp-predicted')).toHaveLength(3);
    expect(page().querySelector('.cmp-limit')).toBeNull();
    expect(page().textContent).toContain('memory of an update');
    expect(page().textContent).toContain('seconds to the target');
    render('memory', simulated(SMALL), { ...SIXTY, hoverBatch: 64 });
    expect(page().querySelector('.cmp-readout')!.textContent).toMatch(
      /batch size 64.*ms.*, 1\.46 MB \(predicted .+B\)/,
    );
  });

  it('counts updates on request', () => {
    const on = render('memory', simulated(SMALL), { ...SIXTY, axis: 'updates' });
    expect(page().textContent).toContain('updates to the target');
    const radio = [...page().querySelectorAll('[aria-label="What is counted"] label')].find(
      (l) => l.textContent === 'seconds',
    );
    click(radio!.querySelector('input'));
    expect(on.axis).toHaveBeenCalledWith('seconds');
  });

  it('draws the limit, and rings what goes through in micro-batches', () => {
    render('memory', simulated({ ...SMALL, spec: { base: LIMITED } }), SIXTY);
    expect(page().querySelector('.cmp-limit text')!.textContent).toBe('limit 2 MB');
    expect(page().querySelectorAll('.cmp-dots circle')).toHaveLength(1);
    expect(page().textContent).toContain('ringed: in micro-batches');
  });

  it('leaves marks open for those that never got there', () => {
    render('memory', simulated(SMALL), { target: { metric: 'accuracy', value: 0.995 } });
    expect(page().querySelector('.cmp-front')!.getAttribute('d')).toBe('');
    expect(page().querySelectorAll('.cmp-dots path[fill="var(--card)"]')).toHaveLength(3);
    expect(page().textContent).toContain('at least this much');
  });
});

describe('the verdict', () => {
  it.each<[string, Simulation]>([
    ['with a target of its own', { spec: { budget: { ...EPOCHS, until: EIGHTY } } }],
    ['with tuned rates that came short of 90%', { spec: { budget: { ...EPOCHS, amount: 0.3 } } }],
    ['with many seeds', { seeds: 5, spec: { lrRule: 'fixed', noise: false } }],
    ['with noise', { seeds: 2, spec: { noise: true } }],
    ['of plain runs', { seeds: 2, spec: { lrRule: 'fixed', noise: false } }],
  ])('of a free sweep %s is the sentence of the view that opens with it', (_, about) => {
    const data = simulated({ ...SMALL, ...about, spec: { noise: false, ...about.spec } });
    render(viewOf(data), data);
    const said = page().querySelector('.cmp-sentence')!.textContent!.replaceAll('\u00a0', ' ').trim();
    expect(said).toBe(verdict(data));
  });
});

describe('linked pointing', () => {
  it('makes the batch size strong and says its value', () => {
    const on = render('speed', simulated(SMALL));
    const button = named('Batch size 64')!;
    act(() => button.dispatchEvent(new FocusEvent('focusin', { bubbles: true })));
    expect(on.hover).toHaveBeenCalledWith(64);
    render('speed', simulated(SMALL), { hoverBatch: 64 });
    expect(page().querySelector('.cmp-readout')!.textContent).toMatch(/batch size 64.*ms/);
  });
});

describe('generalisation', () => {
  it('is labelled as active research, with both sides and their sources', () => {
    render('generalisation', simulated(SMALL));
    const aside = named('Active research')!;
    expect(aside.textContent).toMatch(/Keskar.*Shallue/s);
    expect([...aside.querySelectorAll('a')].every((a) => a.href.startsWith('https://arxiv.org/abs/'))).toBe(
      true,
    );
    expect(aside.querySelectorAll('h3')).toHaveLength(2);
  });
});
