/** Which engine runs, and why; the reason is one sentence for the page. */
import type { EngineChoice, EngineName } from '../experiment/config.ts';
import type { Engine } from './engine.ts';
import { ENGINE_LABELS } from '../experiment/engineLabels.ts';
import { loadEngine, type Load } from './load.ts';
import { probeEngines, type ProbedGpu, type Probes } from './probe.ts';
import { startFastest, startFirst } from './start.ts';

// In one file with what starts an engine, so that the cpu engine stays one request.
export { deviceFacts } from './deviceFacts.ts';
import type { Trial } from './trial.ts';

export interface Choice {
  /** Engines to try, the best first; `cpu` is always the last. */
  order: EngineName[];
  /** Why `order[0]` is first. */
  why: string;
}

export interface StartedEngine {
  engine: Engine;
  asked: EngineChoice;
  got: EngineName;
  /** One plain sentence for the page. */
  why: string;
  /** Key of the trial that the choice holds for; undefined where it holds for every run. */
  onlyFor?: string;
}

export interface StartOptions {
  /** A few updates of the run to come; `auto` compares engines by them where there is a real GPU. */
  trial?: Trial;
  /** The engine that the run began on: `auto` takes it again, so that the curve goes on as it began. */
  earlier?: Pick<StartedEngine, 'got' | 'why'>;
  probe?: () => Promise<Probes>;
  load?: Load;
}

const usable = ({ device, software }: ProbedGpu): boolean => device !== undefined && !software;

function chooseAutomatically({ webgpu, webgl }: Probes): Choice {
  const gpus: EngineName[] = [];
  if (usable(webgpu)) gpus.push('webgpu');
  if (usable(webgl)) gpus.push('webgl');
  const order: EngineName[] = [...gpus, 'cpu'];
  if (order[0] === 'webgpu')
    return { order, why: `Running on WebGPU: this browser offers ${webgpu.device}.` };
  if (order[0] === 'webgl')
    return {
      order,
      why: `Running on WebGL: this browser offers ${webgl.device}, and no GPU adapter for WebGPU.`,
    };
  const emulated = webgpu.software || webgl.software;
  return {
    order,
    why: emulated
      ? 'Running on cpu: the GPU this browser offers is emulated in software.'
      : 'Running on cpu: this browser offers no GPU adapter.',
  };
}

/**
 * The engines to try for what was asked, from what was found. Auto never takes an emulated GPU; an explicit wish is
 * granted even then, and `why` says so.
 */
export function chooseEngine(asked: EngineChoice, found: Probes): Choice {
  if (asked === 'auto') return chooseAutomatically(found);
  if (asked === 'cpu') return { order: ['cpu'], why: 'Running on cpu, as asked.' };
  const { device, software } = found[asked];
  const label = ENGINE_LABELS[asked];
  if (device === undefined) {
    const other = chooseAutomatically(found);
    const got = ENGINE_LABELS[other.order[0]];
    return {
      ...other,
      why: `Running on ${got}: ${label} was asked for, but this browser does not offer it.`,
    };
  }
  const rest = chooseAutomatically(found).order.filter((name) => name !== asked);
  const emulation = software ? `; it is emulated in software (${device}) and slow` : ` (${device})`;
  return { order: [asked, ...rest], why: `Running on ${label}, as asked${emulation}.` };
}

/**
 * Starts the engine asked for, or the next one that can be had, and says which and why.
 * @throws Error when not even cpu starts, and whatever the trial's data throw.
 */
export async function startEngine(
  asked: EngineChoice,
  { trial, earlier, probe = probeEngines, load = loadEngine }: StartOptions = {},
): Promise<StartedEngine> {
  const absent: ProbedGpu = { device: undefined, software: false };
  const found = asked === 'cpu' ? { webgpu: absent, webgl: absent } : await probe();
  const { order, why } = chooseEngine(asked, found);
  const free = asked === 'auto' && order.length > 1;
  const only = free && trial ? { onlyFor: trial.key } : {};
  if (free && earlier && order.includes(earlier.got)) {
    const again = [earlier.got, ...order.filter((name) => name !== earlier.got)];
    return { asked, ...(await startFirst(again, earlier.why, load)), ...only };
  }
  if (free && trial) return { asked, ...(await startFastest(order, trial, load)), ...only };
  return { asked, ...(await startFirst(order, why, load)) };
}
