/**
 * One update at a batch size, really made, to see what it holds or that it does not fit. The examples are blank: memory
 * depends on their shape and their number alone, and so no data must be loaded.
 */
import type { Dataset } from '../datasets/dataset.ts';
import type { Engine, EngineRun } from '../engine/engine.ts';
import { isRefusal } from '../engine/failure.ts';
import { DATASETS, hasClasses } from '../experiment/catalog.ts';
import { optimizerOf, type ExperimentConfig } from '../experiment/config.ts';
import { modelOf, trainingCount } from '../experiment/derive.ts';
import { formatBytes, formatNumber } from '../experiment/format.ts';
import { limitBytesOf, memorySetup } from '../experiment/memoryLimit.ts';
import { sizeOf } from '../experiment/model.ts';
import { rulesSetup } from '../experiment/runRules.ts';
import { initialWeights } from '../experiment/weights.ts';
import { Fault, runError } from './faults.ts';
import type { Probed } from './protocol.ts';
import type { SessionTools, StartedEngine } from './tools.ts';

/** Updates predicted to hold more are not tried on a GPU, whose driver may end the tab instead of refusing. */
export const GPU_CEILING_BYTES = 1e9;

export type ProbeEngine = (choice: ExperimentConfig['engine']) => Promise<StartedEngine>;

/** Keeps the engine that was asked for last. */
export function createProbeEngine(start: SessionTools['startEngine']): {
  take: ProbeEngine;
  discard(): void;
} {
  let kept: { choice: ExperimentConfig['engine']; started: Promise<StartedEngine> } | undefined;
  const discard = (): void => {
    const { started } = kept ?? {};
    kept = undefined;
    started?.then(({ engine }) => engine.dispose()).catch(() => undefined);
  };
  return {
    take(choice) {
      if (kept?.choice !== choice) {
        discard();
        kept = { choice, started: start(choice, {}) };
        kept.started.catch(() => (kept = undefined));
      }
      return kept.started;
    },
    discard,
  };
}

/** `predictedBytes`: what the update is expected to hold; a GPU is not asked for more than is safe. */
export async function probeMemory(
  config: ExperimentConfig,
  predictedBytes: number,
  take: ProbeEngine,
): Promise<Probed> {
  let started: StartedEngine | undefined;
  let run: EngineRun | undefined;
  const report = () => {
    if (!started) return undefined;
    const { asked, got, why, engine } = started;
    const { device, software } = engine.info;
    return { asked, got, why, device, software };
  };
  try {
    started = await take(config.engine);
    preflight(config, predictedBytes, started.engine);
    const { batchSize } = config;
    const model = modelOf(config);
    run = started.engine.createRun({
      model,
      optimizer: optimizerOf(config),
      data: blankExamples(config),
      weights: initialWeights(model, config.seed),
      batchSize,
      ...memorySetup(config),
      ...rulesSetup(config),
    });
    run.update(
      Uint32Array.from({ length: batchSize }, (_, i) => i),
      batchSize,
      config.learningRate,
    );
    await run.losses();
    const { inUseBytes, peakBytes = inUseBytes } = run.memory();
    return { fits: true, engine: report()!, peakBytes, restBytes: inUseBytes };
  } catch (reason) {
    const lost = !(reason instanceof Fault) && !isRefusal(reason);
    return { fits: false, engine: report(), error: runError(reason), lost };
  } finally {
    try {
      run?.dispose();
    } catch {
      // Of a lost device nothing can be freed.
    }
  }
}

/** @throws Fault where a GPU would be asked for more than is safe to ask. */
function preflight(config: ExperimentConfig, predictedBytes: number, { info }: Engine): void {
  if (info.name === 'cpu') return;
  const { batchSize } = config;
  const ceiling = Math.max(GPU_CEILING_BYTES, limitBytesOf(config) ?? 0);
  if (predictedBytes > ceiling)
    throw new Fault({
      code: 'out-of-memory',
      message: `Batch size ${formatNumber(batchSize)} would hold about ${formatBytes(predictedBytes)}; on a graphics processor no more than ${formatBytes(ceiling)} is tried here, since a driver may end the page instead of refusing.`,
      advice: 'Choose a smaller batch size or a smaller model.',
    });
}

function blankExamples(config: ExperimentConfig): Dataset {
  const { inputShape } = modelOf(config);
  const { classes } = DATASETS[config.dataset];
  // The cpu engine has to find room for all of them in its memory, whatever the batch size.
  const count = config.engine === 'cpu' ? trainingCount(config) : config.batchSize;
  const split = {
    inputs: new Float32Array(count * sizeOf(inputShape)),
    labels: new Uint8Array(count),
    count,
    ...(!hasClasses(config.dataset) && { targets: new Float32Array(count) }),
  };
  return { id: config.dataset, inputShape, classes, training: split, validation: split };
}
