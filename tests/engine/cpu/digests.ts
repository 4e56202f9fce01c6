/** The bits of whole trainings as short strings, the same wherever the module runs. */
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';
import type { OptimizerSpec } from '../../../src/experiment/optimizer.ts';
import { epochOrder } from '../../../src/science/batch.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights } from '../cases.ts';

const EXAMPLES = 50;
const EPOCHS = 6;

/** FNV-1a over the bytes of `arrays`. */
function digest(arrays: readonly Float32Array[]): string {
  let h = 0x811c9dc5;
  for (const { buffer, byteOffset, byteLength } of arrays)
    for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) h = Math.imul(h ^ byte, 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}

/** One line for every model: its name and the digests of losses, state and probabilities, an optimiser in turn. */
export async function trainingDigests(): Promise<string[]> {
  const engine = await startCpuEngine();
  const lines: string[] = [];
  for (const [i, { name, model }] of CASES.entries()) {
    const data = randomData(model, EXAMPLES);
    const optimizer: OptimizerSpec = OPTIMIZERS[i % OPTIMIZERS.length];
    const run = engine.createRun({ model, optimizer, data, weights: stirredWeights(model) });
    for (let epoch = 0; epoch < EPOCHS; epoch++) run.update(epochOrder(1, epoch, EXAMPLES), 1 + 3 * i, 0.01);
    const losses = await run.losses();
    const { tensors, slots } = await run.state();
    const { loss } = await run.evaluate('validation', EXAMPLES);
    const seen = [Float32Array.of(loss), await run.predict(data.validation.inputs, EXAMPLES)];
    lines.push(`${name}: ${digest([losses])} ${digest([...tensors, ...slots])} ${digest(seen)}`);
    run.dispose();
  }
  return lines;
}
