/** The TensorFlow.js family of engines. */
import type { Engine, EngineRun } from '../engine.ts';
import type { TfjsDevice } from './device.ts';
import { createTfjsRun } from './run.ts';

/** An engine on a started device; `dispose` ends its runs and frees the device. */
export function createTfjsEngine(device: TfjsDevice): Engine {
  const runs = new Set<EngineRun>();
  let disposed = false;
  return {
    info: device.info,
    evaluationExamples: device.evaluationExamples,
    onFailure: (listener) => device.watch.onFailure(listener),
    createRun(setup) {
      device.watch.check();
      device.activate();
      const run = createTfjsRun(device, setup);
      const dispose = run.dispose;
      run.dispose = () => {
        if (runs.delete(run)) dispose();
      };
      runs.add(run);
      return run;
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      for (const run of runs) run.dispose();
      device.dispose();
    },
  };
}
