/** How long an update will take, before the first: from the prediction, or measured on a small batch where that is long. */
import type { EngineInfo, EngineRun } from '../engine/engine.ts';
import type { ModelSpec } from '../experiment/model.ts';
import type { SessionTools } from './tools.ts';

/** Predictions beyond this are checked by a measurement. */
export const MEASURE_ABOVE_MS = 200;
const SMALL = 8;
/** A larger measurement shows a long update more truly; it is worth the wait when it should take less than this. */
const WORTH_MS = 300;
/** First use of an operation on a device pays for compiling it. */
export const WARM_UP_MS = 1000;

export interface Forecast {
  updateMs: number;
  measured: boolean;
}

export async function forecastPace(
  model: ModelSpec,
  batchSize: number,
  engine: EngineInfo,
  tools: SessionTools,
  measure: EngineRun['measure'],
  announce: (expectedMs: number) => void,
): Promise<Forecast> {
  const predict = (b: number): number => tools.predictedUpdateMs(model, b, engine.name, engine.software);
  const predicted = predict(batchSize);
  if (predicted <= MEASURE_ABOVE_MS) return { updateMs: predicted, measured: false };
  const small = Math.min(batchSize, SMALL);
  announce(predict(small) + WARM_UP_MS);
  let updateMs = ((await measure(small)) * batchSize) / small;
  const larger = Math.min(batchSize, SMALL * SMALL);
  const largerMs = (updateMs * larger) / batchSize;
  if (updateMs > MEASURE_ABOVE_MS && larger > small && largerMs < WORTH_MS) {
    announce(largerMs + WARM_UP_MS);
    updateMs = ((await measure(larger)) * batchSize) / larger;
  }
  return { updateMs, measured: true };
}
