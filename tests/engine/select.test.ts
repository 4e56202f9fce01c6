import { describe, expect, it } from 'vitest';
import type { Engine, EngineInfo } from '../../src/engine/engine.ts';
import type { Loaded } from '../../src/engine/load.ts';
import { isSoftwareName, type ProbedGpu } from '../../src/engine/probe.ts';
import { chooseEngine, startEngine } from '../../src/engine/select.ts';
import type { Trial } from '../../src/engine/trial.ts';
import type { EngineChoice, EngineName } from '../../src/experiment/config.ts';

const none: ProbedGpu = { device: undefined, software: false };
const real: ProbedGpu = { device: 'apple metal-3', software: false };
const emulated: ProbedGpu = { device: 'google swiftshader', software: true };

describe('chooseEngine', () => {
  const table: [EngineChoice, ProbedGpu, ProbedGpu, EngineName[], RegExp][] = [
    ['auto', real, real, ['webgpu', 'webgl', 'cpu'], /WebGPU: this browser offers apple metal-3/],
    ['auto', none, real, ['webgl', 'cpu'], /WebGL: this browser offers apple metal-3/],
    ['auto', emulated, real, ['webgl', 'cpu'], /WebGL/],
    ['auto', emulated, emulated, ['cpu'], /cpu: the GPU this browser offers is emulated/],
    ['auto', none, none, ['cpu'], /cpu: this browser offers no GPU adapter/],
    ['cpu', real, real, ['cpu'], /as asked/],
    ['webgl', real, real, ['webgl', 'webgpu', 'cpu'], /WebGL, as asked/],
    ['webgl', none, emulated, ['webgl', 'cpu'], /emulated in software/],
    ['webgpu', none, real, ['webgl', 'cpu'], /Running on WebGL: WebGPU was asked for, but/],
    ['webgpu', none, none, ['cpu'], /Running on cpu: WebGPU was asked for, but/],
  ];
  it.each(table)('%s with WebGPU %o and WebGL %o tries %o', (asked, webgpu, webgl, order, why) => {
    const choice = chooseEngine(asked, { webgpu, webgl });
    expect(choice.order).toEqual(order);
    expect(choice.why).toMatch(why);
    expect(choice.why).toMatch(/^Running on [^.]+(\.\d[^.]*)*\.$/);
  });
});

describe('isSoftwareName', () => {
  it.each([
    ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', true],
    ['Mesa llvmpipe (LLVM 15.0.7, 256 bits)', true],
    ['ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)', true],
    ['Apple M2', false],
    ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)', false],
  ])('%s: %s', (name, software) => expect(isSoftwareName(name)).toBe(software));
});

class FakeEngine implements Partial<Engine> {
  disposed = false;
  constructor(readonly info: EngineInfo) {}
  dispose(): void {
    this.disposed = true;
  }
}

/** Loaders and a trial that know how long an update takes on each engine; an Error instead is thrown. */
function faked(
  start: Partial<Record<EngineName, Error>>,
  times: Partial<Record<EngineName, number | Error>>,
) {
  const loaded: FakeEngine[] = [];
  const timed: EngineName[] = [];
  const load = (name: EngineName): Promise<Loaded> => {
    const error = start[name];
    if (error) return Promise.reject(error);
    const engine = new FakeEngine({ name, device: name, software: false });
    loaded.push(engine);
    return Promise.resolve({ engine: engine as unknown as Engine });
  };
  const trial: Trial = {
    key: 'this model, 64',
    batchSize: 64,
    ready: () => Promise.resolve(),
    quiet: () => Promise.resolve(),
    time({ info: { name } }) {
      timed.push(name);
      const time = times[name];
      if (typeof time !== 'number') return Promise.reject(time ?? new Error('unforeseen'));
      return Promise.resolve({ updateMs: time, estimated: time > 1000 });
    },
  };
  const left = (): EngineName[] => loaded.filter((e) => !e.disposed).map((e) => e.info.name);
  return { load, trial, timed, left };
}
const probing = (webgpu: ProbedGpu, webgl: ProbedGpu) => () => Promise.resolve({ webgpu, webgl });

describe('startEngine', () => {
  const probe = probing(real, real);

  it('goes to the next engine when one does not start, and says so', async () => {
    const { load } = faked(
      { webgpu: new Error('webgpu is broken'), webgl: new Error('webgl is broken.') },
      {},
    );
    const started = await startEngine('auto', { probe, load });
    expect(started.got).toBe('cpu');
    expect(started.why).toBe(
      'Running on cpu: WebGPU did not start (webgpu is broken); WebGL did not start (webgl is broken).',
    );
  });

  it('throws when nothing starts', async () => {
    const load = () => Promise.reject(new Error('no'));
    await expect(startEngine('auto', { probe, load })).rejects.toThrow(/No engine could be started/);
    const { trial } = faked({}, {});
    await expect(startEngine('auto', { probe, load, trial })).rejects.toThrow(/No engine could be started/);
  });
});

describe('auto, where there is a real GPU, measures', () => {
  const broken = new Error('broken');
  type Times = Partial<Record<EngineName, number | Error>>;
  type Broken = Partial<Record<EngineName, Error>>;
  const table: [ProbedGpu, ProbedGpu, Broken, Times, timed: EngineName[], why: string][] = [
    [
      real,
      real,
      {},
      { webgpu: 1.9, cpu: 4.1 },
      ['webgpu', 'cpu'],
      'Running on WebGPU: measured cpu 4.1 ms, WebGPU 1.9 ms an update at batch size 64.',
    ],
    [
      real,
      none,
      {},
      { webgpu: 1.9, cpu: 0.0021 },
      ['webgpu', 'cpu'],
      'Running on cpu: measured cpu 0.0021 ms, WebGPU 1.9 ms an update at batch size 64.',
    ],
    [
      none,
      real,
      {},
      { webgl: 30, cpu: 14_000 },
      ['webgl', 'cpu'],
      'Running on WebGL: measured cpu about 14 s, WebGL 30 ms an update at batch size 64.',
    ],
    [
      real,
      real,
      { webgpu: broken },
      { webgl: 3, cpu: 4 },
      ['webgl', 'cpu'],
      'Running on WebGL: measured cpu 4 ms, WebGL 3 ms an update at batch size 64; WebGPU did not start (broken).',
    ],
    [
      real,
      real,
      {},
      { webgpu: broken, webgl: 3, cpu: 2 },
      ['webgpu', 'webgl', 'cpu'],
      'Running on cpu: measured cpu 2 ms, WebGL 3 ms an update at batch size 64; WebGPU did not run (broken).',
    ],
    [real, emulated, {}, { webgpu: broken }, ['webgpu'], 'Running on cpu: WebGPU did not run (broken).'],
    [
      real,
      none,
      {},
      { webgpu: 5, cpu: new Error('batch size 64 needs 2 GB') },
      ['webgpu', 'cpu'],
      'Running on WebGPU: cpu did not run (batch size 64 needs 2 GB).',
    ],
    [
      real,
      none,
      { cpu: broken },
      { webgpu: 5 },
      ['webgpu'],
      'Running on WebGPU: cpu did not start (broken).',
    ],
  ];
  it.each(table)(
    'WebGPU %o, WebGL %o, starting %o, taking %o',
    async (webgpu, webgl, start, times, timed, why) => {
      const fake = faked(start, times);
      const probe = probing(webgpu, webgl);
      const started = await startEngine('auto', { probe, load: fake.load, trial: fake.trial });
      expect(started.why).toBe(why);
      expect(started.asked).toBe('auto');
      expect(started.onlyFor).toBe('this model, 64');
      expect(fake.timed).toEqual(timed);
      // The losers, and those that did not run, are disposed.
      expect(fake.left()).toEqual([started.got]);
    },
  );

  it.each([
    ['auto', none, none],
    ['auto', emulated, emulated],
    ['cpu', real, real],
    ['webgpu', real, real],
    ['webgl', none, emulated],
  ] as const)(
    'nothing where there is nothing to choose: %s, WebGPU %o, WebGL %o',
    async (asked, webgpu, webgl) => {
      const fake = faked({}, {});
      const trial = { ...fake.trial, ready: () => new Promise<never>(() => undefined) };
      const started = await startEngine(asked, { probe: probing(webgpu, webgl), load: fake.load, trial });
      expect(fake.timed).toEqual([]);
      expect(started.onlyFor).toBeUndefined();
    },
  );

  it('fails with the data it waits for, and leaves no engine behind', async () => {
    const fake = faked({}, { webgpu: 1, cpu: 1 });
    const trial = { ...fake.trial, ready: () => Promise.reject(new Error('offline')) };
    const probe = probing(real, none);
    await expect(startEngine('auto', { probe, load: fake.load, trial })).rejects.toThrow('offline');
    expect(fake.left()).toEqual([]);
  });

  it('stays with the engine that a run began on, and with its reason', async () => {
    const earlier = { got: 'cpu', why: 'Running on cpu: measured cpu 1 ms, …' } as const;
    const fake = faked({}, {});
    const probe = probing(real, none);
    const started = await startEngine('auto', { probe, load: fake.load, trial: fake.trial, earlier });
    expect(started).toMatchObject({ ...earlier, asked: 'auto', onlyFor: 'this model, 64' });
    expect(fake.timed).toEqual([]);
  });
});
